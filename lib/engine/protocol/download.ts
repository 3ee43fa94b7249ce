// Fetches the engine's files at the same time, and counts the bytes that have really arrived.

/** How far all files together are, in bytes as they are after the transport's own decompression. */
export type OnBytes = (received: number, total: number) => void;

/** Milliseconds between two reports: each is a message to the page, which draws no more of them. */
const INTERVAL = 50;

/** A file could not be fetched: no network, a broken deployment, a firewall. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
}

export class Download {
  readonly #base: URL;
  readonly #sizes: Readonly<Record<string, number>>;
  readonly #onBytes: OnBytes;
  readonly #total: number;
  #received = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;

  /** `sizes`: every file that will be fetched, by name relative to `base`. */
  constructor(base: URL, sizes: Readonly<Record<string, number>>, onBytes: OnBytes) {
    this.#base = base;
    this.#sizes = sizes;
    this.#onBytes = onBytes;
    this.#total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  }

  /** All of a file. Rejects with DownloadError. */
  async bytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const reader = (await this.#ask(name)).getReader();
    let bytes = new Uint8Array(this.#sizes[name] ?? 0);
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read().catch(brokenOff(name));
      if (done) return bytes.subarray(0, length);
      if (length + value.byteLength > bytes.byteLength) {
        const larger = new Uint8Array(2 * (length + value.byteLength));
        larger.set(bytes);
        bytes = larger;
      }
      bytes.set(value, length);
      length += value.byteLength;
      this.#count(value.byteLength);
    }
  }

  /** A file that is fetched elsewhere: `fetching` is told whom to tell of the bytes so far. */
  elsewhere<T>(name: string, fetching: (url: URL, size: number, onBytes: (received: number) => void) => T): T {
    let before = 0;
    return fetching(new URL(name, this.#base), this.#sizes[name] ?? 0, (received) => {
      this.#count(received - before);
      before = received;
    });
  }

  /** A WebAssembly module, compiled while it arrives. Rejects with DownloadError or CompileError. */
  async module(name: string): Promise<WebAssembly.Module> {
    const response = await this.response(name);
    return WebAssembly.compileStreaming(response).catch((error: unknown) => {
      if (error instanceof WebAssembly.CompileError) throw error;
      return brokenOff(name)(error);
    });
  }

  /** A file as it arrives. Asks for it before it returns; rejects with DownloadError. */
  async response(name: string): Promise<Response> {
    const reader = (await this.#ask(name)).getReader();
    // A stream that is pulled costs less than a TransformStream in between.
    const counted = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        this.#count(value.byteLength);
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return new Response(counted, { headers: { 'content-type': contentTypeOf(name) } });
  }

  async #ask(name: string): Promise<ReadableStream<Uint8Array>> {
    if (!(name in this.#sizes)) throw new Error(`${name} is not among the files of this download`);
    const response = await fetch(new URL(name, this.#base)).catch(brokenOff(name));
    if (!response.ok || !response.body) throw new DownloadError(`${name}: HTTP status ${response.status}`);
    return response.body;
  }

  #count(bytes: number): void {
    this.#received += bytes;
    if (performance.now() < this.#reportedAt + INTERVAL && this.#received < this.#total) return;
    this.#reportedAt = performance.now();
    this.#onBytes(this.#received, this.#total);
  }
}

function brokenOff(name: string) {
  return (error: unknown): never => {
    throw new DownloadError(`${name}: ${String(error)}`);
  };
}

/** WebAssembly is compiled while it streams in only under its own type, which not every host knows. */
function contentTypeOf(name: string): string {
  return name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
}
