'use client';
// The stage of a run at the player's step, with who produced it below and the timeline at its foot. It is told every
// step; what is said of the run follows in a task of its own (run-view.tsx).
import type { ReactNode } from 'react';
import { Stage } from '@/components/stage/lazy-stage';
import { Timeline } from '@/components/timeline/timeline';
import type { Player } from '@/lib/trace/player';
import { usePlayer } from './use-player';

/** `children` stand between the stage and its timeline. */
export function RunStage<S>({ player, children }: { readonly player: Player<S>; readonly children?: ReactNode }) {
  const snapshot = usePlayer(player, (now) => now);
  return (
    <section aria-label="What happens" className="overflow-hidden rounded-xl border border-line bg-card shadow-card">
      {snapshot.index && <Stage index={snapshot.index} step={snapshot.step} moving={snapshot.playing} />}
      {children && <div className="border-t border-line">{children}</div>}
      {snapshot.index && <Timeline player={player} snapshot={snapshot} />}
    </section>
  );
}
