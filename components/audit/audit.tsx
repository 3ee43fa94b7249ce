'use client';
// The reader's models: their text, what was found of their deletes, and the run of each finding.
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Main } from '@/components/chrome/main';
import { Part } from '@/components/chrome/part';
import { useReader } from '@/components/chrome/use-reader';
import { filesOf, textsOf } from '@/components/editor/dropped';
import { failureOf, progressOf, usePython, weightOf } from '@/components/engine/python';
import { type ChosenPython, PythonChoice } from '@/components/engine/python-choice';
import { useEngine, useEngineState, wholeState } from '@/components/engine/use-engine';
import { Failure, Loading, megabytes } from '@/components/engine/waiting';
import { useKept } from '@/components/save/use-kept';
import type { Place } from '@/lib/audit/facts';
import type { Evidence } from '@/lib/audit/finding';
import { findingsOf } from '@/lib/audit/judge';
import { deletableIn } from '@/lib/audit/progress';
import type { EngineFiles } from '@/lib/engine/page/session';
import { DEFAULT_SERIES } from '@/lib/versions';
import type { Files } from '@/lib/yours/files';
import { ClassTable } from './class-table';
import { Findings } from './findings';
import { Models } from './models';
import { Notes } from './notes';
import { firstOf, MODELS, readModels } from './read-models';
import { RunOf } from './run-of';
import { TakeAway } from './take-away';
import { type AskedAudit, useAudit } from './use-audit';

/** React Flow draws only in the browser, and the page around it need not wait for it. */
const Radius = dynamic(() => import('./radius'), { ssr: false });

const DEFAULT_PYTHON: ChosenPython = { sqlalchemy: DEFAULT_SERIES, driver: 'psycopg' };

const PRIMARY =
  'inline-flex h-9 items-center gap-2 rounded-lg bg-ink px-4 text-[14px] font-semibold whitespace-nowrap text-paper hover:opacity-90 disabled:opacity-60';
const NOTICE = 'rounded-xl border border-line px-4 py-2.5 text-[13.5px]';

