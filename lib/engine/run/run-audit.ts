// Deletes an object of every class of a reader's models, in every way, on PostgreSQL, and says what happened to each table.
import { type AuditEngine, FEW, MANY, type Observed, type Outcome, type TableCounts } from '@/lib/audit/facts';
import { placeOf } from '@/lib/audit/places';
import {
  type Audited,
  type AuditedFiles,
  type AuditProgress,
  type AuditSoFar,
  type OnAudited,
  withProgress,
} from '@/lib/audit/progress';
import { keysInto, keysOf } from '@/lib/audit/subject';
import { wayWords } from '@/lib/audit/words';
import type { Database } from '@/lib/database/database';
import type { StatementResult } from '@/lib/database/result';
import type { WireMessage } from '@/lib/sqlalchemy/bridge/wire';
import { type AuditedModels, DEAF, type Host, type PythonEngine } from '@/lib/sqlalchemy/python-engine';
import type { Actor } from '@/lib/trace/actor';
import type { Table } from '@/lib/trace/schema';
import type { Effect } from '@/lib/trace/trace';
import { exchangeWith, OF_SAVEPOINT } from './run-on-sqlalchemy';

export const engineOf = (
  { version: postgres }: Database,
  { version: sqlalchemy }: PythonEngine,
  { driver = 'psycopg' }: Pick<AuditedFiles, 'driver'>,
): AuditEngine => ({ sqlalchemy, driver, postgres });

/** Synchronous. Tells what it finds as it goes; throws when PostgreSQL or Python is lost. */
export function runAudit(
  database: Database,
  python: PythonEngine,
  { files, driver }: AuditedFiles,
  onProgress: OnAudited,
): void {
  database.emptied(() => {
    const engine = engineOf(database, python, driver ? { driver } : {});
    const counting = new Counting(database);
    const models = python.openAudit(files, counting.host, driver);
    try {
      const facts = models.opened;
      if ('error' in facts) {
        onProgress({ type: 'unmapped', error: facts.error, engine });
        return;
      }
      const tables = database.schema();
      const all = keysOf({ facts, tables });
      onProgress({ type: 'opened', facts, tables, engine });
      for (const each of facts.classes) {
        if (each.ways.length === 0) continue;
        const observed: Observed[] = [];
        const notes: string[] = [];
        let why: string | null = null;
        const keys = keysInto(facts, each, all).map(({ place }) => place);
        for (const one of observeClass(models, counting, { ...each, keys, tables })) {
          if ('note' in one) notes.push(one.note);
          else if ('refused' in one) why ??= one.refused;
          else observed.push(one);
        }
        onProgress({ type: 'observed', class: each.name, observed, notes, why });
      }
    } finally {
      models.close();
    }
  });
}

/** The same for whoever needs it as a whole. */
export function auditWhole(database: Database, python: PythonEngine, audited: AuditedFiles): Audited {
  const told: AuditProgress[] = [];
  runAudit(database, python, audited, (progress) => void told.push(progress));
  const whole = told.reduce<AuditSoFar>(withProgress, null);
  if (!whole) throw new Error('An audit begins with what the models are');
  return whole;
}

interface ClassToObserve {
  readonly name: string;
  readonly ways: readonly string[];
  /** The foreign keys that lead to it. */
  readonly keys: readonly string[];
  readonly tables: readonly Table[];
}

/** With children on all foreign keys, and on each of them alone: a refusal hides what comes after it. */
function* observeClass(
  models: AuditedModels,
  counting: Counting,
  { name, ways, keys, tables }: ClassToObserve,
): Generator<Observed | { readonly note: string } | { readonly refused: string }> {
  for (const only of keys.length > 1 ? [null, ...keys] : [null]) {
    for (const children of [FEW, MANY]) {
      const seeded = models.seed(name, children, only);
      if ('refused' in seeded) {
        yield seeded;
        continue;
      }
      for (const note of seeded.notes) yield { note };
      for (const way of ways) {
        if (only !== null && way.startsWith('remove:')) continue;
        const { ended, effects, ...cost } = counting.of(() => models.run(way));
        if ('refused' in ended) {
          yield { note: `${wayWords(way)} of ${name} could not be tried: ${ended.refused}` };
          continue;
        }
        const settled = models.settle();
        if ('refused' in settled) {
          yield settled;
          break;
        }
        const touched = ended.error ? touchedBy([], seeded.family, tables) : touchedBy(effects, settled.left, tables);
        yield { class: name, way, children, only, error: ended.error, ...touched, ...cost };
      }
    }
  }
}

