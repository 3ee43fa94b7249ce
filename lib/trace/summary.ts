// What a run cost and what it did, counted from observed events alone: nothing is inferred from settings.
// Effects of a transaction that was rolled back are attempts; only those of a committed one last.
import { oncePerRun } from './arrival';
import type { RunIndex } from './run-index';
import type { Actor, Effect, Entity, StatementEvent, TraceError, Warning } from './trace';

/** Row effects by kind; a row touched twice counts twice. */
export interface EffectCounts {
  readonly deleted: number;
  readonly inserted: number;
  /** A column set to NULL. */
  readonly nulled: number;
  /** A column set to another value. */
  readonly changed: number;
}

export interface TableSummary {
  readonly name: string;
  /** Rows before the run, and how many of those are still there after it. */
  readonly before: number;
  readonly surviving: number;
  readonly lasting: Readonly<Record<Actor, EffectCounts>>;
  readonly attempted: Readonly<Record<Actor, EffectCounts>>;
}

export interface Summary {
  /** Statements after the setup; transaction control is none. */
  readonly statements: number;
  /** Their number by first word: SELECT, UPDATE, INSERT, DELETE. */
  readonly verbs: ReadonlyMap<string, number>;
  /** Messages to PostgreSQL and back after the setup: statements, COMMIT, ROLLBACK. */
  readonly roundTrips: number;
  readonly parameterSets: number;
  /** Rows that SELECTs after the setup brought into Python. */
  readonly rowsLoaded: number;
  /** Measured, from sending each statement to having read its answer, summed. */
  readonly milliseconds: number;
  /** "unfinished" is a run without COMMIT or ROLLBACK: the operation never reached the database. */
  readonly outcome: 'committed' | 'rolled-back' | 'unfinished';
  /** The statement that PostgreSQL refused. */
  readonly refused: StatementEvent | null;
  readonly error: TraceError | null;
  readonly warnings: readonly Warning[];
  /** The table that is referenced, and the one with the foreign key. */
  readonly parent: TableSummary;
  readonly child: TableSummary;
  /** Children that have NULL as their foreign key afterwards; none has it before. */
  readonly unowned: number;
  /** Objects that Python still holds as persistent though their rows changed behind its back, by class. */
  readonly stale: ReadonlyMap<Entity, number>;
}

const PARENT = 'users';
/** The position of user_id in the child's rows. */
const FOREIGN_KEY = 2;

type Counts = { -readonly [K in keyof EffectCounts]: number };
type ByActor = Record<Actor, Counts>;

const noCounts = (): Counts => ({ deleted: 0, inserted: 0, nulled: 0, changed: 0 });
const noEffects = (): ByActor => ({ client: noCounts(), 'foreign-key': noCounts() });

function kindOf(effect: Effect): keyof EffectCounts {
  switch (effect.operation) {
    case 'DELETE':
      return 'deleted';
    case 'INSERT':
      return 'inserted';
    case 'UPDATE':
      return effect.change?.to === null ? 'nulled' : 'changed';
  }
}

function count(effects: readonly Effect[]): Map<string, ByActor> {
  const tables = new Map<string, ByActor>();
  for (const effect of effects) {
    const table = tables.get(effect.table) ?? noEffects();
    table[effect.by][kindOf(effect)]++;
    tables.set(effect.table, table);
  }
  return tables;
}

/** All effects, those of committed transactions and those of others apart. */
export function byOutcome({ events }: RunIndex): { readonly lasting: Effect[]; readonly attempted: Effect[] } {
  let lasting: Effect[] = [];
  let attempted: Effect[] = [];
  let open: Effect[] = [];
  for (const event of events) {
    if (event.type === 'statement') open = open.concat(event.effects);
    if (event.type !== 'transaction' || event.action === 'begin') continue;
    if (event.action === 'commit') lasting = lasting.concat(open);
    else attempted = attempted.concat(open);
    open = [];
  }
  return { lasting, attempted: attempted.concat(open) };
}

function staleObjects({ entities, changes, entityOfChange, membersOfChange }: RunIndex): Map<Entity, number> {
  const stale = entities.map(({ keys }) => new Uint8Array(keys.length));
  changes.forEach(({ state }, at) => {
    const ofEntity = stale[entityOfChange[at] ?? 0];
    if (!ofEntity) return;
    for (const member of membersOfChange[at] ?? []) ofEntity[member] = Number(state === 'stale');
  });
  const counts = entities.map(
    ({ entity }, at) => [entity, stale[at]?.reduce((sum, one) => sum + one, 0) ?? 0] as const,
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

/** What went to PostgreSQL and back after the setup: statements, round trips, and rows that SELECTs brought. */
export function trafficOf(index: RunIndex): {
  readonly statements: readonly StatementEvent[];
  readonly roundTrips: number;
  readonly rowsLoaded: number;
} {
  const after = index.events.filter((event) => event.at !== 'setup');
  const statements = after.filter((event) => event.type === 'statement');
  return {
    statements,
    roundTrips: after.filter((event) => event.type !== 'session').length,
    rowsLoaded: statements.reduce(
      (sum, { sql, rowcount }) => (/^select/i.test(sql) ? sum + Math.max(0, rowcount ?? 0) : sum),
      0,
    ),
  };
}

/** Counts a run. Linear in its events, effects and rows. */
export const summarise = oncePerRun((index: RunIndex): Summary => {
  const { trace, before } = index.run;
  const { lasting, attempted } = byOutcome(index);
  const kept = count(lasting);
  const lost = count(attempted);
  const { statements, roundTrips, rowsLoaded } = trafficOf(index);
  const ends = index.events.filter((event) => event.type === 'transaction' && event.action !== 'begin');
  const last = ends.at(-1);

  const verbs = new Map<string, number>();
  for (const { sql } of statements) {
    const verb = /^\w+/.exec(sql)?.[0].toUpperCase() ?? '';
    verbs.set(verb, (verbs.get(verb) ?? 0) + 1);
  }

  const table = (name: string): TableSummary => {
    const present = new Set((trace.rows[name] ?? []).map((row) => row[0]));
    const rows = before[name] ?? [];
    return {
      name,
      before: rows.length,
      surviving: rows.filter((row) => present.has(row[0] ?? null)).length,
      lasting: kept.get(name) ?? noEffects(),
      attempted: lost.get(name) ?? noEffects(),
    };
  };
  const child = [...Object.keys(before), ...Object.keys(trace.rows)].find((name) => name !== PARENT) ?? 'posts';

  return {
    statements: statements.length,
    verbs,
    roundTrips,
    parameterSets: statements.reduce((sum, { parameters }) => sum + parameters.length, 0),
    rowsLoaded,
    milliseconds: statements.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    outcome: last?.type !== 'transaction' ? 'unfinished' : last.action === 'commit' ? 'committed' : 'rolled-back',
    refused: statements.find((statement) => statement.failed) ?? null,
    error: trace.error,
    warnings: trace.warnings,
    parent: table(PARENT),
    child: table(child),
    unowned: (trace.rows[child] ?? []).filter((row) => row[FOREIGN_KEY] === null).length,
    stale: staleObjects(index),
  };
});
