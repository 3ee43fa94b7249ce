// Files that another thread downloads, and hands over without a copy.
import { proxy, wrap } from 'comlink';
import type { KnownFile } from '@/lib/engine/protocol/content-hash';
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
  bytes(url: URL, file: KnownFile, onBytes: (received: number) => void): Promise<Uint8Array<ArrayBuffer>> {
    // An error loses its class on the way.
    const bytes = this.#remote.bytes(url.href, file, proxy(onBytes)).catch((error: Error) => {
      throw error.name === 'DownloadError' ? new DownloadError(error.message) : error;
    });
    return Promise.race([bytes, this.#lost]);
  }

  end(): void {
    this.#worker.terminate();
  }
}
