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
  setTimeout(() => session.start());
  return session;
}

/** The engine; null on the server and until the page is interactive. */
export function useEngine(files: EngineFiles): EngineSession | null {
  useEffect(() => {
    // The first paint comes first, and what follows is a task of its own.
    requestAnimationFrame(() => setTimeout(() => openEngine(files)));
  }, [files]);
  return useSyncExternalStore(opened.subscribe, opened.getSnapshot, () => null);
}

/** What `read` makes of its state. Only when that changes is anything drawn anew: bytes arrive in dozens of pieces. */
export function useEngineState<T>(session: EngineSession | null, read: (state: SessionState) => T): T {
  const { subscribe, getSnapshot } = session ?? NOT_STARTED;
  return useSyncExternalStore(
    subscribe,
    () => read(getSnapshot()),
    () => read(NOT_STARTED.getSnapshot()),
  );
}

/** For `useEngineState`: all of it. */
export const wholeState = (state: SessionState): SessionState => state;

/** For `useEngineState`: whether runs are to be had, yet or at all. */
export function outlookOf({ status }: SessionState): 'coming' | 'working' | 'failed' {
  if (status === 'failed') return status;
  return status === 'ready' || status === 'running' ? 'working' : 'coming';
}
