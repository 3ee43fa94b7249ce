// What a run cost and did, as numbers to lay beside each other.

import { ACTORS, type Actor } from '@/lib/trace/actor';
import { numeral } from '@/lib/trace/quantity';
import type { Summary } from '@/lib/trace/summary';

export interface Count {
  /** The same for the same thing, whatever its number. */
  readonly id: string;
  readonly value: string;
  /** In the number of the value: "statement" or "statements". */
  readonly label: string;
  readonly actor: Actor | null;
}

const NAMED = { client: 'the ORM', 'foreign-key': 'a foreign key', trigger: 'a trigger' } as const satisfies Record<
  Actor,
  string
>;

/** Rows count once for each who touched them; what nobody did is left out. */
export function countsOf(summary: Summary): readonly Count[] {
  const { before, operation } = summary.costs;
  if (operation.roundTrips === 0) return [];
  const count = (id: string, value: number, one: string, many: string, actor: Actor | null = null): Count => ({
    id,
    value: numeral(value),
    label: value === 1 ? one : many,
    actor,
  });
  const rows = (id: string, value: number, what: string, actor: Actor | null = null): readonly Count[] =>
    value === 0 ? [] : [count(id, value, `row ${what}`, `rows ${what}`, actor)];
  const surviving = summary.tables.reduce((sum, table) => sum + table.surviving, 0);
  return [
    ...ACTORS.flatMap((actor) => rows(`removed ${actor}`, summary.removed[actor], `removed by ${NAMED[actor]}`, actor)),
    ...ACTORS.flatMap((actor) => rows(`written ${actor}`, summary.written[actor], `written by ${NAMED[actor]}`, actor)),
    ...rows('undone', summary.undone, 'touched and rolled back'),
    count('statements', operation.statements, 'statement', 'statements'),
    count('round trips', operation.roundTrips, 'round trip', 'round trips'),
    count('loaded', operation.rowsLoaded, 'row loaded into Python', 'rows loaded into Python'),
    count('surviving', surviving, 'row survives', 'rows survive'),
    ...(before.roundTrips === 0
      ? []
      : [count('before', before.roundTrips, 'round trip before the operation', 'round trips before the operation')]),
  ];
}

/** Ids of the counts that are not the same in all verdicts; those without any are left out. */
export function differingCounts(
  verdicts: readonly ({ readonly counts: readonly Count[] } | null)[],
): ReadonlySet<string> {
  const all = verdicts.flatMap((verdict) => (verdict && verdict.counts.length > 0 ? [verdict.counts] : []));
  const valueIn = (counts: readonly Count[], id: string) => counts.find((each) => each.id === id)?.value ?? '0';
  const ids = new Set(all.flatMap((counts) => counts.map(({ id }) => id)));
  return new Set([...ids].filter((id) => new Set(all.map((counts) => valueIn(counts, id))).size > 1));
}
