import { describe, expect, it } from 'vitest';
import { NO_FILTERS, readFilters, SHOWS, writeFilters } from '@/components/matrix/filters';
import { type GridPosition, moveInGrid } from '@/components/matrix/grid-keys';
import { countSettings, tableOf } from '@/components/matrix/table-model';
import { type GridRuns, NULLABLES, PASSIVE_DELETES, SETTINGS } from '@/lib/matrix/grids';
import type { Outcome } from '@/lib/matrix/outcome';
import { LOADED } from '@/lib/scenario/scenario';

const NOTHING = { deleted: 0, inserted: 0, nulled: 0, changed: 0 };
const NOBODY = { client: NOTHING, 'foreign-key': NOTHING, trigger: NOTHING };

/** An outcome of three posts, told apart by its end. */
function anOutcome(settings: Partial<Outcome> = {}): Outcome {
  return {
    error: null,
    children: { ...NOBODY, client: { ...NOTHING, deleted: 3 } },
    unowned: 0,
    verdict: '',
    end: 'gone',
    ...settings,
  };
}
const BY_ORM = anOutcome();
const BY_FOREIGN_KEY = anOutcome({ children: { ...NOBODY, 'foreign-key': { ...NOTHING, deleted: 3 } } });
const REFUSED = anOutcome({
  error: { class: 'IntegrityError', sqlstate: '23503' },
  children: NOBODY,
  end: 'all there',
});
const REJECTED = anOutcome({
  error: { class: 'ArgumentError', sqlstate: null },
  children: REFUSED.children,
  end: 'rejected',
});

/** Runs in which every setting comes to the same three outcomes, except for passive_deletes="all": rejected. */
function someRuns(no: Outcome, partial: Outcome, loaded: Outcome): GridRuns {
  return {
    postgres: '18',
    outcomes: [no, partial, loaded, REJECTED],
    runs: SETTINGS.flatMap(({ passiveDeletes }) => (passiveDeletes === 'all' ? [3, 3, 3] : [0, 1, 2])),
  };
}
const rowsOf = (runs: GridRuns, filters = NO_FILTERS) => tableOf(runs, filters).groups[0]?.rows ?? [];
const cellsOf = (runs: GridRuns, filters = NO_FILTERS) => rowsOf(runs, filters)[0]?.cells ?? [];
const loadedOf = (runs: GridRuns) => cellsOf(runs)[0]?.segments.map(({ loaded }) => loaded);

describe('the table', () => {
  it('has one segment for neighbouring states of the collection that look alike and end alike', () => {
    expect(loadedOf(someRuns(BY_ORM, BY_ORM, BY_ORM))).toEqual([LOADED]);
    expect(loadedOf(someRuns(BY_FOREIGN_KEY, BY_FOREIGN_KEY, BY_ORM))).toEqual([['no', 'partial'], ['loaded']]);
    expect(loadedOf(someRuns(BY_ORM, REFUSED, BY_ORM))).toEqual([['no'], ['partial'], ['loaded']]);
    expect(loadedOf(someRuns(BY_ORM, BY_ORM, { ...BY_ORM, end: 'half' }))).toEqual([['no', 'partial'], ['loaded']]);
  });

  it('marks a setting as depending on what was loaded by its end, not by its author', () => {
    expect(cellsOf(someRuns(BY_FOREIGN_KEY, BY_FOREIGN_KEY, BY_ORM))[0]?.depends).toBe(false);
    expect(cellsOf(someRuns(REFUSED, REFUSED, BY_ORM))[0]?.depends).toBe(true);
  });

  it('makes one cell of a row that SQLAlchemy rejects as a whole', () => {
    const rows = rowsOf(someRuns(BY_ORM, BY_ORM, BY_ORM));
    expect(rows[PASSIVE_DELETES.indexOf('all')]?.cells.map(({ columns }) => columns)).toEqual([12]);
  });

  it('shows under a filter what matches it and nothing else', () => {
    const runs = someRuns(REFUSED, REFUSED, BY_ORM);
    const [cell] = cellsOf(runs, { ...NO_FILTERS, show: 'refused' });
    expect(cell?.segments.map(({ shown }) => shown)).toEqual([true, false]);
    expect(cellsOf(runs, { ...NO_FILTERS, loaded: 'loaded' })[0]?.segments).toHaveLength(1);
    expect(cellsOf(runs, { ...NO_FILTERS, nullable: true })).toHaveLength(6);
    expect(rowsOf(runs, { ...NO_FILTERS, passiveDeletes: true })).toHaveLength(1);
  });

  it('is without the rows and columns of which a filter shows nothing', () => {
    const runs = someRuns(BY_ORM, BY_ORM, BY_ORM);
    const wanted = SETTINGS.findIndex(({ passiveDeletes }) => passiveDeletes === true);
    const one = { ...runs, outcomes: [...runs.outcomes, REFUSED], runs: runs.runs.with(wanted * LOADED.length, 4) };
    const { columns, groups } = tableOf(one, { ...NO_FILTERS, show: 'refused' });
    const setting = SETTINGS[wanted];
    expect(columns).toEqual([{ onDelete: setting?.onDelete, nullable: setting?.nullable }]);
    expect(groups.map((group) => [group.cascade, group.rows.length])).toEqual([[setting?.cascade, 1]]);
    expect(tableOf(runs, { ...NO_FILTERS, show: 'refused' })).toEqual({ columns: [], groups: [] });
  });

  it('counts settings, also those that share a cell', () => {
    const runs = someRuns(REFUSED, REFUSED, BY_ORM);
    const counts = Object.fromEntries(SHOWS.map((show) => [show, countSettings(runs, { ...NO_FILTERS, show })]));
    expect(counts).toEqual({
      everything: 180,
      depends: 120,
      orm: 120,
      'foreign-key': 0,
      null: 0,
      refused: 120,
      rejected: 60,
    });
    expect(countSettings(runs, { ...NO_FILTERS, show: 'refused', loaded: 'loaded' })).toBe(0);
  });
});

