// Files that another thread downloads, and hands over without a copy.
import { proxy, wrap } from 'comlink';
import { DownloadError } from '@/lib/engine/protocol/download';
import { DOWNLOAD_WORKER_FILE } from '@/lib/engine/protocol/worker-files';
import type { Downloads } from './download.worker';

export class DownloadThread {
  readonly #worker = new Worker(new URL(DOWNLOAD_WORKER_FILE, import.meta.url), { type: 'module' });
  readonly #remote = wrap<Downloads>(this.#worker);
  readonly #lost = new Promise<never>((_, reject) => {
    this.#worker.onerror = ({ message }) =>
      reject(new DownloadError(message || 'The thread that downloads has failed'));
  });

  /** What bytes() of download.worker.ts gives. Rejects when it cannot be fetched. */
  bytes(url: URL, size: number, onBytes: (received: number) => void): Promise<Uint8Array<ArrayBuffer>> {
    return Promise.race([this.#remote.bytes(url.href, size, proxy(onBytes)), this.#lost]);
  }

  end(): void {
    this.#worker.terminate();
  }
}
