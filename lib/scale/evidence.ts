// PostgreSQL's own account of one DELETE: EXPLAIN (ANALYZE) of it, and the plans of the foreign keys' queries as
// auto_explain reported them.

/** A foreign key's trigger, as the last lines of EXPLAIN (ANALYZE) name it. */
export interface ConstraintTrigger {
  readonly constraint: string;
  readonly milliseconds: number;
  readonly calls: number;
}

/** A query that foreign keys ran, and the plan that it had the first time. */
export interface NestedQuery {
  readonly sql: string;
  readonly plan: string;
  /** How the plan finds the rows, for example "Index Scan" or "Seq Scan". */
  readonly scan: string;
  readonly times: number;
  /** Of all its executions together. */
  readonly milliseconds: number;
}

export interface Evidence {
  readonly sql: string;
  readonly posts: number;
  /** The text of EXPLAIN (ANALYZE); empty when PostgreSQL refused the statement. */
  readonly explain: string;
  readonly triggers: readonly ConstraintTrigger[];
  readonly queries: readonly NestedQuery[];
  /** PostgreSQL's words when it refused. */
  readonly refused: string | null;
}

/** Reads the triggers out of the text of EXPLAIN (ANALYZE). */
export function triggersOf(explain: string): ConstraintTrigger[] {
  return [...explain.matchAll(/^Trigger for constraint (\S+?)(?: on \S+)?: time=([\d.]+) calls=(\d+)/gm)].map(
    ([, constraint = '', milliseconds, calls]) => ({
      constraint,
      milliseconds: Number(milliseconds),
      calls: Number(calls),
    }),
  );
}

/** Gathers the foreign keys' queries among auto_explain's messages. Only ri_triggers.c writes ONLY (W3). */
export function queriesOf(messages: readonly string[]): NestedQuery[] {
  const queries = new Map<string, { -readonly [field in keyof NestedQuery]: NestedQuery[field] }>();
  for (const message of messages) {
    const [, duration, sql, plan] =
      message.match(/^duration: ([\d.]+) ms {2}plan:\nQuery Text: ([^\n]* ONLY [^\n]*)\n(.*)$/s) ?? [];
    if (sql === undefined || plan === undefined) continue;
    const known = queries.get(sql);
    if (known) {
      known.times++;
      known.milliseconds += Number(duration);
    } else queries.set(sql, { sql, plan, scan: scanOf(plan), times: 1, milliseconds: Number(duration) });
  }
  return [...queries.values()];
}

function scanOf(plan: string): string {
  return plan.match(/(Index Only Scan|Bitmap Heap Scan|Index Scan|Seq Scan)/)?.[1] ?? 'no scan';
}
