'use client';
// The text that is being written: kept as a draft a moment later, and by the time the page is left.
import { type Dispatch, type SetStateAction, useCallback, useEffect, useRef, useState } from 'react';
import type { Draft } from '@/lib/yours/draft';
import { keepDraft } from './draft';

/** Milliseconds without a key before it is kept. */
const REST = 300;

/** The text; how the reader changes it; how it is set to what the address or the draft has. */
export function useText(
  first: Draft,
): readonly [text: Draft, write: Dispatch<SetStateAction<Draft>>, set: (text: Draft) => void] {
  const [text, set] = useState(first);
  const written = useRef(false);
  useEffect(() => {
    const keep = () => {
      if (written.current) keepDraft(text);
    };
    const rest = setTimeout(keep, REST);
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(rest);
      window.removeEventListener('pagehide', keep);
    };
  }, [text]);
  const write = useCallback((next: SetStateAction<Draft>) => {
    written.current = true;
    set(next);
    // The address would bring another text back than the one that is there.
    const { pathname, search, hash } = window.location;
    if (search || hash) window.history.replaceState(window.history.state, '', pathname);
  }, []);
  return [text, write, set];
}
