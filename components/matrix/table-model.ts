// A grid as it is drawn: rows of cells, and in each cell one segment for neighbouring states of the collection
// that come to the same. Pure; the filters decide what is there and what is blank.
import {
  CASCADES,
  dependsOnLoaded,
  type GridRuns,
  NULLABLES,
  ON_DELETES,
  outcomesOf,
  PASSIVE_DELETES,
  SETTINGS,
  type Setting,
} from '@/lib/matrix/grids';
import { type Outcome, outcomeFate } from '@/lib/matrix/outcome';
import { LOADED, type Loaded, type PassiveDeletes } from '@/lib/scenario/scenario';
import { type Filters, matches } from './filters';
import { deedsOf, wordOf } from './words';

/** Neighbouring states of the collection with the same marks and the same end. */
export interface Segment {
  readonly loaded: readonly Loaded[];
  readonly outcome: Outcome;
  /** Whether the filter wants to see it. */
  readonly shown: boolean;
}

export interface Cell {
  /** The position of its setting in SETTINGS; of its first one, when it stands for a whole row. */
  readonly setting: number;
  readonly columns: number;
  /** M2: its end depends on what happened to be loaded. */
  readonly depends: boolean;
  readonly segments: readonly Segment[];
}

export interface Row {
  readonly passiveDeletes: PassiveDeletes;
  /** Whether some cell of it has more than one segment. */
  readonly split: boolean;
  readonly cells: readonly Cell[];
}

interface Group {
  readonly cascade: string;
  readonly rows: readonly Row[];
}

/** Columns when nothing is filtered. */
export const WIDTH = ON_DELETES.length * NULLABLES.length;

/** What a reader sees of an outcome: equal text, equal marks. */
function looksOf(outcome: Outcome): string {
  return `${wordOf(outcome)} ${deedsOf(outcome)
    .map(({ actor, kind }) => `${actor} ${kind}`)
    .join(' ')} ${outcome.end}`;
}

function segmentsOf(outcomes: readonly Outcome[], filters: Filters, depends: boolean): readonly Segment[] {
  const segments: Segment[] = [];
  outcomes.forEach((outcome, at) => {
    const loaded = LOADED[at];
    if (!loaded || (filters.loaded !== null && filters.loaded !== loaded)) return;
    const last = segments.at(-1);
    if (last && looksOf(last.outcome) === looksOf(outcome)) {
      segments[segments.length - 1] = { ...last, loaded: [...last.loaded, loaded] };
    } else segments.push({ loaded: [loaded], outcome, shown: matches(filters.show, outcome, depends) });
  });
  return segments;
}

function cellOf(runs: GridRuns, setting: number, filters: Filters): Cell {
  const outcomes = outcomesOf(runs, setting);
  const depends = dependsOnLoaded(outcomes);
  return { setting, columns: 1, depends, segments: segmentsOf(outcomes, filters, depends) };
}

/** A row that SQLAlchemy rejects whatever the database says is one cell. */
function joined(cells: readonly Cell[]): readonly Cell[] {
  const [first] = cells;
  const rejected = (cell: Cell) => cell.segments.every(({ outcome }) => outcomeFate(outcome) === 'rejected');
  return first && cells.every(rejected) ? [{ ...first, columns: cells.length }] : cells;
}

const positionOf = ({ cascade, passiveDeletes, onDelete, nullable }: Setting) =>
  SETTINGS.findIndex(
    (each) =>
      each.cascade === cascade &&
      each.passiveDeletes === passiveDeletes &&
      each.onDelete === onDelete &&
      each.nullable === nullable,
  );

/** A column of the table. */
type Column = Pick<Setting, 'onDelete' | 'nullable'>;

export interface TableModel {
  readonly columns: readonly Column[];
  readonly groups: readonly Group[];
}

const isShown = ({ segments }: Cell) => segments.some(({ shown }) => shown);

/** The table of a grid under filters: without the rows and columns of which nothing is shown. */
export function tableOf(runs: GridRuns, filters: Filters): TableModel {
  const columns = ON_DELETES.flatMap((onDelete) =>
    NULLABLES.filter((each) => filters.nullable === null || each === filters.nullable).map((nullable) => ({
      onDelete,
      nullable,
    })),
  );
  const rows = CASCADES.flatMap((cascade) =>
    PASSIVE_DELETES.filter((each) => filters.passiveDeletes === null || each === filters.passiveDeletes).map(
      (passiveDeletes) => {
        const cells = columns.map(({ onDelete, nullable }) =>
          cellOf(runs, positionOf({ cascade, passiveDeletes, onDelete, nullable }), filters),
        );
        return { cascade, passiveDeletes, cells };
      },
    ),
  ).filter(({ cells }) => cells.some(isShown));
  const kept = columns.map((_, at) => rows.some(({ cells }) => cells[at] && isShown(cells[at])));
  const groups = CASCADES.map((cascade) => ({
    cascade,
    rows: rows
      .filter((row) => row.cascade === cascade)
      .map(({ passiveDeletes, cells: all }) => {
        const cells = all.filter((_, at) => kept[at]);
        return { passiveDeletes, split: cells.some(({ segments }) => segments.length > 1), cells: joined(cells) };
      }),
  }));
  return { columns: columns.filter((_, at) => kept[at]), groups: groups.filter((group) => group.rows.length > 0) };
}

/** How many settings each choice of `show` has, under the other filters. */
export function countSettings(runs: GridRuns, filters: Filters): number {
  return tableOf(runs, filters)
    .groups.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))
    .reduce((sum, { columns, segments }) => sum + (segments.some(({ shown }) => shown) ? columns : 0), 0);
}
