// When a rule holds, in words.
import type { Rule } from './rule';

/** For example "since SQLAlchemy 2.1, with psycopg and psycopg2"; null for always. */
export function extentOf({ since, until, releases, drivers }: Rule): string | null {
  const said = [
    ...(since ? [`since SQLAlchemy ${since}`] : []),
    ...(until ? [`until SQLAlchemy ${until}`] : []),
    ...(releases ? [`since SQLAlchemy ${Object.values(releases).sort().join(' and ')}`] : []),
    ...(drivers ? [`with ${drivers.join(' and ')}`] : []),
  ];
  return said.length > 0 ? said.join(', ') : null;
}