export function Audit({
  example,
  files: engineFiles,
  version,
}: {
  readonly example: Files;
  readonly files: EngineFiles;
  /** This project's. */
  readonly version: string;
}) {
  const [{ files, on }, write, setModels] = useKept<AskedAudit>({ files: example, on: DEFAULT_PYTHON }, MODELS);
  const setFiles = useCallback((next: Files) => write((now) => ({ ...now, files: next })), [write]);
  const [shown, setShown] = useState(firstOf(example));
  const [line, setLine] = useState<number | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const [evidence, setEvidence] = useState<Evidence | null>(null);
  /** Whether its run is on the way. */
  const [isRunning, setRunning] = useState(false);
  const { auditing, trials, accepted, start, attempt, giveWay, accept, stop } = useAudit(engineFiles);
  useReader();

  const session = useEngine(engineFiles);
  const engine = useEngineState(session, wholeState);
  const python = usePython(session, engineFiles, on.sqlalchemy);
  const busy = auditing?.status === 'running';

  useEffect(() => {
    let current = true;
    readModels().then((brought) => {
      if (!current) return;
      setNotice(brought.notice);
      if (!brought.models) return;
      setModels(brought.models);
      setShown(firstOf(brought.models.files));
    });
    return () => {
      current = false;
    };
  }, [setModels]);

  const bring = useCallback(
    async (dropped: readonly File[]) => {
      const found = await textsOf(dropped);
      if (typeof found === 'string') {
        setNotice(found);
        return;
      }
      setNotice(null);
      setFiles(found);
      setShown(firstOf(found));
      setLine(null);
    },
    [setFiles],
  );
  const run = useCallback(() => {
    setNotice(null);
    setEvidence(null);
    setRunning(false);
    start({ files, on });
  }, [start, files, on]);
  const see = useCallback(
    (wanted: Evidence) => {
      giveWay();
      setEvidence(wanted);
      setRunning(true);
    },
    [giveWay],
  );
  const audited = auditing?.on;
  const tryOut = useCallback(
    (changed: Files) => {
      if (audited) attempt({ files: changed, on: audited });
    },
    [attempt, audited],
  );
  const onRan = useCallback(() => setRunning(false), []);
  const toPlace = useCallback(({ file, line: at }: Place) => {
    setShown(file);
    setLine(at);
  }, []);

  const soFar = auditing?.soFar ?? null;
  const findings = useMemo(() => (soFar ? findingsOf(soFar) : []), [soFar]);
  const classes = deletableIn(soFar);
  const failure = busy ? null : failureOf(engine, python);
  const progress = busy ? progressOf(engine, python) : null;
  const results = useRef<HTMLDivElement>(null);
  const isWhole = auditing?.status === 'whole';
  useEffect(() => {
    if (isWhole && window.innerWidth < 1024) results.current?.scrollIntoView({ block: 'start' });
  }, [isWhole]);

  if (weightOf(engineFiles) === 0) {
    return (
      <Main className="mx-auto max-w-[900px] px-4 py-10 sm:px-6">
        <p className={NOTICE}>This build carries no SQLAlchemy to try your models on.</p>
      </Main>
    );
  }
  const changed = auditing !== null && (auditing.on !== on || JSON.stringify(auditing.files) !== JSON.stringify(files));
  return (
    <Main className="mx-auto grid max-w-[1800px] grid-cols-1 items-start gap-3 px-4 py-3 sm:gap-x-6 sm:px-6 sm:py-3.5 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 lg:col-span-2">
        <h1 className="text-[16px] font-semibold tracking-tight sm:text-[19px]">
          Your models, and what a delete of each class does
        </h1>
        <p className="text-[14px] text-balance text-ink-2">
          Drop them: every class is deleted in every way, on rows that are made for it, in this tab. The text never
          leaves it.
        </p>
      </div>
      <section aria-label="The models" className="grid min-w-0 gap-3 lg:sticky lg:top-3">
        {notice && (
          <p role="status" className={`${NOTICE} bg-bad-soft`}>
            {notice}
          </p>
        )}
        <Models
          files={files}
          shown={shown}
          line={line}
          onShow={setShown}
          onChange={setFiles}
          onFiles={bring}
          onRun={run}
          onBroken={() => bring([])}
          filesOf={filesOf}
        >
          {busy ? (
            <button type="button" className={PRIMARY} onClick={stop}>
              Stop
            </button>
          ) : (
            <button type="button" className={PRIMARY} onClick={run}>
              Try every delete
            </button>
          )}
          <PythonChoice
            chosen={on}
            ofText={false}
            onChange={(some) => write((now) => ({ ...now, on: { ...now.on, ...some } }))}
          />
        </Models>
        <div className="min-h-6 text-[13.5px] text-ink-2" role="status">
          {progress ? (
            <Loading what="SQLAlchemy and PostgreSQL" {...progress} />
          ) : busy ? (
            <Observing done={auditing.done} of={classes.length} />
          ) : auditing?.status === 'ended' ? (
            <p>Ended before all classes were observed; what was seen by then stands here.</p>
          ) : auditing ? (
            <p>
              {changed
                ? 'The text, or what it is to run on, has changed since these deletes were tried.'
                : 'All classes were observed.'}
            </p>
          ) : (
            <p>
              The first time loads SQLAlchemy, {megabytes(weightOf(engineFiles, on.sqlalchemy))} MB, and PostgreSQL.
            </p>
          )}
        </div>
        {failure && <Failure {...failure} onRetry={run} />}
      </section>
      <div ref={results} className="grid min-w-0 grid-cols-1 gap-3 sm:gap-5" aria-busy={busy}>
        {auditing && soFar ? (
          <>
            <Findings
              findings={findings}
              audited={soFar}
              files={auditing.files}
              classes={classes.length}
              running={auditing.status === 'running'}
              busy={busy}
              trials={trials}
              free={isWhole && !isRunning}
              onPlace={toPlace}
              onRun={see}
              onTry={tryOut}
              onGiveWay={giveWay}
              onStop={stop}
              onAccept={(tried, { migration }) => {
                setFiles(tried.files);
                accept(auditing.files, tried, migration);
              }}
            />
            {evidence && (
              <RunOf
                key={JSON.stringify(evidence)}
                evidence={evidence}
                files={auditing.files}
                on={auditing.on}
                engineFiles={engineFiles}
                onRan={onRan}
              />
            )}
            {isWhole && 'facts' in soFar && soFar.tables.length > 0 && (
              <section
                aria-labelledby="radius"
                className="overflow-hidden rounded-xl border border-line bg-card shadow-card"
              >
                <div className="flex flex-wrap items-baseline gap-x-4 border-b border-line px-4 py-3 sm:px-5">
                  <h2 id="radius" className="text-[15px] font-semibold">
                    How far a delete reaches
                  </h2>
                  <p className="text-[13.5px] text-ink-2">Choose a class: what its delete reaches stays lit.</p>
                </div>
                <Part what="The graph">
                  <Radius audit={soFar} />
                </Part>
              </section>
            )}
            <ClassTable audited={soFar} onRun={see} />
            <Notes audited={soFar} onPlace={toPlace} />
            {isWhole && (
              <TakeAway models={auditing} audited={soFar} findings={findings} accepted={accepted} version={version} />
            )}
          </>
        ) : (
          <Empty />
        )}
      </div>
    </Main>
  );
}

function Observing({ done, of }: { readonly done: number; readonly of: number }) {
  if (of === 0) return <p>Mapping the classes and making their tables…</p>;
  return (
    <p>
      Deleting:{' '}
      <span className="tabular-nums">
        {done} of {of} classes
      </span>
    </p>
  );
}

/** What is said before the first audit. */
function Empty() {
  return (
    <div className="grid gap-3 rounded-xl border border-line-strong border-dashed px-5 py-6 text-[15px] text-ink-2">
      <p className="text-[17px] font-medium text-ink">
        Which class loses rows, which delete is refused, which cascade never acts: found by doing it.
      </p>
      <ul className="grid list-disc gap-1.5 pl-5">
        <li>
          Files, a folder, a .zip or a wheel: drop them on the text. What they import and nobody brings is stood in for,
          and said.
        </li>
        <li>
          For each class an object is made with two children on every foreign key, and two below each of those. It is
          deleted by <code className="text-ink">session.delete()</code>, with its collections loaded, and in bulk; from
          each collection one is taken out. Then the same with twenty.
        </li>
        <li>Every finding leads to its run, on the stage, and to what could be changed, tried before it is offered.</li>
        <li>
          An .sql file beside them, as <code className="text-ink">pg_dump --schema-only</code> writes it, makes the
          tables that you really have.
        </li>
      </ul>
    </div>
  );
}
