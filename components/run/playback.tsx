'use client';
// The parts that show the player's run, each told only what it shows: the stage every step, the log the events, the
// verdict whether the run has ended. So a frame of a run of thousands redraws the stage alone, and what is said below
// the stage follows it in a task of its own.
import { memo, type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { SqlLog } from '@/components/sql-log/sql-log';
import { Stage } from '@/components/stage/lazy-stage';
import { Timeline } from '@/components/timeline/timeline';
import { Verdict } from '@/components/verdict/verdict';
import { findRule } from '@/lib/rules/rules';
import { pythonScript } from '@/lib/scenario/python-script';
import type { Scenario } from '@/lib/scenario/scenario';
import { engineName } from '@/lib/trace/engine-name';
import type { Watched } from '@/lib/trace/following';
import type { Player, PlayerSnapshot } from '@/lib/trace/player';
import { eventStart, type RunIndex } from '@/lib/trace/run-index';
import type { RuleId, Trace } from '@/lib/trace/trace';

/** Something of the player's snapshot: a primitive, or an object that stays the same while nothing has changed. */
export function usePlayer<T>(player: Watched, select: (snapshot: PlayerSnapshot) => T): T {
  const read = () => select(player.getSnapshot());
  return useSyncExternalStore(player.subscribe, read, read);
}

/** `children` stand between the stage and its timeline. */
export function PlayedStage({
  player,
  scenario,
  children,
}: {
  readonly player: Player;
  readonly scenario: Scenario;
  readonly children?: ReactNode;
}) {
  const snapshot = usePlayer(player, (now) => now);
  return (
    <section aria-label="What happens" className="overflow-hidden rounded-xl border border-line bg-card shadow-card">
      {snapshot.index && (
        <Stage index={snapshot.index} step={snapshot.step} scenario={scenario} moving={snapshot.playing} />
      )}
      {children && <div className="border-t border-line">{children}</div>}
      <Timeline player={player} snapshot={snapshot} />
    </section>
  );
}

export const PlayedVerdict = memo(function PlayedVerdict({
  player,
  index,
  scenario,
  onApply,
}: {
  readonly player: Watched;
  readonly index: RunIndex;
  readonly scenario: Scenario;
  readonly onApply: (scenario: Scenario) => void;
}) {
  const ended = usePlayer(player, ({ step }) => step >= index.lastStep);
  return <Verdict index={index} step={ended ? index.lastStep : 0} scenario={scenario} onApply={onApply} />;
});

export function PlayedLog({
  player,
  index,
  trace,
  onStep,
  explained,
}: {
  readonly player: Watched;
  readonly index: RunIndex;
  readonly trace: Trace<Scenario>;
  readonly onStep: (step: number) => void;
  /** By the place of its event: the rule by which the model sent the same statement; null when the run is its own. */
  readonly explained: ReadonlyMap<number, RuleId> | null;
}) {
  const step = usePlayer(player, (now) => eventStart(index, now.step));
  const program = useMemo(() => (trace.engine.name === 'sqlalchemy' ? pythonScript(trace.scenario) : null), [trace]);
  return (
    <SqlLog
      index={index}
      step={step}
      onStep={onStep}
      rules={findRule}
      postgres={trace.engine.postgres}
      engine={engineName(trace.engine)}
      explained={explained}
      {...(program === null ? {} : { program })}
    />
  );
}
