'use client';
// One program: its run on the stage, what it shows, its text with the line that is at work, and the log.
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useState } from 'react';
import { useSearch } from '@/components/address/location';
import { addressAt, readStep } from '@/components/address/step-address';
import { useStepInAddress } from '@/components/address/use-step-in-address';
import { Planned } from '@/components/run/planned';
import { usePlayer } from '@/components/run/playback';
import { ProgramSource } from '@/components/run/program-source';
import { entriesOf } from '@/components/sql-log/entries';
import { SqlLog } from '@/components/sql-log/sql-log';
import { END, FRAMES, motionIsWelcome } from '@/components/timeline/frames';
import { Timeline } from '@/components/timeline/timeline';
import { useTimelineKeys } from '@/components/timeline/use-timeline-keys';
import type { EngineFiles } from '@/lib/engine/page/session';
import { fileOf, type Program, type RecordedProgram } from '@/lib/programs/program';
import { findProgram } from '@/lib/programs/programs';
import { findRule } from '@/lib/rules/rules';
import { engineName } from '@/lib/trace/engine-name';
import type { Insight } from '@/lib/trace/insight';
import { Player } from '@/lib/trace/player';
import { indexRun, positionAt, type RunIndex } from '@/lib/trace/run-index';
import type { Run } from '@/lib/trace/trace';
import { LiveRun } from './live-run';
import { Outcome } from './outcome';
import { ProgramMenu } from './program-menu';

// React Flow draws only in the browser; the page around it need not wait for it.
const ProgramStage = dynamic(() => import('@/components/stage/program-stage').then((module) => module.ProgramStage), {
  ssr: false,
  loading: () => <div className="h-96" />,
});

/** `id` is the name of a program in the catalogue. */
export function ProgramPage({
  id,
  recorded,
  files,
}: {
  readonly id: string;
  readonly recorded: RecordedProgram;
  readonly files: EngineFiles;
}) {
  const program = findProgram(id);
  return program && <KnownProgram program={program} recorded={recorded} files={files} />;
}

function KnownProgram({
  program,
  recorded,
  files,
}: {
  readonly program: Program;
  readonly recorded: RecordedProgram;
  readonly files: EngineFiles;
}) {
  const [player] = useState(() => {
    const created = new Player(FRAMES);
    if ('run' in recorded) created.load(indexRun(recorded.run), END);
    return created;
  });
  const [live, setLive] = useState(false);
  const index = usePlayer(player, (now) => now.index);
  const insight = index?.run.trace.insight;
  const event = usePlayer(player, (now) => {
    const position = now.index && positionAt(now.index, now.step);
    return position && position.type !== 'start' ? position.event : null;
  });

  const search = useSearch();
  const asked = readStep(search);
  useEffect(() => {
    if (typeof asked === 'number') player.seek(asked);
  }, [player, asked]);
  // What was ignored stays said while the link is put in order behind it.
  const [ignored, setIgnored] = useState(false);
  if (asked === 'invalid' && !ignored) setIgnored(true);
  useStepInAddress(player, addressAt);
  useTimelineKeys(player);

  const show = useCallback(
    (run: Run<null>) => {
      const arrived = indexRun(run);
      player.load(arrived, motionIsWelcome() ? 0 : END);
      setLive(true);
      if (motionIsWelcome()) player.play();
    },
    [player],
  );

  return (
    <main className="mx-auto grid max-w-[1500px] grid-cols-1 gap-4 p-4 sm:gap-6 sm:p-6">
      <ProgramMenu program={program} />
      <h1 className="text-[22px] leading-tight font-semibold tracking-tight text-balance sm:text-[26px]">
        {program.title}
      </h1>
      {ignored && (
        <p role="status" className="rounded-xl border border-line bg-bad-soft px-4 py-2.5 text-[13.5px]">
          <b className="font-mono">step</b> in the address was ignored: it is no number of a step. You see the end of
          the run.
        </p>
      )}
      <section aria-label="What happens" className="overflow-hidden rounded-xl border border-line bg-card shadow-card">
        {index ? (
          <Played player={player} index={index} />
        ) : (
          <p className="px-5 py-6 text-[15px] text-ink-2">
            This build carries no SQLAlchemy, so there is no run to show. The text below runs wherever SQLAlchemy is
            installed.
            {'absent' in recorded && ` The reason, from the build: ${recorded.absent}`}
          </p>
        )}
        {index && (
          <div className="flex flex-wrap items-center gap-x-5 gap-y-2 border-t border-line px-3 py-2.5 text-[13.5px] sm:px-5">
            <p data-testid="produced-by" data-live={live} className="text-ink-2">
              Produced by <b className="font-semibold text-ink">{engineName(index.run.trace.engine)}</b> on PostgreSQL{' '}
              {index.run.trace.engine.postgres}, {live ? 'live in this tab' : 'recorded when this page was built'}
            </p>
            <div className="ml-auto max-sm:ml-0">
              <LiveRun program={program} source={recorded.source} files={files} live={live} onRun={show} />
            </div>
          </div>
        )}
      </section>
      <Outcome program={program} index={index} />
      <div className="grid min-w-0 grid-cols-1 items-start gap-4 sm:gap-6 lg:grid-cols-[minmax(0,0.85fr)_minmax(0,1fr)]">
        <section aria-labelledby="program" className="overflow-hidden rounded-xl border border-line">
          <header className="border-b border-line bg-card px-4 py-2.5">
            <h2 id="program" className="font-mono text-[13px] font-medium">
              {fileOf(program)}
            </h2>
          </header>
          <ProgramSource
            source={recorded.source}
            line={index && lineAt(index, event)}
            label={`The program ${fileOf(program)}`}
          />
        </section>
        {index && (
          <SqlLog
            index={index}
            step={event === null ? 0 : (index.firstStep[event] ?? 0)}
            onStep={(chosen) => player.seek(chosen)}
            rules={findRule}
            postgres={index.run.trace.engine.postgres}
            engine={engineName(index.run.trace.engine)}
          />
        )}
      </div>
      {index && insight && insight.flushes.length > 0 && (
        <Plan player={player} index={index} insight={insight} event={event} />
      )}
    </main>
  );
}

/** The line that sent what was sent last, or that raised; at the start none. */
function lineAt({ events, run }: RunIndex, event: number | null): number | null {
  const { error } = run.trace;
  if (events.length === 0) return error?.line ?? null;
  for (let at = event ?? -1; at >= 0; at--) {
    const each = events[at];
    if (each?.type === 'session' && each.action === 'raised' && error?.line) return error.line;
    if (each?.type === 'statement' && each.line) return each.line;
  }
  return null;
}

function Played({ player, index }: { readonly player: Player; readonly index: RunIndex }) {
  const snapshot = usePlayer(player, (now) => now);
  const { schema } = index.run;
  return (
    <>
      {schema && <ProgramStage index={index} schema={schema} step={snapshot.step} moving={snapshot.playing} />}
      <Timeline player={player} snapshot={snapshot} />
    </>
  );
}

/** What the unit of work planned, with the numbers of the log's lines. */
function Plan({
  player,
  index,
  insight,
  event,
}: {
  readonly player: Player;
  readonly index: RunIndex;
  readonly insight: Insight;
  readonly event: number | null;
}) {
  const numbers = new Map(
    entriesOf(index).flatMap((entry) => (entry.type === 'session' ? [] : [[entry.event, entry.number] as const])),
  );
  return (
    <Planned
      insight={insight}
      numbers={numbers}
      event={event}
      onEvent={(chosen) => player.seek(index.firstStep[chosen] ?? 0)}
    />
  );
}
