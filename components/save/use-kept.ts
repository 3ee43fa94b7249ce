'use client';
// What is being written: kept a moment later, and by the time the page is left.
import { type Dispatch, type SetStateAction, useCallback, useEffect, useRef, useState } from 'react';
import { keep } from './kept';

/** Milliseconds without a key before it is kept. */
const REST = 300;

/** What is written; how the reader changes it; how it is set to what the address or the tab has. Kept under `name`: see kept(). */
export function useKept<T>(
  first: T,
  name: string,
): readonly [written: T, write: Dispatch<SetStateAction<T>>, set: (written: T) => void] {
  const [text, set] = useState(first);
  const written = useRef(false);
  useEffect(() => {
    const keepIt = () => {
      if (written.current) keep(name, text);
    };
    const rest = setTimeout(keepIt, REST);
    window.addEventListener('pagehide', keepIt);
    return () => {
      clearTimeout(rest);
      window.removeEventListener('pagehide', keepIt);
    };
  }, [text, name]);
  const write = useCallback((next: SetStateAction<T>) => {
    written.current = true;
    set(next);
    // The address would bring another text back than the one that is there.
    const { pathname, search, hash } = window.location;
    if (search || hash) window.history.replaceState(window.history.state, '', pathname);
  }, []);
  return [text, write, set];
}
