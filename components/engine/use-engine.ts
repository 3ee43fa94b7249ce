// The site's one engine: created in the browser, started after the first paint, kept while the visitor goes from
// page to page, read as a store.
import { useEffect, useSyncExternalStore } from 'react';
import { type EngineFiles, EngineSession, type SessionState } from '@/lib/engine/page/session';
import { Store } from '@/lib/store/store';

const NOT_STARTED = new Store<SessionState>({ status: 'idle' });
const opened = new Store<EngineSession | null>(null);

/** Creates it on the first call. */
export function openEngine(files: EngineFiles): EngineSession {
  const before = opened.getSnapshot();
  if (before) return before;
  const session = new EngineSession({ ...files, signal: new AbortController().signal });
  opened.set(session);
  // The first paint comes first.
  requestAnimationFrame(() => setTimeout(() => session.start(), 0));
  return session;
}

/** The engine and its state; null on the server and until the page is interactive. */
export function useEngine(files: EngineFiles): {
  readonly session: EngineSession | null;
  readonly state: SessionState;
} {
  useEffect(() => {
    openEngine(files);
  }, [files]);
  const session = useSyncExternalStore(opened.subscribe, opened.getSnapshot, () => null);
  const { subscribe, getSnapshot } = session ?? NOT_STARTED;
  const state = useSyncExternalStore(subscribe, getSnapshot, NOT_STARTED.getSnapshot);
  return { session, state };
}
