'use client';
import { useEffect, useState } from 'react';

declare global {
  var readerCame: Promise<unknown>;
}

/** Whether the reader has done anything on the page yet. */
export function useReader(): boolean {
  const [came, setCame] = useState(false);
  useEffect(() => {
    globalThis.readerCame.then(() => setCame(true));
  }, []);
  return came;
}
