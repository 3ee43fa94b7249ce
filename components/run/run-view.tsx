'use client';
// A run, wherever it comes from: the stage with its timeline, the verdict, how it compares with SQLAlchemy's, the log,
// what was planned, the program. The stage is told every step, the log the events, the verdict whether the run has
// ended: so a frame of a run of thousands redraws the stage alone, and what is said below it follows in a task of its own.
import dynamic from 'next/dynamic';
import { type ReactNode, useMemo } from 'react';
import { Part } from '@/components/chrome/part';
import { entriesOf } from '@/components/sql-log/entries';
import { SqlLog } from '@/components/sql-log/sql-log';
import { Verdict } from '@/components/verdict/verdict';
import type { Scenario } from '@/lib/scenario/scenario';
import { type EngineDifference, rulesOfSame } from '@/lib/trace/engine-difference';
import type { Watched } from '@/lib/trace/following';
import type { Player } from '@/lib/trace/player';
import { eventAt, firstStepOf, type RunIndex } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';
import { lineAt, programOf, type RunProgram } from './program';
import { RunStage } from './run-stage';
import { usePlayer } from './use-player';

// Needed only where SQLAlchemy itself has run.
const LineByLine = dynamic(() => import('./line-by-line'), { ssr: false });
const Planned = dynamic(() => import('./planned'));
const ProgramPanel = dynamic(() => import('./program-panel'));

type Asked = Scenario | null;

/** The same scenario by the model and by SQLAlchemy itself. */
interface Compared {
  readonly ours: Trace<unknown>;
  readonly theirs: Trace<unknown>;
  readonly difference: EngineDifference;
}

interface RunViewProps<S extends Asked> {
  readonly player: Player<S>;
  /** The same player at a task's distance. */
  readonly follower: Watched<S>;
  /** Who produced the run, and how to have it produced otherwise. */
  readonly bar: ReactNode;
  /** What stands where the stage will be until it is there. */
  readonly sketch?: ReactNode;
  /** Whether that was drawn of another run. */
  readonly outdated?: boolean;
  /** What lies on the stage. */
  readonly over?: ReactNode;
  /** What stands in the place of the stage. */
  readonly instead?: ReactNode;
  /** What stands above the verdict. */
  readonly lead?: ReactNode;
  /** What stands below it. */
  readonly next?: ReactNode;
  readonly compared?: Compared | null;
  /** The program of a run that is of no scenario: it stands beside the log. */
  readonly program?: RunProgram | null;
  /** Whether that stands elsewhere on the page. */
  readonly elsewhere?: boolean;
  readonly onApply?: (scenario: Scenario) => void;
  /** What stands with the counts of the verdict. */
  readonly beside?: ReactNode;
}

export function RunView<S extends Asked>({
  player,
  bar,
  sketch,
  outdated = false,
  over,
  instead,
  lead,
  ...told
}: RunViewProps<S>) {
  const index = usePlayer(told.follower, (now) => now.index);
  return (
    <>
      <RunStage player={player} sketch={sketch} outdated={outdated} over={over} instead={instead}>
        {bar}
      </RunStage>
      {lead}
      {index && <Told {...told} index={index} onStep={(step) => player.seek(step)} />}
    </>
  );
}

interface ToldProps<S extends Asked>
  extends Omit<RunViewProps<S>, 'player' | 'bar' | 'sketch' | 'outdated' | 'over' | 'instead' | 'lead'> {
  readonly index: RunIndex<S>;
  readonly onStep: (step: number) => void;
}

function Told<S extends Asked>({
  index,
  follower,
  compared = null,
  program = null,
  elsewhere = false,
  onApply,
  beside,
  next,
  onStep,
}: ToldProps<S>) {
  const event = usePlayer(follower, ({ step }) => eventAt(index, step));
  const ended = usePlayer(follower, ({ step }) => step >= index.lastStep);
  const seen = usePlayer(follower, (now) => now.seen);
  const covered = seen < index.lastStep;
  const onEvent = (at: number) => onStep(firstStepOf(index, at));
  const ran = program ?? programOf(index);
  const { engine, insight } = index.trace;
  const explained = useMemo(
    () => (compared && engine.name !== 'model' ? rulesOfSame(compared.difference.lines, compared.ours) : null),
    [compared, engine],
  );
  const source = ran && (
    <Part what="The program">
      <ProgramPanel program={ran} line={lineAt(index, event)} />
    </Part>
  );
  const log = (
    <SqlLog
      index={index}
      step={firstStepOf(index, event)}
      onStep={onStep}
      explained={explained}
      program={ran?.text ?? null}
      until={seen}
    />
  );
  return (
    <>
      {covered ? <CoveredVerdict /> : <Verdict index={index} ended={ended} onApply={onApply} beside={beside} />}
      {next}
      {compared && !covered && (
        <Part what="The comparison, line by line,">
          <LineByLine
            {...compared}
            onStage={engine.name === 'model' ? 'ours' : 'theirs'}
            event={event}
            onEvent={onEvent}
          />
        </Part>
      )}
      {program && !elsewhere ? (
        <div className="grid min-w-0 grid-cols-1 items-start gap-4 sm:gap-6 lg:grid-cols-[minmax(0,0.85fr)_minmax(0,1fr)]">
          {source}
          {log}
        </div>
      ) : (
        log
      )}
      {insight && !covered && (
        <Part what="What was planned">
          <Planned insight={insight} numbers={numbersOf(index)} event={event} onEvent={onEvent} />
        </Part>
      )}
      {!program && source}
    </>
  );
}

/** What a run came to is not in the page before all of it was shown. */
function CoveredVerdict() {
  return (
    <p className="grid min-h-40 place-content-center rounded-xl border border-dashed border-line-strong bg-[repeating-linear-gradient(135deg,var(--code)_0_8px,transparent_8px_16px)] px-4 text-center text-[14px] text-ink-2">
      The verdict and the counts are covered until the run has been played.
    </p>
  );
}

/** The numbers of the log's lines, by the place of their event. */
function numbersOf(index: RunIndex): ReadonlyMap<number, number> {
  return new Map(
    entriesOf(index).flatMap((entry) => (entry.type === 'session' ? [] : [[entry.event, entry.number] as const])),
  );
}
