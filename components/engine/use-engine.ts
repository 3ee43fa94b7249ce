// The site's one engine: created in the browser, started after the first paint, kept while the visitor goes from
// page to page, read as a store.
import { useEffect, useSyncExternalStore } from 'react';
import { type EngineFiles, EngineSession, type SessionState } from '@/lib/engine/page/session';

const NOT_STARTED: SessionState = { status: 'idle' };
const listeners = new Set<() => void>();
let session: EngineSession | null = null;

function open(files: EngineFiles): void {
  if (session) return;
  session = new EngineSession({ ...files, signal: new AbortController().signal });
  for (const listener of listeners) {
    session.subscribe(listener);
    listener();
  }
  // The first paint comes first.
  requestAnimationFrame(() => setTimeout(() => session?.start(), 0));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const leave = session?.subscribe(listener);
  return () => {
    listeners.delete(listener);
    leave?.();
  };
}

/** The engine and its state; null on the server and until the page is interactive. */
export function useEngine(files: EngineFiles): {
  readonly session: EngineSession | null;
  readonly state: SessionState;
} {
  useEffect(() => open(files), [files]);
  const state = useSyncExternalStore(
    subscribe,
    () => session?.getSnapshot() ?? NOT_STARTED,
    () => NOT_STARTED,
  );
  const current = useSyncExternalStore(
    subscribe,
    () => session,
    () => null,
  );
  return { session: current, state };
}
