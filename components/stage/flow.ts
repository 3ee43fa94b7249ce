// One pure function turns the state of a run into the stage's nodes and edges; where they stand is layout's affair.
import type { Edge, Node } from '@xyflow/react';
import { columnsOf } from '@/lib/scenario/columns';
import type { Scenario } from '@/lib/scenario/scenario';
import { NAMES } from '@/lib/scenario/shape';
import { targetOf } from '@/lib/trace/narration';
import type { RunIndex } from '@/lib/trace/run-index';
import {
  changeOf,
  type EntityState,
  effectOn,
  type RunState,
  refusingConstraint,
  type TableState,
} from '@/lib/trace/state';
import type { Actor, Entity, Key, ObjectState } from '@/lib/trace/trace';
import { type Cast, hasGutter, isWide } from './layout';

/** More rows than this are drawn as a field of cells. */
export const READABLE_ROWS = 12;

export type LaneData = {
  readonly lane: 'python' | 'wire' | 'postgres';
  readonly note: string;
  readonly gutter: boolean;
};
type ObjectData = {
  readonly entity: Entity;
  readonly key: Key;
  readonly name: string;
  readonly state: ObjectState | null;
};
export type CollectionData = {
  readonly label: string;
  readonly status: 'loaded' | 'not loaded';
  readonly objects: EntityState | null;
  readonly index: RunIndex;
  readonly entity: Entity;
};
type TicketData = {
  readonly text: string;
  readonly sets: number;
  readonly parameters: string;
  readonly kind: 'none' | 'statement' | 'transaction';
  readonly phase: 'travelling' | 'working' | 'answered' | 'refused';
  readonly note: string;
  /** Changes when another statement takes its place, so that its journey begins anew. */
  readonly journey: number;
};
export type TableData = {
  readonly index: RunIndex;
  readonly state: TableState;
  readonly columns: readonly string[];
  readonly transaction: RunState['transaction'];
  /** A statement is touching this table's rows at this step. */
  readonly active: boolean;
  readonly side: 'parent' | 'child';
};

export type LaneStageNode = Node<LaneData, 'lane'>;
export type TicketStageNode = Node<TicketData, 'ticket'>;

export type StageNode =
  | LaneStageNode
  | Node<ObjectData, 'object'>
  | Node<CollectionData, 'collection'>
  | TicketStageNode
  | Node<TableData, 'table'>;

type StrokeData = {
  readonly look: 'relationship' | 'foreign-key' | 'wire' | 'cascade';
  readonly label: string;
  readonly active: boolean;
  readonly bad: boolean;
};
export type StageEdge = Edge<StrokeData, 'stroke'>;

export interface Stage {
  readonly nodes: readonly StageNode[];
  readonly edges: readonly StageEdge[];
  readonly cast: Cast;
}

const at = { x: 0, y: 0 };

function objectNodes(index: RunIndex, state: RunState): StageNode[] {
  const users = state.entities.find((each) => each.entity.entity === 'User');
  return (users?.entity.keys ?? []).map((key, position) => ({
    id: `User:${key}`,
    type: 'object',
    position: at,
    data: {
      entity: 'User',
      key,
      name: String(index.run.before.users?.find((row) => row[0] === key)?.[1] ?? ''),
      state: users ? (changeOf(index, users, position)?.state ?? null) : null,
    },
  }));
}

function collectionNode(index: RunIndex, state: RunState, scenario: Scenario): StageNode {
  const { entity, attribute } = NAMES[scenario.shape];
  return {
    id: 'collection',
    type: 'collection',
    position: at,
    data: {
      label: `user.${attribute}`,
      status: state.collections.get(`User:1.${attribute}`)?.loaded ? 'loaded' : 'not loaded',
      objects: state.entities.find((each) => each.entity.entity === entity) ?? null,
      index,
      entity,
    },
  };
}

/** The statement on the wire, and the table that it names. */
export function ticketNode(index: RunIndex, state: RunState): { node: TicketStageNode; target: string | null } {
  const { position } = state;
  const last = position.type === 'start' ? -1 : position.event;
  const event = index.events[last];
  const node = (data: TicketData): TicketStageNode => ({ id: 'ticket', type: 'ticket', position: at, data });
  if (event?.type === 'transaction') {
    const text = event.action.toUpperCase();
    return {
      node: node({ text, sets: 0, parameters: '', kind: 'transaction', phase: 'travelling', note: '', journey: last }),
      target: null,
    };
  }
  if (event?.type === 'statement') {
    const refused = position.type === 'refused';
    return {
      node: node({
        text: event.sql.replace(/\s+/g, ' '),
        sets: event.many ? event.parameters.length : 0,
        parameters: event.many ? '' : JSON.stringify(event.parameters[0] ?? []),
        kind: 'statement',
        phase: refused ? 'refused' : position.type === 'effect' ? 'working' : 'travelling',
        note: refused ? `refused: ${index.run.trace.error?.sqlstate ?? ''}` : '',
        journey: last,
      }),
      target: targetOf(event.sql),
    };
  }
  const empty = 'nothing on the wire';
  return {
    node: node({ text: empty, sets: 0, parameters: '', kind: 'none', phase: 'answered', note: '', journey: -1 }),
    target: null,
  };
}

