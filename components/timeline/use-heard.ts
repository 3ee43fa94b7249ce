import { useEffect, useRef, useState } from 'react';

/** Milliseconds until the next is said: while the run plays, and where each was asked for. */
const PLAYING = 2000;
const ASKED = 400;

/** What a screen reader is told of a value that changes: the first at once, the others not faster than they can be heard, the last one always. */
export function useHeard<T>(now: T, playing: boolean): T {
  const [heard, setHeard] = useState(now);
  const said = useRef(0);
  useEffect(() => {
    if (heard === now) return;
    const wait = said.current + (playing ? PLAYING : ASKED) - performance.now();
    const timer = setTimeout(() => {
      said.current = performance.now();
      setHeard(now);
    }, wait);
    return () => clearTimeout(timer);
  }, [now, heard, playing]);
  return heard;
}