interface Counted {
  statements: number;
  executions: number;
  loaded: number;
  effects: Effect[];
  stoppedAt: string | null;
}

/** What the audit sends of its own, which is no part of a delete. */
const OWN = /^SET CONSTRAINTS ALL IMMEDIATE$/;

/** Counts what is sent and touched between `start` and the end of a run. */
class Counting {
  readonly host: Host;
  #counted: Counted = nothing();
  #counts = false;

  constructor(database: Database) {
    this.host = {
      exchange: (message) => {
        const { result, answer } = exchangeWith(database, message);
        if (this.#counts) this.#count(message, result);
        return answer;
      },
      start: () => {
        this.#counts = true;
      },
      session: () => {},
      warning: () => {},
      suspects: () => [],
      stale: () => {},
      work: DEAF,
    };
  }

  of<E>(run: () => E): Counted & { readonly ended: E } {
    this.#counted = nothing();
    try {
      return { ended: run(), ...this.#counted };
    } finally {
      this.#counts = false;
    }
  }

  #count({ kind, sql, parameters }: WireMessage, { effects, rows, error }: StatementResult): void {
    const counted = this.#counted;
    for (const effect of effects) counted.effects.push(effect);
    if (error) counted.stoppedAt ??= /\w+/.exec(sql)?.[0].toUpperCase() ?? null;
    if (kind === 'transaction' || kind === 'lookup' || OF_SAVEPOINT.test(sql) || OWN.test(sql)) return;
    counted.statements += 1;
    counted.executions += kind === 'executemany' ? parameters.length : 1;
    if (/^\s*(?:SELECT|WITH)\b/i.test(sql)) counted.loaded += rows.length;
  }
}

const nothing = (): Counted => ({ statements: 0, executions: 0, loaded: 0, effects: [], stoppedAt: null });

const NO_ROWS: TableCounts = { client: 0, foreignKey: 0, trigger: 0, nulled: 0, left: 0 };
const COUNTED_AS = { client: 'client', 'foreign-key': 'foreignKey', trigger: 'trigger' } as const;

/** `left` are the rows that nothing touched, by table. */
function touchedBy(
  effects: readonly Effect[],
  left: Readonly<Record<string, number>>,
  tables: readonly Table[],
): Pick<Outcome, 'tables' | 'nulls'> {
  const counts: Record<string, TableCounts> = {};
  const add = (table: string, what: keyof TableCounts, rows = 1) => {
    const before = counts[table] ?? NO_ROWS;
    counts[table] = { ...before, [what]: before[what] + rows };
  };
  for (const [table, rows] of Object.entries(left)) if (rows > 0) add(table, 'left', rows);
  const gone = new Set<string>();
  const nulled = new Map<string, { readonly table: string; readonly nulls: Record<string, Actor> }>();
  for (const { by, operation, table, partition_of, key, row, changes = [] } of effects) {
    const name = partition_of ?? table;
    const which = JSON.stringify([table, key ?? row]);
    if (operation === 'DELETE') {
      gone.add(which);
      add(name, COUNTED_AS[by]);
    }
    if (operation !== 'UPDATE') continue;
    const empty = new Set(changes.filter(({ to }) => to === null).map(({ column }) => column));
    const keys = tables.find((each) => each.name === name)?.foreignKeys ?? [];
    const emptied = keys.filter(({ columns }) => columns.some((column) => empty.has(column)));
    if (emptied.length === 0) continue;
    const nulls = nulled.get(which)?.nulls ?? {};
    for (const each of emptied) nulls[placeOf({ name }, each)] = by;
    nulled.set(which, { table: name, nulls });
  }
  const nulls: Record<string, Actor> = {};
  for (const [which, each] of nulled) {
    if (gone.has(which)) continue;
    add(each.table, 'nulled');
    Object.assign(nulls, each.nulls);
  }
  return { tables: counts, nulls };
}