/** A stroke from the row whose removal set the foreign key off to every readable row that it touched. */
function cascadeEdges(
  index: RunIndex,
  child: TableState | undefined,
  transaction: RunState['transaction'],
): StageEdge[] {
  if (!child) return [];
  const readable = child.table.rows.length <= READABLE_ROWS;
  const edges: StageEdge[] = [];
  for (let row = 0; row < child.lastEffect.length; row++) {
    const effect = effectOn(index, child, row);
    if (effect?.by !== 'foreign-key') continue;
    const key = child.table.rows[row]?.[0];
    const parent = effect.change?.from ?? child.table.rows[row]?.[2];
    edges.push({
      id: `cascade:${readable ? key : 'all'}`,
      type: 'stroke',
      source: 'users',
      sourceHandle: `row:${parent}`,
      target: child.table.name,
      targetHandle: readable ? `row:${key}` : 'grid',
      data: { look: 'cascade', label: '', active: true, bad: transaction === 'refused' },
    });
    if (!readable) break;
  }
  return edges;
}

function actionOf(scenario: Scenario): string {
  return scenario.onDelete ? `ON DELETE ${scenario.onDelete}` : 'no ON DELETE';
}

/** Everything on the stage at a state, without positions. */
export function toStage(index: RunIndex, state: RunState, scenario: Scenario, width: number): Stage {
  const wide = isWide(width);
  const gutter = hasGutter(width);
  const { table: childTable, attribute } = NAMES[scenario.shape];
  const objects = objectNodes(index, state);
  const ticket = ticketNode(index, state);
  const tables = state.tables
    .filter((each) => columnsOf(each.table.name).length > 0)
    .sort((a, b) => Number(a.table.name !== 'users') - Number(b.table.name !== 'users'));
  const child = tables.find((each) => each.table.name === childTable);
  const touched =
    state.position.type === 'effect'
      ? state.tables[index.tableOfEffect[(index.firstEffect[state.position.event] ?? 0) + state.position.effect] ?? 0]
      : null;
  const lane = (id: string, data: LaneData): StageNode => ({ id, type: 'lane', position: at, data, zIndex: -1 });

  const edges: StageEdge[] = [];
  const stroke = (
    id: string,
    ends: Pick<Edge, 'source' | 'target' | 'sourceHandle' | 'targetHandle'>,
    data: StrokeData,
  ) => edges.push({ id, type: 'stroke', ...ends, data });
  if (wide && objects[0]) {
    stroke(
      'relationship',
      { source: objects[0].id, sourceHandle: 'right', target: 'collection', targetHandle: 'left' },
      { look: 'relationship', label: `relationship(${attribute})`, active: false, bad: false },
    );
  }
  const refused = state.transaction === 'refused';
  const cascades = wide ? cascadeEdges(index, child, state.transaction) : [];
  stroke(
    'foreign-key',
    wide
      ? { source: 'users', sourceHandle: 'right', target: childTable, targetHandle: 'left' }
      : { source: 'users', sourceHandle: 'bottom', target: childTable, targetHandle: 'top-left' },
    {
      look: 'foreign-key',
      label: actionOf(scenario),
      active: cascades.length > 0,
      // It stays marked after the rollback: nothing else there shows what stood in the way.
      bad: refusingConstraint(index, state) !== null,
    },
  );
  edges.push(...cascades);
  if (ticket.target && tables.some((each) => each.table.name === ticket.target)) {
    stroke(
      'wire',
      { source: 'ticket', sourceHandle: 'bottom', target: ticket.target, targetHandle: 'top' },
      { look: 'wire', label: '', active: true, bad: refused },
    );
  }

  return {
    nodes: [
      lane('lane-python', { lane: 'python', note: 'what the Session knows', gutter }),
      lane('lane-wire', { lane: 'wire', note: tripsNote(state), gutter }),
      lane('lane-postgres', { lane: 'postgres', note: transactionNote(state.transaction), gutter }),
      ...objects,
      collectionNode(index, state, scenario),
      ticket.node,
      ...tables.map(
        (each, position): StageNode => ({
          id: each.table.name,
          type: 'table',
          position: at,
          data: {
            index,
            state: each,
            columns: columnsOf(each.table.name),
            transaction: state.transaction,
            active: each === touched,
            side: position === 0 ? 'parent' : 'child',
          },
        }),
      ),
    ],
    edges,
    cast: {
      objects: objects.map((node) => node.id),
      collection: 'collection',
      ticket: 'ticket',
      ticketTarget: ticket.target,
      tables: tables.map((each) => each.table.name),
    },
  };
}

export function tripsNote({ roundTrips }: RunState): string {
  return `${roundTrips} round trip${roundTrips === 1 ? '' : 's'} so far`;
}

export function transactionNote(transaction: RunState['transaction']): string {
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

/** The word and the mark's class of an actor. */
export const ACTOR = {
  client: { word: 'ORM', mark: 'mark-orm' },
  'foreign-key': { word: 'foreign key', mark: 'mark-fk' },
} as const satisfies Record<Actor, { word: string; mark: string }>;
