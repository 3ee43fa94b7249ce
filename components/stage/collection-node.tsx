// The relationship's collection as Python holds it, with the child objects that the Session knows.
import { type NodeProps, Position } from '@xyflow/react';
import { changeOf } from '@/lib/trace/state';
import type { ObjectState } from '@/lib/trace/trace';
import { type CollectionData, READABLE_ROWS, type StageNode } from './flow';
import { Anchor, OBJECT_STATES } from './nodes';
import { type Cell, RowField } from './row-field';

type Props = NodeProps<Extract<StageNode, { type: 'collection' }>>;

const CELL: Record<ObjectState, Cell> = {
  pending: 'here',
  persistent: 'here',
  orphan: 'orm-now',
  'marked-deleted': 'orm-now',
  deleted: 'orm',
  detached: 'here',
  expired: 'changed-fk',
  stale: 'stale',
};

function statesOf({ index, objects }: CollectionData): (ObjectState | null)[] {
  if (!objects) return [];
  return objects.entity.keys.map((_, at) => changeOf(index, objects, at)?.state ?? null);
}

export function CollectionNode({ data }: Props) {
  const states = statesOf(data);
  const met = states.filter((state) => state !== null).length;
  const loaded = data.status === 'loaded';
  const ghost = !loaded && met === 0;
  return (
    <div
      className={`max-w-[min(22rem,var(--stage-room))] min-w-56 rounded-lg border px-3.5 py-2 text-[13px] leading-snug ${ghost ? 'border-dashed border-line-strong text-ink-2' : 'border-line bg-card shadow-card'}`}
    >
      <p className="flex items-baseline justify-between gap-4">
        <b className="font-mono font-semibold">{data.label}</b>
        <span className="text-xs text-ink-2">
          {data.status}
          {met > 0 && ` · ${met.toLocaleString('en')} in the Session`}
        </span>
      </p>
      {ghost && <p className="text-xs text-ink-2">Python knows none of its {data.entity} objects</p>}
      {states.length > READABLE_ROWS ? (
        <div className={`mt-2 ${ghost ? 'invisible' : ''}`}>
          <RowField
            count={states.length}
            cellAt={(at) => {
              const state = states[at];
              return state ? CELL[state] : 'absent';
            }}
            width={280}
            label={`${met} ${data.entity} objects in the Session`}
          />
        </div>
      ) : (
        states.length > 0 && <Chips data={data} states={states} ghost={ghost} />
      )}
      <Anchor id="left" type="target" position={Position.Left} style={{ top: 20 }} />
    </div>
  );
}

function Chips({
  data,
  states,
  ghost,
}: {
  readonly data: CollectionData;
  readonly states: readonly (ObjectState | null)[];
  readonly ghost: boolean;
}) {
  return (
    <ul className={`mt-1.5 flex flex-wrap gap-1.5 ${ghost ? 'invisible' : ''}`}>
      {data.objects?.entity.keys.map((key, at) => {
        const state = states[at];
        const known = state ? OBJECT_STATES[state] : null;
        return (
          <li
            key={key}
            data-object={`${data.entity}:${key}`}
            data-state={state ?? ''}
            className={`rounded-md border px-1.5 py-0.5 text-xs ${known?.look ?? 'invisible'}`}
          >
            <span className="font-mono">
              {data.entity}#{key}
            </span>
            {state && state !== 'persistent' && <span className="ml-1 inline-block no-underline">{known?.word}</span>}
          </li>
        );
      })}
    </ul>
  );
}
