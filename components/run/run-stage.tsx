'use client';
// The stage of a run at the player's step, the timeline at its foot, and below it who produced it. It is told every
// step; what is said of the run follows in a task of its own (run-view.tsx).
import { type ReactNode, useEffect, useRef } from 'react';
import { Stage } from '@/components/stage/lazy-stage';
import { Timeline } from '@/components/timeline/timeline';
import type { Player } from '@/lib/trace/player';
import { usePlayer } from './use-player';

/** `children` stand below the timeline; `sketch` until the stage is there, be it of this run or outdated. */
export function RunStage<S>({
  player,
  sketch,
  outdated = false,
  over,
  instead,
  children,
}: {
  readonly player: Player<S>;
  readonly sketch?: ReactNode;
  readonly outdated?: boolean;
  /** What lies on the stage. */
  readonly over?: ReactNode;
  /** What stands in the place of the stage. */
  readonly instead?: ReactNode;
  readonly children?: ReactNode;
}) {
  const snapshot = usePlayer(player, (now) => now);
  const whole = useRef<HTMLDivElement>(null);
  const { playing } = snapshot;
  // A phone has just room for all of it.
  useEffect(() => {
    if (playing && window.matchMedia('(max-width: 639px)').matches) whole.current?.scrollIntoView({ block: 'nearest' });
  }, [playing]);
  return (
    <section aria-label="What happens" className="overflow-clip rounded-xl border border-line bg-card shadow-card">
      <div ref={whole} data-stage>
        {snapshot.index && (
          <div className="relative grid *:min-w-0 *:[grid-area:1/1]">
            {/* Not by its visibility, which React Flow gives to its nodes themselves. */}
            <div inert={Boolean(instead)} className={instead ? 'opacity-0' : ''}>
              <Stage
                index={snapshot.index}
                step={snapshot.step}
                moving={snapshot.playing}
                sketch={sketch}
                outdated={outdated}
              />
            </div>
            {instead}
            {over}
          </div>
        )}
        {snapshot.index && <Timeline player={player} snapshot={snapshot} />}
      </div>
      {children && <div className="border-t border-line">{children}</div>}
    </section>
  );
}
