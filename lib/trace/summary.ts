// What a run cost and what it did, counted from observed events alone: nothing is inferred from settings.
// Effects that were rolled back are attempts; only those of a committed transaction last.
import { type ByActor, byActor } from './actor';
import { oncePerRun } from './arrival';
import { type Costs, costsOf, operationStatements, partOf } from './cost';
import { nameOf } from './key';
import { hasOperation } from './operation';
import type { RunIndex } from './run-index';
import { keyOfEffect, namesRows, touchesRow } from './table-index';
import type { Effect, Entity, StatementEvent, TraceError, Warning } from './trace';
import { isOfSession } from './transactions';

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
  readonly lasting: ByActor<EffectCounts>;
  readonly attempted: ByActor<EffectCounts>;
  /** Rows in which a foreign key is NULL afterwards and was not before. */
  readonly unowned: number;
}

export interface Summary {
  readonly costs: Costs;
  /** The operation's statements by first word: SELECT, UPDATE, INSERT, DELETE. */
  readonly verbs: ReadonlyMap<string, number>;
  /** "unfinished" is a run without COMMIT or ROLLBACK: the operation never reached the database. */
  readonly outcome: 'committed' | 'rolled-back' | 'unfinished';
  /** The first statement that PostgreSQL refused, and the number of all. */
  readonly refused: StatementEvent | null;
  readonly refusals: number;
  readonly error: TraceError | null;
  readonly warnings: readonly Warning[];
  /** In the order of the schema. */
  readonly tables: readonly TableSummary[];
  /** Rows whose removal lasted, by who removed them; a row counts once for each. */
  readonly removed: ByActor<number>;
  /** Rows that were written otherwise, and that lasted; also those that were removed later. */
  readonly written: ByActor<number>;
  /** Rows that were touched to no avail. */
  readonly undone: number;
  /** What another connection did; the other numbers are without it. */
  readonly elsewhere: EffectCounts;
  /** Objects that Python still holds as persistent though their rows changed behind its back, by class. */
  readonly stale: ReadonlyMap<Entity, number>;
}

type Counts = { -readonly [K in keyof EffectCounts]: number };

const none = (): Counts => ({ deleted: 0, inserted: 0, nulled: 0, changed: 0 });
const noEffects = () => byActor(none);

function kindOf({ operation, changes = [] }: Effect): keyof EffectCounts {
  switch (operation) {
    case 'DELETE':
    case 'TRUNCATE':
      return 'deleted';
    case 'INSERT':
      return 'inserted';
    case 'UPDATE':
      return changes.some(({ to }) => to === null) ? 'nulled' : 'changed';
  }
}

const removes = (effect: Effect) => kindOf(effect) === 'deleted';

function count(effects: readonly Effect[]): Map<string, ReturnType<typeof noEffects>> {
  const tables = new Map<string, ReturnType<typeof noEffects>>();
  for (const effect of effects) {
    const table = tables.get(effect.table) ?? noEffects();
    table[effect.by][kindOf(effect)]++;
    tables.set(effect.table, table);
  }
  return tables;
}

/** Of all tables and actors together. */
function totalOf(effects: readonly Effect[]): EffectCounts {
  const total = none();
  for (const effect of effects) total[kindOf(effect)]++;
  return total;
}

/** The number of different rows among them. */
export function rowsOf(effects: readonly Effect[]): number {
  const tables = new Map<string, Set<unknown>>();
  for (const effect of effects) {
    const rows = tables.get(effect.table) ?? new Set();
    rows.add(nameOf(keyOfEffect(effect)));
    tables.set(effect.table, rows);
  }
  return [...tables.values()].reduce((sum, { size }) => sum + size, 0);
}

interface ByOutcome {
  readonly lasting: Effect[];
  readonly attempted: Effect[];
  readonly elsewhere: Effect[];
}

