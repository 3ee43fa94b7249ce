'use client';
// The page's one engine: created in the browser, started after the first paint, read as a store.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { EngineSession, type SessionState } from '@/lib/engine/session';

const NOT_STARTED: SessionState = { status: 'idle' };

/** The session and its state; null on the server and until the page is interactive. */
export function useEngine(baseUrl: string): { readonly session: EngineSession | null; readonly state: SessionState } {
  const [session, setSession] = useState<EngineSession | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const created = new EngineSession({ baseUrl, signal: abort.signal });
    setSession(created);
    // The first paint comes first.
    const frame = requestAnimationFrame(() => setTimeout(() => created.start(), 0));
    return () => {
      cancelAnimationFrame(frame);
      abort.abort();
    };
  }, [baseUrl]);
  const state = useSyncExternalStore(session?.subscribe ?? nothing, session?.getSnapshot ?? notStarted, notStarted);
  return { session, state };
}

const nothing = () => () => {};
const notStarted = () => NOT_STARTED;
