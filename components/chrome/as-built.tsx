'use client';
// HTML of the build that React takes as it is: it costs the page's start nothing, and is made React's own only when
// something is to change in it.
import { type ReactNode, useDeferredValue, useState, useSyncExternalStore } from 'react';
import { useReader } from './use-reader';

/** What an element is given whose inside the build wrote: React leaves that alone. */
export const AS_BUILT = { dangerouslySetInnerHTML: { __html: '' }, suppressHydrationWarning: true } as const;

const never = () => () => {};

/** Whether what is drawn here first stood in the page as the build wrote it. */
function useBuilt(): boolean {
  const hydrating = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  return useState(hydrating && typeof window !== 'undefined')[0];
}

/** A picture that stays as it is until another one takes its place. */
export function Picture({ children }: { readonly children: ReactNode }) {
  const [first] = useState(children);
  return useBuilt() && children === first ? <div key="built" {...AS_BUILT} /> : <div>{children}</div>;
}

/**
 * Whether a part may still sleep that nobody sees (on a phone, a tab that is not chosen): where nothing is asked for in
 * the address, until a reader comes.
 */
export function useAsleep(seen: boolean): boolean {
  const built = useBuilt();
  const [asleep] = useState(
    () => built && window.location.search === '' && !window.matchMedia('(width >= 64rem)').matches,
  );
  const came = useReader();
  // It wakes in its own time: what the reader came to do is not held up by it.
  const awake = useDeferredValue(came);
  return asleep && !awake && !seen;
}