/**
 * What of the operation was committed and what was not, and what another connection did, whenever it was. Of a run in
 * which no operation began, all.
 */
function byOutcome({ trace, events, effects, firstEffect, elsewhere, settlement }: RunIndex): ByOutcome {
  const begun = hasOperation(trace);
  const counted = new Uint8Array(effects.length);
  events.forEach((event, at) => {
    if (!begun || partOf(event) === 'operation') counted.fill(1, firstEffect[at], firstEffect[at + 1]);
  });
  const those = (wanted: (at: number) => unknown) =>
    effects.filter((effect, at) => touchesRow(effect) && Boolean(wanted(at)));
  return {
    lasting: those((at) => counted[at] && !elsewhere[at] && settlement.lasting[at]),
    attempted: those((at) => counted[at] && !elsewhere[at] && !settlement.lasting[at]),
    elsewhere: those((at) => elsewhere[at]),
  };
}

function staleObjects({ entities, changes, entityOfChange, membersOfChange }: RunIndex): Map<Entity, number> {
  const stale = entities.map(({ names }) => new Uint8Array(names.length));
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

/** A table without rows, of which nothing is known. */
export function untouched(name: string): TableSummary {
  return { name, before: 0, surviving: 0, unowned: 0, lasting: noEffects(), attempted: noEffects() };
}

/** What is left of a table: of its rows from before, and those that lost what they pointed at. */
function left({ trace }: RunIndex, name: string): Pick<TableSummary, 'before' | 'surviving' | 'unowned'> {
  const table = trace.schema.tables.find((each) => each.name === name);
  const named = namesRows(trace.schema, name);
  const references = (table?.foreignKeys ?? []).flatMap(({ columns }) =>
    columns.map((column) => table?.columns.findIndex(({ name: each }) => each === column) ?? -1),
  );
  const before = trace.before[name] ?? [];
  const after = new Map((trace.rows[name] ?? []).map((row) => [named(row), row]));
  let surviving = 0;
  let unowned = 0;
  for (const row of before) {
    const now = after.get(named(row));
    if (!now) continue;
    surviving++;
    if (references.some((at) => now[at] === null && row[at] !== null)) unowned++;
  }
  return { before: before.length, surviving, unowned };
}

/** Counts a run. Linear in its events, effects and rows. */
export const summarise = oncePerRun((index: RunIndex): Summary => {
  const { trace } = index;
  const { lasting, attempted, elsewhere } = byOutcome(index);
  const kept = count(lasting);
  const lost = count(attempted);
  const statements = operationStatements(index.events);
  const last = index.events.findLast(
    (event) => event.type === 'transaction' && isOfSession(event) && ['commit', 'rollback'].includes(event.action),
  );

  const verbs = new Map<string, number>();
  for (const { sql } of statements) {
    const verb = /\w+/.exec(sql)?.[0].toUpperCase() ?? ''; // before CREATE stands a line's end
    verbs.set(verb, (verbs.get(verb) ?? 0) + 1);
  }
  return {
    costs: costsOf(index.events),
    verbs,
    outcome: last?.type !== 'transaction' ? 'unfinished' : last.action === 'commit' ? 'committed' : 'rolled-back',
    refused: statements.find((statement) => statement.failed) ?? null,
    refusals: statements.filter((statement) => statement.failed).length,
    error: trace.error,
    warnings: trace.warnings,
    tables: index.tables.map(({ name }) => ({
      name,
      lasting: kept.get(name) ?? noEffects(),
      attempted: lost.get(name) ?? noEffects(),
      ...left(index, name),
    })),
    removed: byActor((actor) => rowsOf(lasting.filter((effect) => effect.by === actor && removes(effect)))),
    written: byActor((actor) => rowsOf(lasting.filter((effect) => effect.by === actor && !removes(effect)))),
    undone: rowsOf(attempted),
    elsewhere: totalOf(elsewhere),
    stale: staleObjects(index),
  };
});
