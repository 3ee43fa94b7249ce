// Where two traces of the same scenario differ: one from the model, one from SQLAlchemy itself. Compares what was
// sent and what came of it, field by field; times, rules and the wording of notes are each engine's own.
import type { Effect, Trace, TraceEvent, Value } from '@/lib/trace/trace';

/** One comparable step: a transaction's begin or end, or a statement with everything that came of it. */
type Step = readonly unknown[];

/** One line for each difference; none when the two agree. */
export function differences<S>(actual: Trace<S>, expected: Trace<S>): string[] {
  const steps = stepsOf(actual.events);
  const wanted = stepsOf(expected.events);
  const found: string[] = [];
  for (let at = 0; at < Math.max(steps.length, wanted.length); at++) {
    found.push(...difference(`step ${at + 1}`, steps[at], wanted[at]));
  }
  return [
    ...found,
    ...difference('error', actual.error, expected.error),
    ...difference('warnings', actual.warnings, expected.warnings),
    ...difference('objects', objectsOf(actual.events), objectsOf(expected.events)),
    ...difference('rows', actual.rows, expected.rows),
  ];
}

function stepsOf(events: readonly TraceEvent[]): readonly Step[] {
  return withoutUnstableOrder(
    events.flatMap((event): Step[] => {
      if (event.type === 'session') return [];
      if (event.type === 'transaction') return [[event.at, event.action]];
      const { at, sql, many, parameters, rowcount, effects, failed } = event;
      return [[at, sql, many, parameters, rowcount, failed, effects.map(effectStep)]];
    }),
  );
}

function effectStep({ by, operation, table, key, change, statement }: Effect): Step {
  return [by, operation, table, key, change && [change.column, change.from, change.to], statement];
}

/**
 * F6: SQLAlchemy walks a Python set of objects when several of them load lazily inside one flush, so the order of
 * neighbouring lazy SELECTs there differs from run to run. Nothing else is compared as a set.
 */
function withoutUnstableOrder(steps: readonly Step[]): readonly Step[] {
  const isUnstable = (step: Step | undefined) => step?.[0] === 'flush' && String(step[1]).startsWith('SELECT');
  const sorted = [...steps];
  for (let start = 0; start < sorted.length; start++) {
    let end = start;
    while (isUnstable(sorted[end])) end++;
    if (end - start < 2) continue;
    const selects = sorted.slice(start, end).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    sorted.splice(start, selects.length, ...selects);
    start = end;
  }
  return sorted;
}

/** What the Session holds in the end: "Post 1" is "deleted user_id=1". */
function objectsOf(events: readonly TraceEvent[]): Readonly<Record<string, string>> {
  const held = new Map<string, { readonly state: string; readonly userId: Value | undefined }>();
  for (const event of events) {
    if (event.type !== 'session') continue;
    for (const { entity, keys, state, userId } of event.objects) {
      for (const key of keys) {
        const name = `${entity} ${key}`;
        held.set(name, { state, userId: userId === undefined ? held.get(name)?.userId : userId });
      }
    }
  }
  return Object.fromEntries(
    [...held]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { state, userId }]) => [name, userId === undefined ? state : `${state} user_id=${userId}`]),
  );
}

function difference(what: string, actual: unknown, expected: unknown): string[] {
  const [said, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  return said === wanted ? [] : [`${what}: ${said} instead of ${wanted}`];
}
