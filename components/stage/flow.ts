// One pure function turns the state of a run into the stage's nodes and edges: its classes with their relationships
// above, its tables with their foreign keys below. Where they stand is layout's affair.
import type { Node } from '@xyflow/react';
import { oncePerRun } from '@/lib/trace/arrival';
import { tripsInWords } from '@/lib/trace/cost';
import { targetOf } from '@/lib/trace/narration';
import type { RunIndex } from '@/lib/trace/run-index';
import type { MappedClass, Table } from '@/lib/trace/schema';
import {
  type CollectionState,
  type EntityState,
  type RunState,
  refusingConstraint,
  type TableState,
} from '@/lib/trace/state';
import { cascadeStrokes, classId, foreignKeysOf, relationshipsOf, type StageEdge, tableId } from './edges';
import { type Cast, type Line, type Ranks, ranksOf, type Scene } from './layout';
import { parametersText, statementText } from './ticket-text';

type LaneData = {
  readonly lane: 'python' | 'wire' | 'postgres';
  readonly note: string;
  readonly gutter: boolean;
  /** What stands in its other corner. */
  readonly corner?: string;
};
export type ClassData = {
  readonly mapped: MappedClass;
  readonly index: RunIndex;
  readonly state: RunState;
  /** Its objects that the Session ever meets. */
  readonly objects: EntityState | null;
  /** What the Session has said of its collections. */
  readonly collections: readonly CollectionState[];
  /** Among many: its settings are left out. */
  readonly brief: boolean;
};
type TicketData = {
  readonly text: string;
  /** Of an executemany: "×3 sets"; else empty. */
  readonly sets: string;
  readonly parameters: string;
  readonly kind: 'none' | 'statement' | 'transaction';
  readonly phase: 'travelling' | 'working' | 'answered' | 'refused';
  readonly note: string;
  /** Changes when another statement takes its place, so that its journey begins anew. */
  readonly journey: number;
};
export type TableData = {
  readonly table: Table;
  readonly index: RunIndex;
  readonly state: TableState;
  readonly transaction: RunState['transaction'];
  /** A statement is touching this table's rows at this step. */
  readonly active: boolean;
  /** Foreign keys whose lines say nothing, or that have none: said in words. */
  readonly told: Table['foreignKeys'];
  /** Among many, and nothing happens to it in the whole run: its rows are left out. */
  readonly brief: boolean;
};

export type StageNode =
  | Node<LaneData, 'lane'>
  | Node<ClassData, 'class'>
  | Node<TicketData, 'ticket'>
  | Node<TableData, 'table'>;

export const TICKET = 'ticket';

export interface Drawing {
  readonly nodes: readonly StageNode[];
  readonly edges: readonly StageEdge[];
  /** The node of the table that the ticket goes to. */
  readonly ticketTarget: string | null;
}

/** More lines than this would hide each other's words, which stand in the tables then; more nodes would be no picture. */
const MOST_LABELS = 12;
const MOST_NODES = 12;

/** What is the same at every step of a run. */
const settingOf = oncePerRun(({ trace: { schema }, effects }: RunIndex) => {
  const relationships = sparing(relationshipsOf(schema));
  const foreignKeys = sparing(foreignKeysOf(schema));
  const crowded = foreignKeys.length > MOST_LABELS;
  const touched = new Set(effects.map(({ table }) => table));
  const brief = {
    classes: schema.classes.length > MOST_NODES,
    tables: new Set(
      schema.tables.length > MOST_NODES ? schema.tables.flatMap(({ name }) => (touched.has(name) ? [] : [name])) : [],
    ),
  };
  const scene = (ids: readonly string[], lines: readonly Line[]): Scene => ({ ids, lines });
  const python = scene(
    schema.classes.map(({ name }) => classId(name)),
    relationships,
  );
  const postgres = scene(
    schema.tables.map(({ name }) => tableId(name)),
    foreignKeys,
  );
  const cast: Cast = { python, postgres, ranks: { python: ranksOf(python), postgres: ranksOf(postgres) } };
  const told = new Map(
    schema.tables.map((table) => [
      table.name,
      brief.tables.has(table.name)
        ? []
        : crowded
          ? table.foreignKeys
          : table.foreignKeys.filter(({ references }) => references === table.name),
    ]),
  );
  const back = new Set([
    ...goingBack(cast.ranks.python, relationships),
    ...goingBack(cast.ranks.postgres, foreignKeys),
  ]);
  return { relationships, foreignKeys, back, cast, told, brief };
});

/** The lines from a later rank to an earlier one. */
function goingBack(ranks: Ranks, lines: readonly (Line & { readonly id: string })[]): readonly string[] {
  const rank = (id: string) => ranks.findIndex((ids) => ids.includes(id));
  return lines.flatMap(({ id, source, target }) => (rank(source) > rank(target) ? [id] : []));
}

/** The lines, without words where they are many. */
function sparing<L extends Line>(lines: readonly L[]): readonly L[] {
  return lines.length > MOST_LABELS ? lines.map((each) => ({ ...each, label: '' })) : lines;
}

/** What a run's stage is made of, for the layout. */
export const castOf = (index: RunIndex): Cast => settingOf(index).cast;

const at = { x: 0, y: 0 };

const lane = (id: string, data: LaneData): StageNode => ({ id, type: 'lane', position: at, data, zIndex: -1 });

