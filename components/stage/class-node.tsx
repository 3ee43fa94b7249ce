// A mapped class with its relationships as they are set, and its objects as the Session knows them.
import { type NodeProps, Position } from '@xyflow/react';
import type { Relationship } from '@/lib/trace/schema';
import { changeOf } from '@/lib/trace/state';
import type { CollectionChange } from '@/lib/trace/trace';
import { Anchor, OBJECT_STATES } from './nodes';
import type { ClassData, ProgramNode } from './program-flow';
import { settingsOf } from './relationship-words';

type Props = NodeProps<Extract<ProgramNode, { type: 'class' }>>;

export function ClassNode({ data }: Props) {
  const { mapped, collections } = data;
  return (
    <div className="w-max max-w-[min(21rem,var(--stage-room))] min-w-48 rounded-lg border border-line bg-card px-3.5 py-2 text-[13px] leading-snug shadow-card">
      <p className="flex items-baseline justify-between gap-5">
        <b className="font-mono font-semibold">{mapped.name}</b>
        <span className="text-xs text-ink-2">table {mapped.table}</span>
      </p>
      {mapped.relationships.map((each) => (
        <RelationshipLine
          key={each.attribute}
          relationship={each}
          said={collections.filter(({ attribute }) => attribute === each.attribute)}
        />
      ))}
      <Objects data={data} />
      <Anchor id="left" type="target" position={Position.Left} style={{ top: 20 }} />
      <Anchor id="right" type="source" position={Position.Right} style={{ top: 20 }} />
      <Anchor id="top" type="target" position={Position.Top} style={{ left: 40 }} />
      <Anchor id="bottom" type="source" position={Position.Bottom} style={{ left: 40 }} />
    </div>
  );
}

function RelationshipLine({
  relationship,
  said,
}: {
  readonly relationship: Relationship;
  readonly said: readonly CollectionChange[];
}) {
  const { attribute, target } = relationship;
  const settings = settingsOf(relationship);
  const loaded = said.filter((each) => each.loaded).map(({ owner, key }) => `${owner}#${key}`);
  return (
    <p className="mt-1 border-t border-line/60 pt-1 text-xs">
      <span className="font-mono">
        .{attribute} <span className="text-ink-2">→ {target}</span>
      </span>
      {settings.map((setting) => (
        <span key={setting} className="block pl-3 font-mono text-[11.5px] text-ink-2">
          {setting}
        </span>
      ))}
      {said.length > 0 && (
        <span className="block pl-3 text-ink-2">
          {loaded.length === 0 ? 'not loaded' : `loaded for ${loaded.join(', ')}`}
        </span>
      )}
    </p>
  );
}

function Objects({ data: { mapped, index, objects } }: { readonly data: ClassData }) {
  if (!objects) return null;
  return (
    <ul aria-label={`${mapped.name} objects`} className="mt-1.5 flex flex-wrap gap-1.5 border-t border-line/60 pt-1.5">
      {objects.entity.keys.map((key, at) => {
        const state = changeOf(index, objects, at)?.state ?? null;
        const known = state ? OBJECT_STATES[state] : null;
        return (
          <li
            key={key}
            data-object={`${mapped.name}:${key}`}
            data-state={state ?? ''}
            className={`rounded-md border px-1.5 py-0.5 text-xs ${known?.look ?? 'invisible'}`}
          >
            <span className="font-mono">
              {mapped.name}#{key}
            </span>
            {state && state !== 'persistent' && <span className="ml-1 inline-block no-underline">{known?.word}</span>}
          </li>
        );
      })}
    </ul>
  );
}
