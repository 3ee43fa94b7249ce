// What a PostgreSQL server older than the tab's does otherwise, which no driver has a part in.

interface Known {
  /** The first major version that does as the tab's. */
  readonly since: number;
  readonly what: string;
  /** From what the tab says to what the older server says. */
  readonly words: readonly (readonly [now: string, before: string])[];
}

const KNOWN: readonly Known[] = [
  {
    since: 18,
    what: 'ON DELETE RESTRICT refuses with SQLSTATE 23001 and words of its own only since PostgreSQL 18; before, with those of any foreign key (23503).',
    words: [
      ['violates RESTRICT setting of foreign key', 'violates foreign key'],
      [' is referenced from table', ' is still referenced from table'],
      ['RestrictViolation', 'ForeignKeyViolation'],
      ['23001', '23503'],
    ],
  },
];

/** What a server of another version would have said, and which of the known differences that took. */
export function asOlderServer(text: string, version: string): { readonly text: string; readonly known: string[] } {
  let said = text;
  const known: string[] = [];
  for (const { since, what, words } of KNOWN) {
    if (Number.parseInt(version, 10) >= since) continue;
    const before = said;
    for (const [now, then] of words) said = said.replaceAll(now, then);
    if (said !== before) known.push(what);
  }
  return { text: said, known };
}
