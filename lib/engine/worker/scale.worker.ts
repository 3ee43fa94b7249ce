// The laboratory's worker: a PostgreSQL of its own, which measures what it is asked to, one after another.
import { expose } from 'comlink';
import { AUTO_EXPLAIN_FILE, autoExplain } from '@/lib/database/auto-explain';
import { startPostgres } from '@/lib/database/boot';
import { ScaleDatabase } from '@/lib/database/scale-database';
import { type CallOutcome, callOutcome } from '@/lib/engine/protocol/call-outcome';
import type { OnBytes } from '@/lib/engine/protocol/download';
import { measureAll } from '@/lib/engine/run/scale-run';
import type { Evidence } from '@/lib/scale/evidence';
import type { Measurement } from '@/lib/scale/measurement';
import type { ScaleData, ScaleSettings } from '@/lib/scale/settings';
import type { Scenario } from '@/lib/scenario/scenario';
import { downloadBootFiles } from './boot-files';

/** What the foreign key does when user 1 goes, whoever asks. */
const DELETE_USER = 'DELETE FROM users WHERE users.id = 1';

let database: ScaleDatabase | null = null;

function open(): ScaleDatabase {
  if (!database) throw new Error('The laboratory was asked before boot()');
  return database;
}

const laboratory = {
  /** Downloads and starts PostgreSQL; answers with its version. */
  boot: (onBytes: OnBytes, onVersion: (version: string) => void): Promise<CallOutcome> =>
    callOutcome(async () => {
      const files = await downloadBootFiles(onBytes, AUTO_EXPLAIN_FILE);
      const extensions = autoExplain(new URL(AUTO_EXPLAIN_FILE, self.location.href));
      database = new ScaleDatabase(await startPostgres(files, extensions));
      await onVersion(database.version);
    }),

  /** Hands over each measurement as it is made. */
  measure: (settings: ScaleSettings, onMeasurement: (measurement: Measurement) => void): Promise<CallOutcome> =>
    callOutcome(async () => {
      // Measurements and the outcome travel through different ports: only an awaited one has arrived before it.
      for (const measurement of measureAll(open(), settings)) await onMeasurement(measurement);
    }),

  explain: (scenario: Scenario, data: ScaleData, onEvidence: (evidence: Evidence) => void): Promise<CallOutcome> =>
    callOutcome(async () => {
      await onEvidence(open().explain({ ...data, scenario, triggers: false }, DELETE_USER));
    }),
};

export type Laboratory = typeof laboratory;

expose(laboratory);
