// Where the tables that are really there differ from the models.
import { list } from '@/lib/verdict/words';
import type { Audit, Declared } from './facts';
import type { Finding } from './finding';
import type { Severity } from './kinds';
import { placeOf } from './places';
import { type Key, keysOf } from './subject';

interface Difference {
  readonly at: string;
  readonly severity: Severity;
  readonly says: string;
}

/** None where the models have made the tables. */
export function differencesOf(audit: Audit): readonly Finding[] {
  const keys = keysOf(audit);
  return audit.facts.declared.flatMap((declared) =>
    [...differencesIn(declared, audit, keys)].map((difference): Finding => {
      const of = audit.facts.classes.find(({ tables }) => tables[0] === declared.name);
      const place = audit.facts.keys[difference.at] ?? of?.place;
      return {
        kind: 'schema-differs',
        class: of?.name ?? '',
        ...difference,
        evidence: null,
        places: place ? [place] : [],
      };
    }),
  );
}

const isSame = (one: readonly string[], other: readonly string[]) => one.join(',') === other.join(',');
const named = (names: readonly string[]) => list(names.map((name) => `\`${name}\``));

function* differencesIn(declared: Declared, { tables, facts }: Audit, keys: readonly Key[]): Generator<Difference> {
  const { name } = declared;
  const table = tables.find((each) => each.name === name);
  if (!table) {
    yield { at: name, severity: 'breaks', says: `The models have a table \`${name}\`, and the database has none.` };
    return;
  }
  for (const column of declared.columns) {
    const real = table.columns.find((each) => each.name === column.name);
    const at = `${name}.${column.name}`;
    if (!real) yield { at, severity: 'breaks', says: `The models have a column \`${at}\`, and the database has none.` };
    else if (real.nullable !== column.nullable) {
      const [models, database] = real.nullable ? ['NOT NULL', 'may be NULL'] : ['nullable', 'may not be NULL'];
      const says = `\`${at}\` is ${models} in the models, and ${database} in the database.`;
      yield { at, severity: real.nullable ? 'tidy' : 'breaks', says };
    }
  }
  const real = keys.filter((key) => key.table === name);
  for (const key of declared.foreignKeys) {
    const at = placeOf(declared, key);
    const own = real.find(({ columns, references }) => isSame(columns, key.columns) && references === key.references);
    if (!own) {
      const says = `The models have a foreign key \`${at}\` to \`${key.references}\`, and the database has none: nothing happens to its rows.`;
      yield { at, severity: 'breaks', says };
    } else if (own.onDelete !== key.onDelete) {
      const says = `\`${at}\` is ON DELETE ${key.onDelete} in the models, and ON DELETE ${own.onDelete} in the database.`;
      yield { at, severity: 'breaks', says };
    }
  }
  for (const own of real) {
    if (declared.foreignKeys.some(({ columns }) => isSame(columns, own.columns))) continue;
    const says = `The database has a foreign key \`${own.place}\` to \`${own.references}\`, of which the models say nothing.`;
    yield { at: own.place, severity: 'breaks', says };
  }
  for (const columns of declared.uniques) {
    if ((facts.uniques[name] ?? []).some((each) => isSame([...each].sort(), [...columns].sort()))) continue;
    const says = `${named(columns)} of \`${name}\` is UNIQUE in the models, and not in the database.`;
    yield { at: placeOf(declared, { columns }), severity: 'tidy', says };
  }
  for (const own of real.filter(({ indexed, unique }) => !indexed && !unique)) {
    if (!declared.indexes.some((columns) => own.columns.every((column, at) => columns[at] === column))) continue;
    const says = `The models have an index that begins with ${named(own.columns)} of \`${name}\`, and the database has none.`;
    yield { at: own.place, severity: 'slow', says };
  }
}
