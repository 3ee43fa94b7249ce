// What the engine needs of a browser.
import type { FailureReason } from './failures';

/** The first thing that this browser lacks, or null. */
export function missingFeature(): Extract<FailureReason, 'no-worker' | 'no-wasm'> | null {
  if (typeof Worker === 'undefined' || !startsModuleWorkers()) return 'no-worker';
  return typeof WebAssembly === 'object' && 'compileStreaming' in WebAssembly ? null : 'no-wasm';
}

/** A browser that knows module workers asks for the type; one that does not would start a classic worker. */
function startsModuleWorkers(): boolean {
  let asked = false;
  const options: WorkerOptions = {
    get type() {
      asked = true;
      return 'module' as const;
    },
  };
  try {
    new Worker('data:,', options).terminate();
  } catch {
    // A strict content security policy refuses the data: address, after reading the type.
  }
  return asked;
}