describe('the filters in the address', () => {
  it('come back from the address as they were written', () => {
    for (const show of SHOWS)
      for (const passiveDeletes of [null, ...PASSIVE_DELETES])
        for (const nullable of [null, ...NULLABLES])
          for (const loaded of [null, ...LOADED]) {
            const filters = { show, passiveDeletes, nullable, loaded };
            expect(readFilters(writeFilters(filters))).toEqual({ filters, ignored: [] });
          }
  });

  it('are left out when nothing is filtered, and fall back one by one', () => {
    expect(writeFilters(NO_FILTERS)).toBe('');
    const { filters, ignored } = readFilters('?show=nonsense&passive_deletes=toString&nullable=1&loaded=loaded');
    expect(filters).toEqual({ ...NO_FILTERS, loaded: 'loaded' });
    expect(ignored.map(({ field }) => field)).toEqual(['show', 'passive_deletes', 'nullable']);
    expect(ignored[1]?.reason).toBe('it is none of False, True, all');
  });
});

describe('the arrow keys', () => {
  const at = (row: number, column: number, line = 0, lines = 1, columns = 1): GridPosition => ({
    row,
    column,
    columns,
    line,
    lines,
  });
  // Two rows of three columns: a split cell, one that is blank, whole ones; and a row of one wide cell.
  const upper = at(0, 0, 0, 2);
  const lower = at(0, 0, 2, 1);
  const right = at(0, 2, 0, 3);
  const wide = at(1, 0, 0, 1, 3);
  const last = at(2, 2);
  const all = [upper, lower, right, wide, last];
  const move = (from: GridPosition, key: string, ctrlKey = false) => moveInGrid(all, from, { key, ctrlKey });

  it('go through the lines of a cell before they leave it, and over blanks', () => {
    expect(move(upper, 'ArrowDown')).toBe(lower);
    expect(move(lower, 'ArrowDown')).toBe(wide);
    expect(move(lower, 'ArrowRight')).toBe(right);
    expect(move(right, 'ArrowLeft')).toBe(upper);
    expect(move(right, 'ArrowDown')).toBe(wide);
    expect(move(last, 'ArrowUp')).toBe(wide);
  });

  it('stay at the edges, and leave other keys alone', () => {
    expect(move(upper, 'ArrowUp')).toBe(upper);
    expect(move(upper, 'ArrowLeft')).toBe(upper);
    expect(move(last, 'ArrowDown')).toBe(last);
    expect(move(last, 'Tab')).toBeNull();
  });

  it('have Home and End for the row, with Ctrl for the whole', () => {
    expect(move(right, 'Home')).toBe(upper);
    expect(move(upper, 'End')).toBe(right);
    expect(move(last, 'Home', true)).toBe(upper);
    expect(move(upper, 'End', true)).toBe(last);
  });
});