/** Everything on the stage at a state, without positions, nodes in the order in which they are read. `gutter` is whether the lanes' names have one of their own. */
export function draw(index: RunIndex, state: RunState, gutter: boolean): Drawing {
  const { schema } = index.trace;
  const { relationships, foreignKeys, back, told, brief } = settingOf(index);
  const refused = state.transaction === 'refused';
  const refusing = refusingConstraint(index, state);
  const touched = touchedTable(index, state);
  const ticket = ticketOf(index, state);
  const entities = new Map(state.entities.map((each) => [each.entity.entity, each]));
  const states = new Map(state.tables.map((each) => [each.table.name, each]));
  const tables = schema.tables.flatMap((table) => {
    const found = states.get(table.name);
    return found ? [{ table, state: found }] : [];
  });
  const strokes = tables.map((each) => cascadeStrokes(index, each.table, each.state, refused));
  const acted = new Set(strokes.flatMap((each) => [...each.acted]));
  const stroke = ({ id, source, target }: Line & { readonly id: string }, data: StageEdge['data']): StageEdge => ({
    id,
    type: 'stroke',
    source,
    target,
    ...(data && { data }),
  });
  const target = states.has(ticket.target ?? '') ? tableId(ticket.target ?? '') : null;
  return {
    nodes: [
      lane('lane-python', {
        lane: 'python',
        note: 'what the Session knows',
        gutter,
        corner: gutter ? '' : tripsNote(state),
      }),
      ...schema.classes.map((mapped): StageNode => {
        const objects = entities.get(mapped.name) ?? null;
        const collections = [...state.collections.values()].filter(({ owner }) => owner === mapped.name);
        const data: ClassData = { mapped, index, state, objects, collections, brief: brief.classes };
        return { id: classId(mapped.name), type: 'class', position: at, data };
      }),
      lane('lane-wire', { lane: 'wire', note: gutter ? tripsNote(state) : '', gutter }),
      { id: TICKET, type: 'ticket', position: at, data: ticket.data },
      lane('lane-postgres', { lane: 'postgres', note: transactionNote(state.transaction), gutter }),
      ...tables.map(({ table, state: each }): StageNode => {
        const data: TableData = {
          table,
          index,
          state: each,
          transaction: state.transaction,
          active: table.name === touched,
          told: told.get(table.name) ?? [],
          brief: brief.tables.has(table.name),
        };
        return { id: tableId(table.name), type: 'table', position: at, data };
      }),
    ],
    edges: [
      ...relationships.map((each) =>
        stroke(each, { look: 'relationship', label: each.label, active: false, bad: false, back: back.has(each.id) }),
      ),
      ...foreignKeys.map((each) =>
        stroke(each, {
          look: 'foreign-key',
          label: each.label,
          active: acted.has(each.foreignKey),
          // It stays marked after the rollback: nothing else there shows what stood in the way.
          bad: refusing === each.foreignKey.name,
          back: back.has(each.id),
        }),
      ),
      ...strokes.flatMap((each) => each.edges),
      ...(target === null
        ? []
        : [
            {
              ...stroke(
                { id: 'wire', source: TICKET, target, label: '' },
                { look: 'wire', label: '', active: true, bad: refused },
              ),
              sourceHandle: 'bottom',
              targetHandle: 'wire',
            },
          ]),
    ],
    ticketTarget: target,
  };
}

/** The table whose row is being touched at this step. */
function touchedTable(index: RunIndex, { position }: RunState): string | null {
  if (position.type !== 'effect') return null;
  return index.effects[(index.firstEffect[position.event] ?? 0) + position.effect]?.table ?? null;
}

/** The statement on the wire, and the table that it names. */
function ticketOf(
  index: RunIndex,
  { position }: RunState,
): { readonly data: TicketData; readonly target: string | null } {
  const journey = position.type === 'start' ? -1 : position.event;
  const event = index.events[journey];
  const nothing = { sets: '', parameters: '', note: '' };
  if (event?.type === 'transaction') {
    const text = event.action.replace('-', ' ').toUpperCase();
    return { data: { ...nothing, text, kind: 'transaction', phase: 'travelling', journey }, target: null };
  }
  if (event?.type === 'statement') {
    const refused = position.type === 'refused';
    return {
      data: {
        text: statementText(event),
        sets: event.many ? parametersText(event) : '',
        parameters: event.many ? '' : parametersText(event),
        kind: 'statement',
        phase: refused ? 'refused' : position.type === 'effect' ? 'working' : 'travelling',
        note: refused ? `refused: ${index.trace.error?.sqlstate ?? ''}` : '',
        journey,
      },
      target: targetOf(event.sql),
    };
  }
  return {
    data: { ...nothing, text: 'nothing on the wire', kind: 'none', phase: 'answered', journey: -1 },
    target: null,
  };
}

/** Those before the operation, until it begins; then its own, and how many came before it. */
function tripsNote({ costs: { before, operation } }: RunState): string {
  if (operation.roundTrips === 0) return `${tripsInWords(before)} before the operation`;
  return `${tripsInWords(operation)}${before.roundTrips > 0 ? `, ${before.roundTrips} before it` : ''}`;
}

function transactionNote(transaction: RunState['transaction']): string {
  switch (transaction) {
    case 'none':
      return 'what is really there';
    case 'open':
      return 'what this transaction sees';
    case 'refused':
      return 'failed, and must roll back';
    case 'committed':
      return 'committed: what everyone sees';
    case 'rolled-back':
      return 'rolled back: as it was before';
  }
}
