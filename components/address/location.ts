// The address bar as a store: its query string, and how to change it. The URL owns scenario and step.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Signal } from '@/lib/store/store';

const navigated = new Signal();

function subscribe(listener: () => void): () => void {
  const leave = navigated.subscribe(listener);
  window.addEventListener('popstate', listener);
  return () => {
    leave();
    window.removeEventListener('popstate', listener);
  };
}

/** The query string now; empty while the page is rendered without a browser. */
export function useSearch(): string {
  return useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => '',
  );
}

/** The query string, for a page that shows what the build recorded where nothing is asked for. */
export function useAsked(): string {
  // From here on React knows what is asked for: see ASKED_SCRIPT.
  useEffect(() => {
    delete document.documentElement.dataset.asked;
  }, []);
  return useSearch();
}

/** The same object as long as what is read from the address says the same, whatever its step. */
export function useSame<T>(read: T, same: (one: T, other: T) => boolean): T {
  const [kept, setKept] = useState(read);
  if (same(kept, read)) return kept;
  setKept(read);
  return read;
}

/** Puts a query string into the address bar, as a new entry of the history or in place of this one. */
export function navigate(search: string, mode: 'push' | 'replace'): void {
  if (search === window.location.search) return;
  const url = `${window.location.pathname}${search}${window.location.hash}`;
  if (mode === 'push') window.history.pushState(null, '', url);
  // The browser's own method: Next's stand-in would have its router render the page again for every step.
  else History.prototype.replaceState.call(window.history, window.history.state, '', url);
  navigated.tell();
}
