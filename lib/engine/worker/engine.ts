// What the worker does: holds PostgreSQL and the model, and SQLAlchemy itself once it was asked for; runs one thing
// after another. Failures are thrown.
import type { AuditedFiles, OnAudited } from '@/lib/audit/progress';
import { type BootFiles, bootDatabase } from '@/lib/database/boot';
import type { Database } from '@/lib/database/database';
import { warmUp, warmUpSchemas } from '@/lib/database/warm-up';
import type { OnCompiled } from '@/lib/engine/protocol/compiled';
import { DownloadError, type OnBytes } from '@/lib/engine/protocol/download';
import type { CarriedPython } from '@/lib/engine/protocol/python-files';
import { type RunPart, takeApart } from '@/lib/engine/protocol/run-parts';
import type { OnProgress } from '@/lib/engine/protocol/so-far';
import { runScenario } from '@/lib/engine/run/run-scenario';
import type { Aside, ProgramText } from '@/lib/program-text';
import { checkTrace } from '@/lib/scenario/read-trace';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Trace } from '@/lib/trace/trace';
import type { LivePython } from './live-python';

export type OnPart<S> = (part: RunPart<S>) => void | Promise<void>;
/** Gets what a program gave beside its run, once it has ended. */
export type OnAside = (aside: Aside) => void | Promise<void>;
export type OnVersion = (version: string) => void | Promise<void>;

/** A run on Python, and whether that is lost with it. */
interface Ended<S> {
  readonly trace: Trace<S>;
  readonly lost: boolean;
}

type PythonModule = Pick<typeof import('./live-python'), 'startLivePython'>;

/** An engine that has not been booted. `importPython` brings what only SQLAlchemy needs, when someone asks for it. */
export function createEngine(importPython: () => Promise<PythonModule> = () => import('./live-python')) {
  let database: Database | null = null;
  let python: LivePython | null = null;
  let starts = 0;
  /** The last start, whatever becomes of it. */
  let starting: Promise<unknown> = Promise.resolve();
  let warm: 'cold' | 'rows' | 'schemas' = 'cold';

  /** Between the answer of boot() and the first run, or at its beginning: nobody waits for it twice. */
  function ensureWarm(open: Database): void {
    if (warm !== 'cold' || open !== database) return;
    warm = 'rows';
    warmUp(open);
  }

  /** Behind the first run, so that only a change of flags can have to wait for it. */
  function warmBehindRun(open: Database): void {
    if (warm !== 'rows') return;
    warm = 'schemas';
    setTimeout(() => {
      if (open === database) warmUpSchemas(open);
    });
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

  /** A Python that failed is not asked again: the next one is started afresh. */
  async function onPython<S extends Scenario | null>(
    work: (live: LivePython) => Ended<S> | Promise<Ended<S>>,
    onPart: OnPart<S>,
  ): Promise<void> {
    const live = openPython();
    const begun = starts;
    python = null;
    const { trace, lost } = await work(live);
    if (begun === starts && !lost) python = live;
    await handOver(trace, onPart);
  }

  return {
    /** Starts PostgreSQL. */
    async boot(files: BootFiles): Promise<void> {
      const booted = await bootDatabase(files);
      database = booted;
      setTimeout(() => ensureWarm(booted));
    },

    /** Runs a scenario with the model and hands the run over in parts, in order; see run-parts.ts. */
    async run(scenario: Scenario, onPart: OnPart<Scenario>): Promise<void> {
      const open = openDatabase();
      await handOver(runScenario(open, scenario), onPart);
      warmBehindRun(open);
    },

    /**
     * Downloads and starts a series of SQLAlchemy, and tells its version. Runs of the model go on meanwhile. One that
     * was there goes first: there is memory for one at a time. Of several starts the last one counts, and begins once
     * the one before it has ended: while Pyodide starts, its fetches are answered here, and those of another were, too.
     */
    async startPython(
      files: CarriedPython,
      onBytes: OnBytes,
      onVersion: OnVersion,
      onCompiled: OnCompiled,
    ): Promise<void> {
      const start = ++starts;
      python = null;
      const before = starting;
      const begin = async (): Promise<LivePython | null> => {
        await before;
        if (start !== starts) return null;
        const { startLivePython } = await importPython().catch((error: unknown) => {
          throw new DownloadError(String(error));
        });
        return startLivePython(openDatabase(), files, onBytes, onCompiled);
      };
      const begun = begin();
      starting = begun.catch(() => {});
      const live = await begun;
      if (start !== starts || !live) return;
      python = live;
      await onVersion(live.version);
    },

    runOnSqlalchemy: (scenario: Scenario, onPart: OnPart<Scenario>): Promise<void> =>
      onPython((live) => ({ trace: live.runScenario(scenario), lost: false }), onPart),

    /** Runs a Python program, which makes its own tables, once the packages that it imports have arrived. */
    async runProgram(
      program: ProgramText,
      onPart: OnPart<null>,
      onBytes: OnBytes,
      onAside: OnAside,
      onProgress: OnProgress,
    ): Promise<void> {
      let told: Aside | null = null;
      await onPython(async (live) => {
        const { aside, ...ended } = await live.runProgram(program, onBytes, onProgress);
        told = aside;
        return ended;
      }, onPart);
      if (told) await onAside(told);
    },

    /** Deletes of every class of a reader's models. Python is lost with it: nothing else is to run where they have. */
    async runAudit(audited: AuditedFiles, onBytes: OnBytes, onAudited: OnAudited): Promise<void> {
      const live = openPython();
      python = null;
      let last: Promise<void> | undefined;
      await live.runAudit(audited, onBytes, (progress) => {
        last = Promise.resolve(onAudited(progress));
      });
      // what was told travels through another port than the outcome
      await last;
    },

    /** Ends PostgreSQL, where the thread goes on; a worker is ended as a whole. */
    async close(): Promise<void> {
      const open = database;
      [database, python] = [null, null];
      await open?.close();
    },
  };
}

/** Parts and the outcome travel through different ports: only an awaited part has arrived before it. */
async function handOver<S extends Scenario | null>(run: Trace<S>, onPart: OnPart<S>): Promise<void> {
  for (const part of takeApart(checkTrace(run))) await onPart(part);
}
