// One pure function turns the state of a program's run into nodes and edges: its classes with their relationships
// above, its tables with their foreign keys below. Where they stand is the layout's affair.
import type { Node } from '@xyflow/react';
import type { RunIndex } from '@/lib/trace/run-index';
import type { ForeignKey, MappedClass, Schema, Table } from '@/lib/trace/schema';
import {
  type EntityState,
  effectOn,
  type RunState,
  refusingConstraint,
  type TableState,
  valuesOf,
} from '@/lib/trace/state';
import type { CollectionChange, Effect } from '@/lib/trace/trace';
import {
  type LaneData,
  type LaneStageNode,
  type StageEdge,
  type TicketStageNode,
  ticketNode,
  transactionNote,
  tripsNote,
} from './flow';
import type { ProgramCast } from './program-layout';

export type ClassData = {
  readonly mapped: MappedClass;
  readonly index: RunIndex;
  /** Its objects that the Session ever meets. */
  readonly objects: EntityState | null;
  /** What the Session has said of its collections. */
  readonly collections: readonly CollectionChange[];
};
export type ProgramTableData = {
  readonly table: Table;
  readonly index: RunIndex;
  readonly state: TableState;
  readonly transaction: RunState['transaction'];
};
export type ProgramNode =
  | LaneStageNode
  | TicketStageNode
  | Node<ClassData, 'class'>
  | Node<ProgramTableData, 'program-table'>;

export interface ProgramStageParts {
  readonly nodes: readonly ProgramNode[];
  readonly edges: readonly StageEdge[];
  readonly cast: ProgramCast;
}

const at = { x: 0, y: 0 };
const classId = (name: string) => `class:${name}`;
const tableId = (name: string) => `table:${name}`;

/** Each pair of classes once: from the one that has many to the one that refers to it. */
function relationshipEdges({ classes }: Schema): StageEdge[] {
  const drawn = new Set<string>();
  return classes.flatMap(({ name, relationships }) =>
    relationships.flatMap(({ attribute, target, direction, reverse }): StageEdge[] => {
      if (name === target || drawn.has(`${name}.${attribute}`)) return [];
      if (reverse) drawn.add(`${target}.${reverse}`);
      const backwards = direction === 'many-to-one';
      const [from, to] = backwards ? [target, name] : [name, target];
      const [there, back] = backwards ? [reverse, attribute] : [attribute, reverse];
      return [
        {
          id: `relationship:${name}.${attribute}`,
          type: 'stroke',
          source: classId(from),
          target: classId(to),
          data: {
            look: 'relationship',
            label: there && back ? `${there} ⇄ ${back}` : there ? `${there} →` : `← ${back}`,
            active: false,
            bad: false,
          },
        },
      ];
    }),
  );
}

/** "ON DELETE CASCADE", and what else decides when it acts. */
export function actionText({ onDelete, deferred }: ForeignKey): string {
  return `${onDelete === 'NO ACTION' ? 'no ON DELETE' : `ON DELETE ${onDelete}`}${deferred ? ', deferred' : ''}`;
}

/** Whether the foreign key's own statement looks for rows by the columns of this one. */
function acted({ columns }: ForeignKey, { statement }: Effect): boolean {
  const where = statement?.slice(statement.lastIndexOf('WHERE')) ?? '';
  return columns.every((column) => where.includes(`"${column}"`));
}

/** A stroke to each row that a foreign key touched, from the row whose removal set it off. */
function cascadeStrokes(index: RunIndex, { table, state }: ProgramTableData, bad: boolean): StageEdge[] {
  const names = table.columns.map(({ name }) => name);
  return state.table.keys.flatMap((key, row): StageEdge[] => {
    const effect = effectOn(index, state, row);
    if (effect?.by !== 'foreign-key') return [];
    const foreignKey = table.foreignKeys.find((each) => acted(each, effect));
    const [column] = foreignKey?.columns ?? [];
    if (!foreignKey || column === undefined || foreignKey.columns.length > 1 || foreignKey.references === table.name) {
      return [];
    }
    const before =
      effect.change?.column === column ? effect.change.from : valuesOf(index, state, row, [])[names.indexOf(column)];
    return [
      {
        id: `cascade:${table.name}:${key}`,
        type: 'stroke',
        source: tableId(foreignKey.references),
        sourceHandle: `from:${before}`,
        target: tableId(table.name),
        targetHandle: `to:${key}`,
        data: { look: 'cascade', label: '', active: true, bad },
      },
    ];
  });
}

