// The worker that holds PostgreSQL and the model: boots once, then runs scenarios one after another.
import { expose } from 'comlink';
import { bootDatabase } from '@/lib/database/boot';
import type { Database } from '@/lib/database/database';
import { warmUp } from '@/lib/database/warm-up';
import type { Scenario } from '@/lib/scenario/scenario';
import { downloadBootFiles } from './boot-files';
import { type CallOutcome, callOutcome } from './call-outcome';
import type { OnBytes } from './download';
import { type RunPart, takeApart } from './run-parts';
import { runScenario } from './run-scenario';

let database: Database | null = null;
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

const engine = {
  /** Downloads and starts PostgreSQL. */
  boot: (onBytes: OnBytes): Promise<CallOutcome> => callOutcome(() => start(onBytes)),

  /** Runs a scenario and hands the run over in parts, in order; see run-parts.ts. */
  run: (scenario: Scenario, onPart: (part: RunPart) => void | Promise<void>): Promise<CallOutcome> =>
    callOutcome(async () => {
      if (!database) throw new Error('run() before boot()');
      ensureWarm(database);
      // Parts and the outcome travel through different ports: only an awaited part has arrived before it.
      for (const part of takeApart(runScenario(database, scenario))) await onPart(part);
    }),
};

export type Engine = typeof engine;

expose(engine);
