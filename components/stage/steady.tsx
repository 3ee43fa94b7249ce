// Text in a box that is as wide as the widest text that will ever stand in it, so that nothing beside it moves.
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
