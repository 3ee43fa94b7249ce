// Text in a box that is as large as the largest text that will ever stand in it, so that nothing beside it moves.
import type { ReactNode } from 'react';

export function Steady({
  widest,
  className = '',
  children,
}: {
  readonly widest: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={`steady ${className}`} data-widest={widest}>
      {children}
    </span>
  );
}

/** A text that may be broken into lines, with room for those of the longest. */
export function SteadyLines({
  longest,
  className,
  children,
}: {
  readonly longest: string;
  readonly className: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={`steady-lines ${className}`} data-longest={longest}>
      <span>{children}</span>
    </span>
  );
}
