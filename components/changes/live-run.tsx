'use client';
// What a program does in this tab, below what was recorded of it: how far each series is, whether it came to the same,
// and the way to the whole run. A chunk of its own, loaded by the first click.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { progressOf, usePython } from '@/components/engine/python';
import { openEngine, useEngine, useEngineState, wholeState } from '@/components/engine/use-engine';
import { Failure, Loading } from '@/components/engine/waiting';
import type { RecordedChange } from '@/lib/changes/change';
import { LINE_KINDS, type Line } from '@/lib/changes/lines';
import type { EngineFiles } from '@/lib/engine/page/session';
import { quantity } from '@/lib/trace/quantity';
import type { Trace } from '@/lib/trace/trace';
import type { Series } from '@/lib/versions';
import { LiveProgram, type LiveState, type OfferedSeries, type LiveRun as Run } from './live-program';
import { RunDialog } from './run-dialog';
import { SideBySide } from './side-by-side';

export interface LiveRunProps {
  readonly program: LiveProgram;
  readonly files: EngineFiles;
  /** The older first. */
  readonly offered: readonly OfferedSeries[];
  readonly onRetry: (missed: readonly Series[]) => void;
}

/** What the build left for this; see app/rules/changes/[recorded]/route.ts. */
interface KeptProgram {
  readonly recorded: RecordedChange;
  readonly files: EngineFiles;
}

/** Opens the engine, too. */
export function openProgram(name: string, { recorded, files }: KeptProgram): Pick<LiveRunProps, 'program' | 'files'> {
  return { program: new LiveProgram(openEngine(files), name, recorded), files };
}

export function LiveRun({ program, files, offered, onRetry }: LiveRunProps) {
  const { subscribe, getSnapshot, attend, file, recorded } = program;
  const state = useSyncExternalStore(subscribe, getSnapshot, getSnapshot);
  const [shown, setShown] = useState<Trace<null> | null>(null);
  useEffect(attend, [attend]);
  const { runs, failure } = state;
  return (
    <>
      <ul
        aria-label={`${file} in this tab`}
        className={`divide-line border-t border-line max-md:divide-y ${offered.length > 1 ? 'grid md:grid-cols-2 md:divide-x' : ''}`}
      >
        {offered.map(({ series, version }) => {
          const run = runs.get(series);
          return (
            <li key={series} className="grid content-start justify-items-start gap-1 px-4 py-2.5">
              <p className="text-[13px] text-ink-2">SQLAlchemy {version} in this tab</p>
              {!run && <Way series={series} state={state} files={files} />}
              <div role="status">{run && <Outcome run={run} />}</div>
              {run && (
                <button
                  type="button"
                  className="underline decoration-line-strong underline-offset-4 hover:decoration-ink"
                  onClick={() => setShown(run.trace)}
                >
                  Step through it
                  <span className="sr-only">
                    : {file} on SQLAlchemy {version}
                  </span>
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {failure && (
        <div className="border-t border-line px-4 py-2.5">
          <Failure {...failure} onRetry={() => onRetry(failure.missed)} />
        </div>
      )}
      {[...runs].map(
        ([series, run]) =>
          run.differing > 0 && <Differences key={series} file={file} recorded={recorded.runs[series]} run={run} />,
      )}
      {shown && <RunDialog file={file} source={recorded.source} run={shown} onClose={() => setShown(null)} />}
    </>
  );
}

const NOUNS: Readonly<Record<Line['kind'], string>> = {
  statement: 'statement',
  warning: 'warning',
  output: 'printed line',
  error: 'error',
};

const LIST = new Intl.ListFormat('en');

function Outcome({ run: { lines, differing } }: { readonly run: Run }) {
  const counts = LINE_KINDS.flatMap((kind) => {
    const count = lines.filter((line) => line.kind === kind).length;
    return count > 0 ? [quantity(count, NOUNS[kind])] : [];
  });
  return differing === 0 ? (
    <p>
      <b className="font-semibold">As recorded:</b> the same {LIST.format(counts)}.
    </p>
  ) : (
    <p className="text-bad">
      <b className="font-semibold">Not as recorded:</b> {quantity(differing, 'line')} differ{differing === 1 && 's'}.
    </p>
  );
}

function Differences({
  file,
  recorded,
  run,
}: {
  readonly file: string;
  readonly recorded: RecordedChange['runs'][Series];
  readonly run: Run;
}) {
  if ('absent' in recorded) return null;
  const { version, lines } = recorded;
  const both = [
    { version: `${version}, recorded`, lines },
    { version: `${run.trace.engine.version}, in this tab`, lines: run.lines },
  ];
  return (
    <div className="border-t border-line p-4">
      <SideBySide runs={both} label={`${file} on SQLAlchemy ${version}, recorded and in this tab`} />
    </div>
  );
}

/** How far it is where there is no run yet. */
function Way({
  series,
  state: { waiting, running },
  files,
}: {
  readonly series: Series;
  readonly state: LiveState;
  readonly files: EngineFiles;
}) {
  if (series === running) return <Progress files={files} />;
  return <p className="text-ink-2">{waiting.includes(series) ? 'waits for its turn' : 'has not run it'}</p>;
}

function Progress({ files }: { readonly files: EngineFiles }) {
  const session = useEngine(files);
  const progress = progressOf(useEngineState(session, wholeState), usePython(session, files));
  if (!progress) return <p className="text-ink-2">runs it…</p>;
  return <Loading what="SQLAlchemy and PostgreSQL" {...progress} />;
}
