// The witness for large runs: triggers for whole statements, where a foreign key acts. The condition of a trigger is
// evaluated in the statement that sets it off, also for an AFTER trigger that runs later, so that
// pg_trigger_depth() > 0 there means: a foreign key (in this schema, that or nothing). PostgreSQL's own counter of
// touched rows, read before and after, says how many. Evaluating the condition doubles the time of the client's own
// small DELETEs, so that the triggers calibrate the measured runs and are not there in them; see scale-run.ts.
import type { RowCount } from '@/lib/scale/measurement';
import type { Report } from './backend-reader';

/** SQLSTATE of these notices; see witness.ts. */
const SCALE_WITNESS = 'CL002';

/** The functions and their triggers on the tables that foreign keys act on. */
export function scaleWitness(tables: readonly string[]): string[] {
  return [
    `CREATE OR REPLACE FUNCTION witness.of_statement() RETURNS trigger LANGUAGE plpgsql AS $witness$
     BEGIN
       RAISE NOTICE '% % % % %', TG_WHEN, TG_OP, TG_TABLE_NAME, pg_stat_get_xact_tuples_deleted(TG_RELID),
         pg_stat_get_xact_tuples_updated(TG_RELID) USING ERRCODE = '${SCALE_WITNESS}';
       RETURN NULL;
     END $witness$`,
    ...tables.flatMap((table) =>
      ['BEFORE', 'AFTER'].map(
        (when) =>
          `CREATE TRIGGER witness_${when.toLowerCase()} ${when} UPDATE OR DELETE ON ${table}
           FOR EACH STATEMENT WHEN (pg_trigger_depth() > 0) EXECUTE FUNCTION witness.of_statement()`,
      ),
    ),
  ];
}

/** Adds up what foreign keys did, from the notices of one message in order. */
export class ForeignKeyCount {
  readonly #before = new Map<string, readonly [deleted: number, updated: number]>();
  readonly #rows = new Map<string, { table: string; operation: 'DELETE' | 'UPDATE'; rows: number }>();

  hear({ sqlstate, message }: Report): void {
    if (sqlstate !== SCALE_WITNESS) return;
    const [when, operation, table, deleted, updated] = message.split(' ');
    if (table === undefined || (operation !== 'DELETE' && operation !== 'UPDATE')) {
      throw new Error(`The witness said "${message}"`);
    }
    const name = `${operation} ${table}`;
    if (when === 'BEFORE') {
      this.#before.set(name, [Number(deleted), Number(updated)]);
      return;
    }
    const before = this.#before.get(name);
    if (!before) throw new Error(`The witness saw the end of "${name}" and not its beginning`);
    const touched = operation === 'DELETE' ? Number(deleted) - before[0] : Number(updated) - before[1];
    const known = this.#rows.get(name) ?? { table, operation, rows: 0 };
    known.rows += touched;
    this.#rows.set(name, known);
  }

  get counts(): RowCount[] {
    return [...this.#rows.values()]
      .filter(({ rows }) => rows > 0)
      .map((count) => ({ ...count, by: 'foreign-key' as const }));
  }
}
