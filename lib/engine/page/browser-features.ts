// What the engine needs of a browser.
import type { FailureReason } from '@/lib/engine/protocol/failures';

/** The first thing that this browser lacks, with its technical name; or null. */
export function missingFeature(): { readonly reason: FailureReason; readonly detail: string } | null {
  if (typeof Worker === 'undefined' || !startsModuleWorkers()) {
    return { reason: 'no-worker', detail: 'Worker with type "module" is missing' };
  }
  if (typeof WebAssembly === 'undefined' || !('compileStreaming' in WebAssembly)) {
    return { reason: 'no-wasm', detail: 'WebAssembly.compileStreaming is missing' };
  }
  return null;
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
