// Bundles the workers as real ES modules with chunks, which Next's own bundler cannot make: it starts classic workers.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { KnownFiles } from '@/lib/engine/protocol/content-hash';
import { DOWNLOAD_WORKER_FILE, SCALE_WORKER_FILE, WORKER_FILE } from '@/lib/engine/protocol/worker-files';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** PGlite's branches for Node import these; they never run in a browser. */
export const NODE_MODULES = ['fs', 'fs/promises', 'node:module', 'stream', 'stream/promises', 'util', 'zlib'];

/** The workers' files by name. `files` are those that they will fetch from their own folder. */
export async function bundleWorker(files: KnownFiles): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await bundle(files);
  return new Map(outputFiles.map((file) => [path.basename(file.path), file.contents]));
}

/** The paths of the modules of which something is in the workers' files. */
export async function workerModules(): Promise<readonly string[]> {
  const { metafile } = await bundle({});
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return [...new Set(inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([module]) => module))];
}

function bundle(files: KnownFiles) {
  return build({
    absWorkingDir: ROOT,
    entryPoints: {
      [path.basename(WORKER_FILE, '.js')]: 'lib/engine/worker/engine.worker.ts',
      [path.basename(SCALE_WORKER_FILE, '.js')]: 'lib/engine/worker/scale.worker.ts',
      [path.basename(DOWNLOAD_WORKER_FILE, '.js')]: 'lib/engine/worker/download.worker.ts',
    },
    entryNames: '[name]',
    chunkNames: 'chunk-[hash]',
    outdir: 'engine',
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    // For a debugger: READABLE_WORKERS=1 npm run dev.
    ...(process.env.READABLE_WORKERS ? { sourcemap: 'inline' } : { minify: true }),
    external: NODE_MODULES,
    define: { ENGINE_FILES: JSON.stringify(files) },
    logLevel: 'warning',
  });
}
