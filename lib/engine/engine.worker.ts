// The worker that holds PostgreSQL and the model: boots once, then runs scenarios one after another.
import { expose } from 'comlink';
import { bootDatabase } from '@/lib/database/boot';
import { DatabaseCrash } from '@/lib/database/connection';
import type { Database } from '@/lib/database/database';
import { warmUp } from '@/lib/database/warm-up';
import type { Scenario } from '@/lib/scenario/scenario';
import { Download, DownloadError, type OnBytes } from './download';
import type { FailureReason } from './failures';
import { type RunPart, takeApart } from './run-parts';
import { runScenario } from './run-scenario';

/** Files beside this worker and their sizes in bytes; written by scripts/assets.ts. */
declare const ENGINE_FILES: Readonly<Record<'pglite.wasm' | 'pglite.data' | 'snapshot.tar', number>>;

/** How a call ended. Failures are data, because an exception loses its class on the way to the page. */
export type Outcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string };

let database: Database | null = null;
let warm = false;

/** Between the answer of boot() and the first run, or at its beginning: nobody waits for it twice. */
function ensureWarm(open: Database): void {
  if (!warm) warmUp(open);
  warm = true;
}

async function start(onBytes: OnBytes): Promise<void> {
  const download = new Download(new URL('.', self.location.href), ENGINE_FILES, onBytes);
  const [pgliteWasmModule, data, snapshot] = await Promise.all([
    download.module('pglite.wasm'),
    download.bytes('pglite.data'),
    download.bytes('snapshot.tar'),
  ]);
  const booted = await bootDatabase({ pgliteWasmModule, fsBundle: new Blob([data]), snapshot });
  database = booted;
  setTimeout(() => ensureWarm(booted));
}

async function outcomeOf(work: () => void | Promise<void>): Promise<Outcome> {
  try {
    await work();
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: reasonOf(error), detail: detailOf(error) };
  }
}

function reasonOf(error: unknown): FailureReason {
  if (error instanceof DownloadError) return 'download';
  return /out of memory|memory access|allocation failed|could not allocate/i.test(detailOf(error))
    ? 'memory'
    : 'crashed';
}

function detailOf(error: unknown): string {
  const cause = error instanceof DatabaseCrash && error.cause ? `: ${String(error.cause)}` : '';
  return `${String(error)}${cause}`;
}

const engine = {
  /** Downloads and starts PostgreSQL. */
  boot: (onBytes: OnBytes): Promise<Outcome> => outcomeOf(() => start(onBytes)),

  /** Runs a scenario and hands the run over in parts, in order; see run-parts.ts. */
  run: (scenario: Scenario, onPart: (part: RunPart) => void | Promise<void>): Promise<Outcome> =>
    outcomeOf(async () => {
      if (!database) throw new Error('run() before boot()');
      ensureWarm(database);
      // Parts and the outcome travel through different ports: only an awaited part has arrived before it.
      for (const part of takeApart(runScenario(database, scenario))) await onPart(part);
    }),
};

export type Engine = typeof engine;

expose(engine);
