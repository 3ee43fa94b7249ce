// The outcome matrix: every combination of the settings that decide a delete, for one operation at a time.
// Axes and positions only; what is in it comes from runs (scripts/matrix.ts), never from here.
import { change } from '@/lib/scenario/change';
import { OPERATIONS } from '@/lib/scenario/operations';
import {
  DEFAULT_SCENARIO,
  LOADED,
  type Loaded,
  type OnDelete,
  OPERATIONS_OF,
  type PassiveDeletes,
  type Scenario,
  SHAPES,
} from '@/lib/scenario/scenario';
import type { Outcome } from './outcome';

/** One per behaviour, and `all` beside the plain words, because both are written. */
export const CASCADES = [
  'save-update, merge',
  'save-update, merge, delete-orphan',
  'save-update, merge, delete',
  'all',
  'all, delete-orphan',
] as const;
export const PASSIVE_DELETES = [false, true, 'all'] as const satisfies readonly PassiveDeletes[];
export const ON_DELETES = [
  null,
  'NO ACTION',
  'RESTRICT',
  'SET NULL',
  'SET DEFAULT',
  'CASCADE',
] as const satisfies readonly OnDelete[];
export const NULLABLES = [false, true] as const;

/** One matrix: an operation of a shape, with a UNIQUE foreign key or without. */
export interface Grid {
  /** As in the address of its page. */
  readonly id: string;
  readonly shape: Scenario['shape'];
  readonly operation: Scenario['operation'];
  readonly unique: boolean;
}

/** What is fixed in one cell: everything but the collection. */
export interface Setting {
  readonly cascade: string;
  readonly passiveDeletes: PassiveDeletes;
  readonly onDelete: OnDelete;
  readonly nullable: boolean;
}

/** The runs of a grid: distinct outcomes, and for each run (settings in order, then LOADED) which of them. */
export interface GridRuns {
  readonly postgres: string;
  readonly outcomes: readonly Outcome[];
  readonly runs: readonly number[];
}

export const GRIDS: readonly Grid[] = SHAPES.flatMap((shape) =>
  OPERATIONS_OF[shape].flatMap((operation) => {
    const grid = { id: `${shape}-${operation}`, shape, operation, unique: false };
    // Only here an INSERT meets the row that is to go (S1).
    return OPERATIONS[operation].does === 'replaces-child'
      ? [grid, { ...grid, id: `${grid.id}-unique`, unique: true }]
      : [grid];
  }),
);

export const DEFAULT_GRID = GRIDS[0] as Grid;

/** Every setting, in the order of the rows and, within a row, of its columns. */
export const SETTINGS: readonly Setting[] = CASCADES.flatMap((cascade) =>
  PASSIVE_DELETES.flatMap((passiveDeletes) =>
    ON_DELETES.flatMap((onDelete) => NULLABLES.map((nullable) => ({ cascade, passiveDeletes, onDelete, nullable }))),
  ),
);

export function scenarioOf({ shape, operation, unique }: Grid, setting: Setting, loaded: Loaded): Scenario {
  return change(DEFAULT_SCENARIO, { shape, operation, unique, ...setting, loaded });
}

/** The outcomes of a setting (its position in SETTINGS), in the order of LOADED. */
export function outcomesOf({ outcomes, runs }: GridRuns, setting: number): readonly Outcome[] {
  return LOADED.map((_, at) => {
    const outcome = outcomes[runs[setting * LOADED.length + at] ?? -1];
    if (!outcome) throw new RangeError(`no run of setting ${setting}`);
    return outcome;
  });
}

/** M2: whether rows and error afterwards depend on what the Session happened to have loaded. */
export function dependsOnLoaded(outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ end }) => end !== outcomes[0]?.end);
}
