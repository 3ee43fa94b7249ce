// The worker of an engine, and what it needs of a browser.
import type { FailureReason } from '@/lib/engine/protocol/failures';

interface Missing {
  readonly reason: FailureReason;
  /** Its technical name. */
  readonly detail: string;
}

/**
 * Milliseconds that a worker has for its first sign. Browsers start one now and then that stands still, and the next one
 * does not.
 */
export const FIRST_SIGN_PATIENCE = 10_000;

const NO_MODULE_WORKER: Missing = { reason: 'no-worker', detail: 'Worker with type "module" is missing' };

/** A module worker of this file, or the first thing that this browser lacks for it. Throws what Worker throws. */
export function startWorker(url: string, name: string): Worker | Missing {
  if (typeof Worker === 'undefined') return NO_MODULE_WORKER;
  if (typeof WebAssembly === 'undefined' || !('compileStreaming' in WebAssembly)) {
    return { reason: 'no-wasm', detail: 'WebAssembly.compileStreaming is missing' };
  }
  // A browser that knows module workers asks for the type; one that does not has started a classic worker.
  let asked = false;
  const worker = new Worker(url, {
    name,
    get type() {
      asked = true;
      return 'module' as const;
    },
  });
  if (asked) return worker;
  worker.terminate();
  return NO_MODULE_WORKER;
}
