// Downloads what PostgreSQL starts from, from the folder of the worker that asks.
import type { BootFiles } from '@/lib/database/boot';
import { Download, type OnBytes } from '@/lib/engine/protocol/download';

/** Files beside the worker and their sizes in bytes; written by scripts/assets.ts. */
declare const ENGINE_FILES: Readonly<Record<'pglite.wasm' | 'snapshot.tar', number>>;

/** Rejects with DownloadError or CompileError. */
export async function downloadBootFiles(
  onBytes: OnBytes,
): Promise<Required<Pick<BootFiles, 'snapshot' | 'pgliteWasmModule'>>> {
  const download = new Download(new URL('.', self.location.href), ENGINE_FILES, onBytes);
  const [pgliteWasmModule, snapshot] = await Promise.all([
    download.module('pglite.wasm'),
    download.bytes('snapshot.tar'),
  ]);
  return { pgliteWasmModule, snapshot };
}
