// A run on its way from the worker to the page: its long lists travel in parts, because the page must read each
// message in one go, and 100,000 rows in one message would freeze it.
import type { Insight, ObjectGroup } from '@/lib/trace/insight';
import type { Effect, ParameterSet, Row, StatementEvent, Tables, Trace, TraceEvent } from '@/lib/trace/trace';

/** Entries of a list in one part: about 5 ms of reading on a slow machine. */
export const ENTRIES = 2500;

/**
 * The first part is the run with its long lists cut off behind `ENTRIES`; the others continue one list each. `S` is
 * the type of its scenario.
 */
export type RunPart<S> =
  | { readonly type: 'run'; readonly run: Trace<S> }
  | { readonly type: 'rows'; readonly when: 'before' | 'after'; readonly table: string; readonly rows: readonly Row[] }
  | { readonly type: 'effects'; readonly event: number; readonly effects: readonly Effect[] }
  | { readonly type: 'parameters'; readonly event: number; readonly parameters: readonly ParameterSet[] }
  /** `group` counts the groups of objects in the insight, in the order of `groupsOf`. */
  | { readonly type: 'keys'; readonly group: number; readonly keys: ObjectGroup['keys'] };

export function* takeApart<S>(run: Trace<S>): Generator<RunPart<S>> {
  const rest: RunPart<S>[] = [];
  const shortened = (tables: Tables, when: 'before' | 'after'): Tables => {
    const entries = Object.entries(tables).map(([table, rows]) => {
      for (const slice of slicesBehindFirst(rows)) rest.push({ type: 'rows', when, table, rows: slice });
      return [table, rows.slice(0, ENTRIES)] as const;
    });
    return Object.fromEntries(entries);
  };
  const events = run.events.map((event, index): TraceEvent => {
    if (event.type !== 'statement') return event;
    for (const effects of slicesBehindFirst(event.effects)) rest.push({ type: 'effects', event: index, effects });
    for (const slice of slicesBehindFirst(event.parameters)) {
      rest.push({ type: 'parameters', event: index, parameters: slice });
    }
    return { ...event, effects: event.effects.slice(0, ENTRIES), parameters: event.parameters.slice(0, ENTRIES) };
  });
  const before = shortened(run.before, 'before');
  const rows = shortened(run.rows, 'after');
  const { insight } = run;
  for (const [group, { keys }] of [...groupsOf(insight)].entries()) {
    for (const slice of slicesBehindFirst(keys)) rest.push({ type: 'keys', group, keys: slice });
  }
  yield { type: 'run', run: { ...run, before, events, rows, ...(insight && { insight: withoutLongGroups(insight) }) } };
  yield* rest;
}

export function* slicesBehindFirst<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let from = ENTRIES; from < list.length; from += ENTRIES) yield list.slice(from, from + ENTRIES);
}

function* groupsOf(insight: Insight | undefined): Generator<ObjectGroup> {
  for (const { tasks } of insight?.flushes ?? []) for (const { objects } of tasks) yield* objects;
  yield* insight?.identityMap.before ?? [];
  yield* insight?.identityMap.after ?? [];
}

function withoutLongGroups({ flushes, identityMap }: Insight): Insight {
  const shortened = <G extends ObjectGroup>(groups: readonly G[]): readonly G[] =>
    groups.map((group) => ({ ...group, keys: group.keys.slice(0, ENTRIES) }));
  return {
    flushes: flushes.map((flush) => ({
      ...flush,
      tasks: flush.tasks.map((task) => ({ ...task, objects: shortened(task.objects) })),
    })),
    identityMap: { before: shortened(identityMap.before), after: shortened(identityMap.after) },
  };
}

/** Puts the parts of one run together again; they must be added in the order in which takeApart made them. */
export class RunAssembly<S> {
  #run: Trace<S> | null = null;
  #groups: readonly ObjectGroup[] = [];

  add(part: RunPart<S>): void {
    if (part.type === 'run') {
      this.#run = part.run;
      this.#groups = [...groupsOf(part.run.insight)];
      return;
    }
    const run = this.run;
    if (part.type === 'rows') {
      push((part.when === 'before' ? run.before : run.rows)[part.table], part.rows);
    } else if (part.type === 'keys') {
      push(this.#groups[part.group]?.keys, part.keys);
    } else if (part.type === 'effects') push(statementAt(run, part.event).effects, part.effects);
    else push(statementAt(run, part.event).parameters, part.parameters);
  }

  /** The whole run, once every part was added. */
  get run(): Trace<S> {
    if (!this.#run) throw new Error('The first part of a run is missing');
    return this.#run;
  }
}

function statementAt({ events }: Trace<unknown>, index: number): StatementEvent {
  const event = events[index];
  if (event?.type !== 'statement') throw new Error(`Event ${index} is no statement`);
  return event;
}

/** The lists were made by structured clone for this assembly alone, so that appending to them is nobody's surprise. */
export function push<T>(list: readonly T[] | undefined, more: readonly T[]): void {
  if (!list) throw new Error('A part of a run continues a list that does not exist');
  for (const entry of more) (list as T[]).push(entry);
}
