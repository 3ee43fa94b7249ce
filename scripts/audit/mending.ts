// Every mend of every finding, tried: the models edited and the tables of the old ones migrated, all deletes observed again.

import { changesAt } from '@/lib/audit/differences';
import type { Audit } from '@/lib/audit/facts';
import type { Finding } from '@/lib/audit/finding';
import { findingsOf } from '@/lib/audit/judge';
import { type Mend, mendsOf } from '@/lib/audit/mend';
import { type Change, migrationOf } from '@/lib/audit/migration';
import { type Trial, trialOf } from '@/lib/audit/trial';
import type { Database } from '@/lib/database/database';
import { auditWhole } from '@/lib/engine/run/run-audit';
import type { PythonEngine } from '@/lib/sqlalchemy/python-engine';
import type { Files } from '@/lib/yours/files';
import { applied } from '@/lib/yours/source-edit';

export interface Mended {
  readonly finding: Finding;
  readonly mend: Mend;
  readonly files: Files;
  readonly trial: Trial;
  /** Where the migrated tables are others than the edited models would make. */
  readonly different: readonly string[];
}

/** Of files that have no SQL. Those of `choose` are tried, one after another. */
export function* mended(
  database: Database,
  python: PythonEngine,
  files: Files,
  choose: (finding: Finding, mend: Mend) => boolean = () => true,
): Generator<Mended> {
  const before = auditWhole(database, python, { files });
  if ('error' in before) return;
  const findings = findingsOf(before);
  // a table that no file has, and that is assumed, is in no migration: there the edit alone is tried
  const isWhole = !before.facts.classes.some(({ assumed }) => assumed);
  const made = isWhole ? tablesOf(database, python, files) : null;
  for (const finding of findings) {
    for (const mend of mendsOf(finding, before, files)) {
      if (!choose(finding, mend)) continue;
      const edited = applied(files, mend.edits);
      const after = auditWhole(database, python, {
        files: { ...edited, ...(made !== null && { 'tables.sql': `${made}\n${mend.migration?.sql ?? ''}` }) },
      });
      const differs = findingsOf(after).filter(({ kind }) => kind === 'schema-differs');
      const different = 'error' in after ? [after.error.message] : differs.map(({ says }) => says);
      const trial = trialOf(finding, mend, before, after);
      yield { finding, mend, files: edited, trial, different };
    }
  }
}

/** The SQL that makes the tables of models. */
function tablesOf(database: Database, python: PythonEngine, files: Files): string {
  const audit = auditWhole(database, python, { files: { ...files, 'tables.sql': '' } }) as Audit;
  const changes = findingsOf(audit)
    .filter(({ kind }) => kind === 'schema-differs')
    .flatMap(({ at }) => changesAt(at, audit));
  // a type of several tables is made once
  const once = [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
  return migrationOf(once.sort((one, other) => rank(one) - rank(other)))?.sql ?? '';
}

const ORDER = ['CREATE SCHEMA', 'CREATE EXTENSION', 'CREATE TYPE', 'CREATE TABLE', 'ALTER TABLE'];
const rank = (change: Change) => {
  const at = change.what === 'statement' ? ORDER.findIndex((begin) => change.sql.startsWith(begin)) : -1;
  return at < 0 ? ORDER.length : at;
};
