// Downloads what PostgreSQL starts from, from the folder of the worker that asks.
import type { BootFiles } from '@/lib/database/boot';
import type { KnownFiles } from '@/lib/engine/protocol/content-hash';
import { Download, type OnBytes } from '@/lib/engine/protocol/download';

/** Files beside the worker; written by scripts/assets.ts. */
declare const ENGINE_FILES: KnownFiles;

/** `more` files are to be in the browser's cache, whole, before PostgreSQL asks for them. Rejects with DownloadError or CompileError. */
export async function downloadBootFiles(
  onBytes: OnBytes,
  ...more: readonly string[]
): Promise<Required<Pick<BootFiles, 'snapshot' | 'pgliteWasmModule'>>> {
  const wanted = ['pglite.wasm', 'snapshot.tar', ...more];
  const files = Object.fromEntries(Object.entries(ENGINE_FILES).filter(([name]) => wanted.includes(name)));
  const download = new Download(new URL('.', self.location.href), files, onBytes);
  const [pgliteWasmModule, snapshot] = await Promise.all([
    download.module('pglite.wasm'),
    download.bytes('snapshot.tar'),
    ...more.map((name) => download.bytes(name)),
  ]);
  return { pgliteWasmModule, snapshot };
}
