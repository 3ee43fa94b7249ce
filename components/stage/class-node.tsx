// A mapped class with its relationships as they are set, and its objects as the Session knows them. Its box has room
// for all that the run will put into it, so that nothing moves while it is played.
import type { NodeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import { oncePerRun } from '@/lib/trace/arrival';
import { handsOf } from '@/lib/trace/hands';
import { type Name, nameOf } from '@/lib/trace/key';
import { numeral } from '@/lib/trace/quantity';
import type { RunIndex } from '@/lib/trace/run-index';
import type { Relationship } from '@/lib/trace/schema';
import { type CollectionState, objectStateOf } from '@/lib/trace/state';
import { READABLE_ROWS } from './edges';
import type { Ends } from './ends';
import type { ClassData, StageNode } from './flow';
import { HandsList } from './hands-list';
import { OBJECT_STATES, type ObjectStateShown } from './object-states';
import { settingsOf } from './relationship-words';
import { CELL_COLOURS, RowField } from './row-field';
import { rowNamesOf } from './row-names';
import { Steady, SteadyLines } from './steady';

type Props = NodeProps<Extract<StageNode, { type: 'class' }>>;

export function ClassNode({ data, Sides }: Pick<Props, 'data'> & Partial<Ends>) {
  const { mapped, index, objects, collections, brief } = data;
  const hands = handsOf(index).get(mapped.name) ?? [];
  const states = objects?.entity.names.map((_, at) => objectStateOf(index, objects, at)) ?? [];
  const ghost = states.every((state) => state === null);
  return (
    <div
      className={`w-max max-w-[min(18rem,var(--stage-room))] min-w-44 rounded-lg border px-3.5 py-2 text-[13px] leading-snug ${ghost ? 'border-dashed border-line-strong bg-orm-lane' : 'border-line bg-card shadow-card'}`}
    >
      <p className="flex items-baseline justify-between gap-5">
        <b className="font-mono font-semibold">{mapped.name}</b>
        <span className="text-xs text-ink-2">table {mapped.tables[0]}</span>
      </p>
      {mapped.relationships.map((each) => {
        const divided = hands.find(({ relationship }) => relationship === each);
        return (
          <RelationshipLine
            key={each.attribute}
            relationship={each}
            brief={brief}
            said={collections.filter(({ attribute }) => attribute === each.attribute)}
            longest={divided ? null : (statusesOf(index).get(`${mapped.name}.${each.attribute}`) ?? null)}
          >
            {divided && <HandsList data={data} hands={divided} />}
          </RelationshipLine>
        );
      })}
      <Objects data={data} states={states} ghost={ghost} />
      {Sides && <Sides top={20} left={40} />}
    </div>
  );
}

/** Px: as wide as a box is inside. */
const FIELD_WIDTH = 256;

/** So many owners are named; the others are counted. */
const NAMED = 3;

/** "loaded for User#1, User#2", "not loaded" or "expired"; null when the Session has said nothing. */
function statusOf(said: readonly Pick<CollectionState, 'owner' | 'key' | 'loaded' | 'expired'>[]): string | null {
  if (said.length === 0) return null;
  const loaded = said.filter((each) => each.loaded);
  if (loaded.length === 0) return said.some(({ expired }) => expired) ? 'expired' : 'not loaded';
  const names = loaded.slice(0, NAMED).map(({ owner, key }) => `${owner}#${nameOf(key)}`);
  const more = loaded.length - names.length;
  return `loaded for ${names.join(', ')}${more > 0 ? ` and ${numeral(more)} more` : ''}`;
}

/** The longest that will be said of each relationship in the whole run, by "User.posts". */
const statusesOf = oncePerRun(({ events }: RunIndex): ReadonlyMap<string, string> => {
  const said = new Map<string, Map<Name, CollectionState>>();
  const longest = new Map<string, string>();
  for (const event of events) {
    if (event.type !== 'session') continue;
    for (const change of event.collections) {
      const id = `${change.owner}.${change.attribute}`;
      const known = said.get(id) ?? new Map();
      said.set(id, known.set(nameOf(change.key), { ...change, expired: false }));
      if (known.size > NAMED + 1) continue;
      const status = statusOf([...known.values()]) ?? '';
      if (status.length > (longest.get(id)?.length ?? 0)) longest.set(id, status);
    }
  }
  return longest;
});

/** What has default settings, is told of from the other side and about which nothing is said needs no line. */
function RelationshipLine({
  relationship,
  brief,
  said,
  longest,
  children,
}: {
  readonly relationship: Relationship;
  readonly brief: boolean;
  readonly said: readonly CollectionState[];
  readonly longest: string | null;
  readonly children: ReactNode;
}) {
  const { attribute, target, direction, reverse } = relationship;
  const settings = brief ? [] : settingsOf(relationship);
  if (brief && longest === null && !children) return null;
  if (settings.length === 0 && longest === null && !children && direction === 'many-to-one' && reverse) return null;
  return (
    <div className="mt-1 border-t border-line/60 pt-1 text-xs">
      <span className="flex flex-wrap justify-between gap-x-4">
        <span className="font-mono">
          .{attribute} <span className="text-ink-2">→ {target}</span>
        </span>
        {longest !== null && (
          <SteadyLines longest={longest} className="ml-auto text-right text-ink-2">
            {statusOf(said)}
          </SteadyLines>
        )}
      </span>
      {settings.map((setting) => (
        <span key={setting} className="block pl-3 font-mono text-[11.5px] text-ink-2">
          {setting}
        </span>
      ))}
      {children}
    </div>
  );
}

function Objects({
  data: { mapped, index, objects, brief },
  states,
  ghost,
}: {
  readonly data: ClassData;
  readonly states: readonly (ObjectStateShown | null)[];
  readonly ghost: boolean;
}) {
  const none = (
    <p aria-hidden={!ghost} className={`text-xs text-ink-2 [grid-area:1/1] ${ghost ? '' : 'invisible'}`}>
      Python knows none of its {mapped.name} objects
    </p>
  );
  if (!objects && brief) return null;
  if (!objects) return <div className="mt-1 grid border-t border-line/60 pt-1">{none}</div>;
  const met = states.filter((state) => state !== null && state !== 'gone').length;
  return (
    <div className="mt-1 grid items-center border-t border-line/60 pt-1.5">
      {none}
      {states.length > READABLE_ROWS ? (
        <div className={`[grid-area:1/1] ${ghost ? 'invisible' : ''}`}>
          <p className="pb-1 text-xs text-ink-2">{numeral(met)} in the Session</p>
          <RowField
            count={states.length}
            cellAt={(at) => {
              const state = states[at];
              return state ? OBJECT_STATES[state].cell : 'absent';
            }}
            width={FIELD_WIDTH}
            label={`${met} ${mapped.name} objects in the Session`}
          />
          <States of={mapped.name} states={states} ever={statesOf(index).get(mapped.name) ?? []} />
        </div>
      ) : (
        <ul aria-label={`${mapped.name} objects`} className="flex flex-wrap gap-1.5 [grid-area:1/1]">
          {objects.entity.names.map((name, at) => (
            <Chip
              key={name}
              id={`${mapped.name}:${name}`}
              label={`${mapped.name}#${name}`}
              called={rowNamesOf(index)(mapped).get(name) ?? null}
              state={states[at] ?? null}
              widest={longestWordOf(index, objects.entity.entity, at)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

/** How many objects of a field are in which state. */
function States({
  of,
  states,
  ever,
}: {
  readonly of: string;
  readonly states: readonly (ObjectStateShown | null)[];
  /** All that are to be told. */
  readonly ever: readonly ObjectStateShown[];
}) {
  const counts = new Map<ObjectStateShown | null, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  const width = numeral(states.length).length;
  return (
    <ul aria-label={`States of ${of}`} className="mt-1.5 grid gap-0.5 text-xs">
      {ever.map((state) => (
        <li key={state} className="flex items-baseline gap-1.5">
          <b className="text-right font-semibold tabular-nums" style={{ minWidth: `${width}ch` }}>
            {numeral(counts.get(state) ?? 0)}
          </b>
          <span
            aria-hidden
            className="size-2.5 self-center rounded-[2px] forced-color-adjust-none"
            style={{ background: CELL_COLOURS[OBJECT_STATES[state].cell] }}
          />
          <span className="text-ink-2">{OBJECT_STATES[state].word}</span>
        </li>
      ))}
    </ul>
  );
}

/** The states that the objects of each class come to in the whole run, in the order of their first; the deleted ones of a transaction that commits are gone then. */
const statesOf = oncePerRun(({ changes, events }: RunIndex): ReadonlyMap<string, readonly ObjectStateShown[]> => {
  const commits = events.some((event) => event.type === 'transaction' && event.action === 'commit');
  const found = new Map<string, Set<ObjectStateShown>>();
  for (const { entity, state } of changes) {
    const own = found.get(entity) ?? new Set();
    found.set(entity, own.add(state));
    if (state === 'deleted' && commits) own.add('gone');
  }
  return new Map([...found].map(([entity, states]) => [entity, [...states]]));
});

function Chip({
  id,
  label,
  called,
  state,
  widest,
}: {
  readonly id: string;
  readonly label: string;
  readonly called: string | null;
  readonly state: ObjectStateShown | null;
  readonly widest: string;
}) {
  const known = state ? OBJECT_STATES[state] : null;
  return (
    <li
      data-object={id}
      data-state={state ?? ''}
      className={`flex max-w-full flex-wrap items-baseline gap-x-1 rounded-md border px-1.5 py-0.5 text-xs whitespace-nowrap ${known?.look ?? 'invisible'}`}
    >
      <span className={state === 'deleted' || state === 'gone' ? 'line-through' : ''}>
        <span className="font-mono">{label}</span>
        {called !== null && ` ${called}`}
      </span>
      {widest !== '' && (
        <Steady widest={widest} className="text-ink-2">
          {state === 'persistent' ? '' : (known?.word ?? '')}
        </Steady>
      )}
    </li>
  );
}

/** The longest word that a chip will wear; what is deleted may be gone after a COMMIT. */
function longestWordOf({ entities, changes, entityOfChange, membersOfChange }: RunIndex, of: string, at: number) {
  const place = entities.findIndex(({ entity }) => entity === of);
  return changes.reduce((longest, { state }, change) => {
    if (state === 'persistent' || entityOfChange[change] !== place || !membersOfChange[change]?.includes(at)) {
      return longest;
    }
    const { word } = OBJECT_STATES[state === 'deleted' ? 'gone' : state];
    return word.length > longest.length ? word : longest;
  }, '');
}
