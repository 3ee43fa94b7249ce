// The stage's lines: relationships between classes, foreign keys between tables, and a stroke for what a foreign key
// did. Pure; where nodes stand is layout's affair.
import type { Edge } from '@xyflow/react';
import { oncePerRun } from '@/lib/trace/arrival';
import { keyOf, nameOf } from '@/lib/trace/key';
import type { RunIndex } from '@/lib/trace/run-index';
import type { ForeignKey, Schema, Table } from '@/lib/trace/schema';
import { changeOfColumn, effectOn, type TableState, valuesOf } from '@/lib/trace/state';
import type { Effect } from '@/lib/trace/trace';
import type { Line } from './layout';

type StrokeData = {
  readonly look: 'relationship' | 'foreign-key' | 'wire' | 'cascade';
  readonly label: string;
  readonly active: boolean;
  readonly bad: boolean;
  /** It goes from a later rank to an earlier one, as one line of every circle does. */
  readonly back?: boolean;
};
export type StageEdge = Edge<StrokeData, 'stroke'>;

export const classId = (name: string) => `class:${name}`;
export const tableId = (name: string) => `table:${name}`;

/** More rows than this are drawn as a field of cells. */
export const READABLE_ROWS = 12;

/** Each pair of classes once: from the one that has many to the one that refers to it. */
export function relationshipsOf({ classes }: Schema): readonly (Line & { readonly id: string })[] {
  const drawn = new Set<string>();
  return classes.flatMap(({ name, relationships }) =>
    relationships.flatMap(({ attribute, target, direction, reverse }) => {
      if (name === target || drawn.has(`${name}.${attribute}`)) return [];
      if (reverse) drawn.add(`${target}.${reverse}`);
      const backwards = direction === 'many-to-one';
      const [from, to] = backwards ? [target, name] : [name, target];
      const [there, back] = backwards ? [reverse, attribute] : [attribute, reverse];
      const label = there && back ? `${there} ⇄ ${back}` : there ? `${there} →` : `← ${back}`;
      return [{ id: `relationship:${name}.${attribute}`, source: classId(from), target: classId(to), label }];
    }),
  );
}

/** A foreign key to another table; one to its own table is said in words there. */
export interface DrawnKey extends Line {
  readonly id: string;
  readonly table: Table;
  readonly foreignKey: ForeignKey;
}

export function foreignKeysOf({ tables }: Schema): readonly DrawnKey[] {
  const known = new Set(tables.map(({ name }) => name));
  return tables.flatMap((table) =>
    table.foreignKeys.flatMap((foreignKey): DrawnKey[] => {
      const { name, references } = foreignKey;
      if (references === table.name || !known.has(references)) return [];
      return [
        {
          id: `foreign-key:${table.name}.${name}`,
          source: tableId(references),
          target: tableId(table.name),
          label: actionText(foreignKey),
          table,
          foreignKey,
        },
      ];
    }),
  );
}

/** "ON DELETE CASCADE", and what else decides when it acts. */
export function actionText({ onDelete, onDeleteColumns, onUpdate, deferred }: ForeignKey): string {
  const columns = onDeleteColumns ? ` (${onDeleteColumns.join(', ')})` : '';
  return [
    onDelete === 'NO ACTION' ? 'no ON DELETE' : `ON DELETE ${onDelete}${columns}`,
    ...(onUpdate === 'NO ACTION' ? [] : [`ON UPDATE ${onUpdate}`]),
    ...(deferred ? ['deferred'] : []),
  ].join(', ');
}

/** The foreign key of a table whose own statement this is: it looks for rows by its columns. */
function acting({ foreignKeys }: Table, statement: string): ForeignKey | null {
  const where = statement.slice(statement.lastIndexOf('WHERE'));
  return foreignKeys.find(({ columns }) => columns.every((column) => where.includes(`"${column}"`))) ?? null;
}

