// The worker that holds PostgreSQL and the model, and SQLAlchemy itself once it was asked for: boots once, then runs
// one thing after another.
import { expose } from 'comlink';
import { bootDatabase } from '@/lib/database/boot';
import type { Database } from '@/lib/database/database';
import { warmUp } from '@/lib/database/warm-up';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Run } from '@/lib/trace/trace';
import { downloadBootFiles } from './boot-files';
import type { CarriedPython } from './browser-python';
import { type CallOutcome, callOutcome, pythonOutcome } from './call-outcome';
import { DownloadError, type OnBytes } from './download';
import type { LivePython } from './live-python';
import { type RunPart, takeApart } from './run-parts';
import { runScenario } from './run-scenario';

type OnPart<S> = (part: RunPart<S>) => void | Promise<void>;

let database: Database | null = null;
let python: LivePython | null = null;
let warm = false;

/** Between the answer of boot() and the first run, or at its beginning: nobody waits for it twice. */
function ensureWarm(open: Database): void {
  if (!warm) warmUp(open);
  warm = true;
}

async function start(onBytes: OnBytes): Promise<void> {
  const booted = await bootDatabase(await downloadBootFiles(onBytes));
  database = booted;
  setTimeout(() => ensureWarm(booted));
}

function openDatabase(): Database {
  if (!database) throw new Error('The engine was asked before boot()');
  ensureWarm(database);
  return database;
}

function openPython(): LivePython {
  openDatabase();
  if (!python) throw new Error('SQLAlchemy was asked before startPython()');
  return python;
}

/** Parts and the outcome travel through different ports: only an awaited part has arrived before it. */
async function handOver<S>(run: Run<S>, onPart: OnPart<S>): Promise<void> {
  for (const part of takeApart(run)) await onPart(part);
}

/** A Python that failed is not asked again: the next one is started afresh. */
function onPython<S>(work: (live: LivePython) => Run<S>, onPart: OnPart<S>): Promise<CallOutcome> {
  return pythonOutcome(() => {
    const live = openPython();
    python = null;
    const run = work(live);
    python = live;
    return handOver(run, onPart);
  });
}

const engine = {
  /** Downloads and starts PostgreSQL. */
  boot: (onBytes: OnBytes): Promise<CallOutcome> => callOutcome(() => start(onBytes)),

  /** Runs a scenario with the model and hands the run over in parts, in order; see run-parts.ts. */
  run: (scenario: Scenario, onPart: OnPart<Scenario>): Promise<CallOutcome> =>
    callOutcome(() => handOver(runScenario(openDatabase(), scenario), onPart)),

  /** Downloads and starts SQLAlchemy; answers with its version. Runs of the model go on meanwhile. */
  startPython: (
    files: CarriedPython,
    onBytes: OnBytes,
    onVersion: (version: string) => void | Promise<void>,
  ): Promise<CallOutcome> =>
    pythonOutcome(async () => {
      const { startLivePython } = await import('./live-python').catch((error: unknown) => {
        throw new DownloadError(String(error));
      });
      python = await startLivePython(openDatabase(), files, onBytes);
      await onVersion(python.version);
    }),

  runOnSqlalchemy: (scenario: Scenario, onPart: OnPart<Scenario>): Promise<CallOutcome> =>
    onPython((live) => live.runScenario(scenario), onPart),

  /** Runs a Python program, which makes its own tables. */
  runProgram: (source: string, filename: string, onPart: OnPart<null>): Promise<CallOutcome> =>
    onPython((live) => live.runProgram(source, filename), onPart),
};

export type Engine = typeof engine;

expose(engine);
