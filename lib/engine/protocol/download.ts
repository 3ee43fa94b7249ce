// Fetches the engine's files at the same time, counts the bytes that have really arrived, and takes a file only as the
// build made it: a copy that was damaged is fetched once more, past the browser's cache.
import { contentHash, hashText, type KnownFile, type KnownFiles } from './content-hash';

/** How far all files together are, in bytes as they are after the transport's own decompression. */
export type OnBytes = (received: number, total: number) => void;

/** Milliseconds between two reports: each is a message to the page, which draws no more of them. */
const INTERVAL = 50;
/** So many seconds in which nothing arrives are the end. */
export const SILENCE = 10;

/** A file could not be fetched: no network, a broken deployment, a firewall. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
}

/** Nothing arrived any more. */
export class SilentDownload extends DownloadError {}

/** What arrived is not what the build made. */
class DamagedFile extends DownloadError {}

interface DownloadOptions {
  /** Whether silence ends it; not where another one that has more files listens. */
  readonly listening?: boolean;
}

export class Download {
  readonly #base: URL;
  readonly #files: KnownFiles;
  readonly #onBytes: OnBytes;
  readonly #total: number;
  readonly #listening: boolean;
  readonly #ended = new AbortController();
  /** Files that are being fetched; while there are any, the silence is measured, in seconds. */
  #awaited = 0;
  #silence = 0;
  #clock: ReturnType<typeof setInterval> | undefined;
  #received = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;

  /** `files`: every file that will be fetched, by name relative to `base`. */
  constructor(base: URL, files: KnownFiles, onBytes: OnBytes, { listening = true }: DownloadOptions = {}) {
    this.#base = base;
    this.#files = files;
    this.#onBytes = onBytes;
    this.#listening = listening;
    this.#total = Object.values(files).reduce((sum, { size }) => sum + size, 0);
  }

  /** All of a file. Rejects with DownloadError, and with one file all are given up. */
  bytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#await(() => this.#whole(name));
  }

  /** A WebAssembly module, compiled while it arrives. Rejects with DownloadError or CompileError. */
  module(name: string): Promise<WebAssembly.Module> {
    return this.#await(async () => {
      const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
      // WebAssembly is compiled while it streams in only under its own type, which not every host knows.
      const compiled = WebAssembly.compileStreaming(
        new Response(readable, { headers: { 'content-type': 'application/wasm' } }),
      );
      // One whose beginning is none stops the compiler before its end.
      let refused = false;
      compiled.catch((error: unknown) => {
        refused = error instanceof WebAssembly.CompileError;
      });
      const writer = writable.getWriter();
      try {
        await this.#read(name, 'default', (bytes) => writer.write(bytes));
        await writer.close();
        return await compiled;
      } catch (error) {
        await writer.abort(error).catch(() => {});
        if (!refused && !(error instanceof DamagedFile)) throw error;
      }
      return WebAssembly.compile(await this.#copy(name, 'reload'));
    });
  }

  /** A file that is fetched elsewhere: `fetching` is told whom to tell of the bytes so far. */
  elsewhere<T>(
    name: string,
    fetching: (url: URL, file: KnownFile, onBytes: (received: number) => void) => Promise<T>,
  ): Promise<T> {
    let before = 0;
    return this.#await(() =>
      fetching(new URL(name, this.#base), this.#known(name), (received) => {
        this.#count(received - before);
        before = received;
      }),
    );
  }

  async #whole(name: string): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return await this.#copy(name, 'default');
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      return this.#copy(name, 'reload');
    }
  }

  async #copy(name: string, cache: RequestCache): Promise<Uint8Array<ArrayBuffer>> {
    const whole = new Uint8Array(this.#known(name).size);
    await this.#read(name, cache, (bytes, at) => whole.set(bytes, at));
    return whole;
  }

  /** Hands a file over in pieces. Rejects with DamagedFile once it is clear that they are not those of the build. */
  async #read(
    name: string,
    cache: RequestCache,
    onPiece: (bytes: Uint8Array<ArrayBuffer>, at: number) => unknown,
  ): Promise<void> {
    const known = this.#known(name);
    const hash = await contentHash();
    let length = 0;
    let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
    try {
      const response = await fetch(new URL(name, this.#base), { cache, signal: this.#ended.signal });
      if (!response.ok || !response.body) throw new DownloadError(`${name}: HTTP status ${response.status}`);
      reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        if (length + value.byteLength > known.size) throw new DamagedFile(`${name} is longer than ${known.size} bytes`);
        hash.update(value);
        await onPiece(value, length);
        length += value.byteLength;
        this.#count(value.byteLength);
      }
      if (length < known.size) throw new DamagedFile(`${name} has ${length} bytes of ${known.size}`);
      if (hashText(hash) !== known.hash) throw new DamagedFile(`${name} has other content than the build gave it`);
    } catch (error) {
      reader?.cancel().catch(() => {});
      this.#count(-length);
      if (error instanceof DownloadError) throw error;
      throw new DownloadError(`${name}: ${String(error)}`);
    }
  }

  #known(name: string): KnownFile {
    const known = this.#files[name];
    if (!known) throw new Error(`${name} is not among the files of this download`);
    return known;
  }

  async #await<T>(fetching: () => Promise<T>): Promise<T> {
    const { signal } = this.#ended;
    signal.throwIfAborted();
    const given = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    given.catch(() => {});
    this.#awaited++;
    this.#listen();
    try {
      return await Promise.race([fetching(), given]);
    } catch (error) {
      this.#ended.abort(error);
      throw error;
    } finally {
      this.#awaited--;
      this.#listen();
    }
  }

  /** A thread that is busy hears nothing either, so seconds are counted in which it could have. */
  #listen(): void {
    this.#silence = 0;
    if (this.#awaited === 0 || !this.#listening) {
      clearInterval(this.#clock);
      this.#clock = undefined;
      return;
    }
    this.#clock ??= setInterval(() => {
      if (++this.#silence < SILENCE) return;
      this.#ended.abort(new SilentDownload(`Nothing arrived for ${SILENCE} seconds`));
    }, 1000);
  }

  #count(bytes: number): void {
    this.#silence = 0;
    this.#received += bytes;
    if (performance.now() < this.#reportedAt + INTERVAL && this.#received < this.#total) return;
    this.#reportedAt = performance.now();
    this.#onBytes(this.#received, this.#total);
  }
}