/** Rows by the values of columns that others refer to: their names. */
const referencedRows = oncePerRun((index: RunIndex) => {
  const known = new Map<string, ReadonlyMap<string | number, string | number>>();
  return (table: string, columns: readonly string[]): ReadonlyMap<string | number, string | number> => {
    const id = `${table} ${columns.join()}`;
    const found = known.get(id) ?? new Map(namedBy(index, table, columns));
    known.set(id, found);
    return found;
  };
});

function namedBy(index: RunIndex, name: string, columns: readonly string[]): [string | number, string | number][] {
  const table = index.tables.find((each) => each.name === name);
  const places = columns.map((column) => table?.columns.indexOf(column) ?? -1);
  return (table?.rows ?? []).map((row, at) => [
    nameOf(keyOf(places.map((place) => row[place] ?? null))),
    table?.names[at] ?? '',
  ]);
}

/** What a row held in the foreign key's columns before its effect. */
function referenceOf(index: RunIndex, state: TableState, row: number, effect: Effect, { columns }: ForeignKey) {
  const values = valuesOf(index, state, row);
  return keyOf(
    columns.map((column) => {
      const change = changeOfColumn(effect, column);
      return change ? change.from : (values[state.table.columns.indexOf(column)] ?? null);
    }),
  );
}

export interface Strokes {
  readonly edges: readonly StageEdge[];
  /** The foreign keys that drew them. */
  readonly acted: ReadonlySet<ForeignKey>;
}

/**
 * A stroke to each readable row that a foreign key touched, from the row whose removal set it off; one to the field of
 * a table whose rows are too many to read.
 */
export function cascadeStrokes(index: RunIndex, table: Table, state: TableState, bad: boolean): Strokes {
  const edges: StageEdge[] = [];
  const acted = new Set<ForeignKey>();
  const keys = new Map<string, ForeignKey | null>();
  const readable = state.table.rows.length <= READABLE_ROWS;
  for (let row = 0; row < state.lastEffect.length; row++) {
    const effect = effectOn(index, state, row);
    if (effect?.by !== 'foreign-key') continue;
    const statement = effect.statement ?? '';
    const known = keys.get(statement);
    const foreignKey = known === undefined ? acting(table, statement) : known;
    if (known === undefined) keys.set(statement, foreignKey);
    if (!foreignKey || foreignKey.references === table.name) continue;
    if (!readable && acted.has(foreignKey)) continue;
    acted.add(foreignKey);
    const { references, referenced } = foreignKey;
    const parents = referencedRows(index)(references, referenced);
    const parent = parents.get(nameOf(referenceOf(index, state, row, effect, foreignKey)));
    edges.push({
      id: `cascade:${table.name}:${readable ? state.table.names[row] : foreignKey.name}`,
      type: 'stroke',
      source: tableId(references),
      sourceHandle: parents.size <= READABLE_ROWS ? `from:${parent}` : 'from-field',
      target: tableId(table.name),
      targetHandle: readable ? `to:${state.table.names[row]}` : 'to-field',
      data: { look: 'cascade', label: '', active: true, bad },
    });
  }
  return { edges, acted };
}

/**
 * The edges as they leave and meet nodes that stand from left to right (`across`) or from top to bottom, where a
 * cascade's strokes would run through the tables and are left out.
 */
export function facing(edges: readonly StageEdge[], across: boolean): readonly StageEdge[] {
  const ends = across
    ? ({ sourceHandle: 'right', targetHandle: 'left' } as const)
    : ({ sourceHandle: 'bottom', targetHandle: 'top' } as const);
  const back = across
    ? ({ sourceHandle: 'back-left', targetHandle: 'back-right' } as const)
    : ({ sourceHandle: 'back-top', targetHandle: 'back-bottom' } as const);
  return edges.flatMap((edge) => {
    switch (edge.data?.look) {
      case 'relationship':
      case 'foreign-key':
        return [{ ...edge, ...(edge.data.back ? back : ends) }];
      case 'cascade':
        return across ? [edge] : [];
      default:
        return [edge];
    }
  });
}
