// What the ways of a comparison and their parts are called.
import { cascades } from '@/lib/scenario/cascade';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import type { Name } from '@/lib/trace/key';

/** A way by what sets it apart: how the children are to go, and whatever is not as usual. */
export function nameOf(way: Scenario): string {
  const { cascade, passiveDeletes, onDelete, nullable, loaded, sqlalchemy, driver, gone, mapper } = way;
  const orphans = cascades(cascade, 'delete-orphan');
  const deletes = cascades(cascade, 'delete');
  const passive = passiveDeletes === 'all' ? 'passive_deletes="all"' : 'passive_deletes=True';
  const how = orphans ? 'delete-orphan' : deletes ? 'cascade only' : 'no delete cascade';
  return [
    ...(passiveDeletes === false ? [how] : [passive, ...(deletes ? [] : [how])]),
    ...(onDelete === 'CASCADE' ? [] : [`ondelete=${onDelete ?? 'None'}`]),
    ...(nullable ? ['nullable'] : []),
    ...(loaded === 'no' ? [] : [loaded === 'loaded' ? 'loaded' : 'one loaded']),
    ...(sqlalchemy === DEFAULT_SCENARIO.sqlalchemy ? [] : [`SQLAlchemy ${sqlalchemy}`]),
    ...(driver === DEFAULT_SCENARIO.driver ? [] : [driver]),
    ...(gone === 'nothing' ? [] : ['rows gone meanwhile']),
    ...(mapper === 'plain' ? [] : [mapper]),
  ].join(', ');
}

/** "1", "1 and 3", "1, 2 and 3", from positions. */
export function waysInWords(positions: readonly number[]): string {
  const numbers = positions.map((position) => String(position + 1));
  return numbers.length < 2 ? numbers.join() : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}

const MOST_RANGES = 5;

/** Ascending names in short: "1–3, 7". */
export function keysInWords(names: readonly Name[]): string {
  const ranges: [Name, Name][] = [];
  for (const name of names) {
    const range = ranges.at(-1);
    if (range && typeof name === 'number' && range[1] === name - 1) range[1] = name;
    else ranges.push([name, name]);
  }
  const shown = ranges
    .slice(0, MOST_RANGES)
    .map(([from, to]) =>
      from === to ? from.toLocaleString('en') : `${from.toLocaleString('en')}–${to.toLocaleString('en')}`,
    );
  return shown.join(', ') + (ranges.length > MOST_RANGES ? ' …' : '');
}
