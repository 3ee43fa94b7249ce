'use client';
// Runs the program in this tab. Nothing is loaded before the click: neither PostgreSQL nor SQLAlchemy.
import { useCallback, useEffect, useState } from 'react';
import { failureOf, progressOf, usePython, weightOf } from '@/components/engine/python';
import { useEngine, useEngineState, wholeState } from '@/components/engine/use-engine';
import { Failure, Loading, megabytes } from '@/components/engine/waiting';
import type { EngineFiles } from '@/lib/engine/page/session';
import { fileOf, type Program } from '@/lib/programs/program';
import type { Trace } from '@/lib/trace/trace';

interface LiveRunProps {
  readonly program: Program;
  readonly source: string;
  readonly files: EngineFiles;
  /** Whether a run of this tab is on the stage. */
  readonly live: boolean;
  readonly onRun: (run: Trace<null>) => void;
}

const BUTTON =
  'inline-flex h-9 items-center gap-2 rounded-lg border border-line-strong bg-card px-3.5 text-[13.5px] font-semibold whitespace-nowrap hover:border-ink disabled:opacity-60';

export function LiveRun(props: LiveRunProps) {
  const { files } = props;
  const [wanted, setWanted] = useState(false);
  if (weightOf(files) === 0) return <p className="text-ink-2">This build carries no SQLAlchemy to run it on.</p>;
  if (wanted) return <Running {...props} />;
  return (
    <button type="button" className={BUTTON} onClick={() => setWanted(true)}>
      Run it in this tab{' '}
      <span className="font-normal text-ink-2 max-sm:hidden">
        loads SQLAlchemy, {megabytes(weightOf(files))} MB, and PostgreSQL
      </span>
      <span className="font-normal text-ink-2 sm:hidden">loads {megabytes(weightOf(files))} MB</span>
    </button>
  );
}

function Running({ program, source, files, live, onRun }: LiveRunProps) {
  const session = useEngine(files);
  const engine = useEngineState(session, wholeState);
  const python = usePython(session, files);
  const [busy, setBusy] = useState(true);
  const run = useCallback(async () => {
    if (!session) return;
    setBusy(true);
    session.python.start();
    const arrived = await session.runProgram({ source, filename: fileOf(program) });
    setBusy(false);
    if (arrived) onRun(arrived);
  }, [session, source, program, onRun]);
  useEffect(() => {
    run();
  }, [run]);

  const failure = failureOf(engine, python);
  if (failure) {
    const again = () => {
      session?.retry();
      run();
    };
    return <Failure {...failure} onRetry={again} />;
  }
  const progress = progressOf(engine, python);
  if (progress) return <Loading what="SQLAlchemy and PostgreSQL" {...progress} />;
  return (
    <button type="button" className={BUTTON} disabled={busy} onClick={run}>
      {busy ? 'Running…' : live ? 'Run it again' : 'Run it in this tab'}
    </button>
  );
}
