// What a driver is given where asyncpg is given numbered placeholders: the rule by which the recordings were made and
// checked (recorded/README.md), written without a look at lib/orm/drivers.ts.

import type { ParameterSet, Value } from '@/lib/trace/trace';
import type { Driver } from '@/lib/versions';

interface Given {
  readonly sql: string;
  readonly parameters: readonly ParameterSet[];
}

export function givenTo(
  driver: Driver,
  sql: string,
  parameters: readonly (readonly Value[])[],
  names: readonly string[],
): Given {
  if (driver === 'asyncpg') return { sql, parameters };
  const parts = sql.replaceAll('%', '%%').split(/(\$\d+(?:::[A-Z]+)?)/);
  const named = parts.map((part, at) => {
    if (at % 2 === 0) return part;
    const [number = '', cast] = part.slice(1).split('::');
    const placeholder = `%(${names[Number(number) - 1]})s`;
    return driver === 'psycopg' && cast ? `${placeholder}::${cast}` : placeholder;
  });
  const byName = (set: readonly Value[]) => Object.fromEntries(names.map((name, at) => [name, set[at] ?? null]));
  return { sql: named.join(''), parameters: parameters.map(byName) };
}
