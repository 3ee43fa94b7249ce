// What the rows of a class are called: their first text column, by the row's name.
import { oncePerRun } from '@/lib/trace/arrival';
import type { Name } from '@/lib/trace/key';
import type { RunIndex } from '@/lib/trace/run-index';
import type { MappedClass } from '@/lib/trace/schema';

/** As many letters of a name fit into a chip. */
const LETTERS = 14;

export const rowNamesOf = oncePerRun((index: RunIndex) => {
  const known = new Map<string, ReadonlyMap<Name, string>>();
  return ({ name, tables }: MappedClass): ReadonlyMap<Name, string> => {
    const found = known.get(name) ?? namesIn(index, tables);
    known.set(name, found);
    return found;
  };
});

function namesIn(index: RunIndex, tables: readonly string[]): ReadonlyMap<Name, string> {
  for (const name of tables) {
    const { columns = [], key = [] } = index.trace.schema.tables.find((each) => each.name === name) ?? {};
    const at = columns.findIndex((each) => /^(text|character varying)/.test(each.type) && !key.includes(each.name));
    const table = index.tables.find((each) => each.name === name);
    if (at < 0 || !table) continue;
    return new Map(
      table.rows.map((row, place) => {
        const text = String(row[at] ?? '');
        return [table.names[place] ?? '', text.length > LETTERS ? `${text.slice(0, LETTERS)}…` : text];
      }),
    );
  }
  return new Map();
}