/**
 * The edges as they leave and meet nodes that stand from left to right (`across`) or from top to bottom, where a
 * cascade's strokes would run through the tables and are left out.
 */
export function facing(edges: readonly StageEdge[], across: boolean): StageEdge[] {
  const ends = across
    ? ({ sourceHandle: 'right', targetHandle: 'left' } as const)
    : ({ sourceHandle: 'bottom', targetHandle: 'top' } as const);
  return edges.flatMap((edge) => {
    switch (edge.data?.look) {
      case 'relationship':
      case 'foreign-key':
        return [{ ...edge, ...ends }];
      case 'cascade':
        return across ? [edge] : [];
      default:
        return [edge];
    }
  });
}

/** Everything on the stage at a state, without positions. `gutter` is whether the lanes' names have one of their own. */
export function toProgramStage(index: RunIndex, state: RunState, schema: Schema, gutter: boolean): ProgramStageParts {
  const ticket = ticketNode(index, state);
  const refused = state.transaction === 'refused';
  const refusing = refusingConstraint(index, state);
  const tables = schema.tables.flatMap((table): ProgramTableData[] => {
    const found = state.tables.find((each) => each.table.name === table.name);
    return found ? [{ table, index, state: found, transaction: state.transaction }] : [];
  });
  const relationships = relationshipEdges(schema);
  const strokes = tables.flatMap((each) => cascadeStrokes(index, each, refused));
  const moved = new Set(strokes.map(({ source, target }) => `${source} ${target}`));
  const foreignKeys = tables.flatMap(({ table }) =>
    table.foreignKeys.flatMap((each): StageEdge[] => {
      const [source, target] = [tableId(each.references), tableId(table.name)];
      if (source === target) return [];
      return [
        {
          id: `foreign-key:${table.name}.${each.name}`,
          type: 'stroke',
          source,
          target,
          data: {
            look: 'foreign-key',
            label: actionText(each),
            active: moved.has(`${source} ${target}`),
            bad: refusing === each.name,
          },
        },
      ];
    }),
  );
  const target = tables.some(({ table }) => table.name === ticket.target) ? ticket.target : null;
  const wire: StageEdge[] = target
    ? [
        {
          id: 'wire',
          type: 'stroke',
          source: 'ticket',
          sourceHandle: 'bottom',
          target: tableId(target),
          targetHandle: 'wire',
          data: { look: 'wire', label: '', active: true, bad: refused },
        },
      ]
    : [];
  const lane = (id: string, data: LaneData): LaneStageNode => ({ id, type: 'lane', position: at, data, zIndex: -1 });
  return {
    nodes: [
      lane('lane-python', { lane: 'python', note: 'what the Session knows', gutter }),
      lane('lane-wire', { lane: 'wire', note: tripsNote(state), gutter }),
      lane('lane-postgres', { lane: 'postgres', note: transactionNote(state.transaction), gutter }),
      ...schema.classes.map(
        (mapped): ProgramNode => ({
          id: classId(mapped.name),
          type: 'class',
          position: at,
          data: {
            mapped,
            index,
            objects: state.entities.find((each) => each.entity.entity === mapped.name) ?? null,
            collections: [...state.collections.values()].filter(({ owner }) => owner === mapped.name),
          },
        }),
      ),
      ticket.node,
      ...tables.map(
        (data): ProgramNode => ({ id: tableId(data.table.name), type: 'program-table', position: at, data }),
      ),
    ],
    edges: [...relationships, ...foreignKeys, ...strokes, ...wire],
    cast: {
      classes: schema.classes.map(({ name }) => classId(name)),
      relationships,
      ticket: 'ticket',
      ticketTarget: target && tableId(target),
      tables: tables.map(({ table }) => tableId(table.name)),
      foreignKeys,
    },
  };
}
