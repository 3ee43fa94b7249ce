// In whose collection each object is, as the Session has it: one that gets another owner changes hands at the step at
// which Python knows of it, which may be before its foreign key says so.
import { oncePerRun } from './arrival';
import { compareNames, type Name, nameOf } from './key';
import type { RunIndex } from './run-index';
import type { MappedClass, Relationship } from './schema';
import { type CollectionState, objectStateOf, type RunState, stateAt } from './state';

/** A relationship of which an object changes hands during the run. */
export interface Hands {
  readonly relationship: Relationship;
  /** The class that has it. */
  readonly of: string;
  /** The place of the class of its objects in `RunIndex.entities`, whose positions stand for them below. */
  readonly place: number;
  /** The objects' column that names the owner; null where more than one may. */
  readonly column: string | null;
  /** By the owner's name: what it ever has, and the longest that is to be said of each there. */
  readonly owners: ReadonlyMap<Name, ReadonlyMap<number, string>>;
  /** What more than one owner has, in turn. */
  readonly moved: ReadonlySet<number>;
}

type Side = Pick<Hands, 'relationship' | 'of' | 'place' | 'column'>;

interface Held {
  /** Null when it is in no collection that the Session knows of. */
  readonly owner: Name | null;
  /** "user_id is 1", where its foreign key does not name the owner; else empty. */
  readonly note: string;
}

const NOWHERE: Held = { owner: null, note: '' };

function sidesOf({ trace: { schema }, entities }: RunIndex, { name, tables, relationships }: MappedClass): Side[] {
  return relationships.flatMap((relationship) => {
    const place = entities.findIndex(({ entity }) => entity === relationship.target);
    if (relationship.direction !== 'one-to-many' || place < 0) return [];
    const target = schema.classes.find((each) => each.name === relationship.target);
    const columns = schema.tables
      .filter((table) => target?.tables.includes(table.name))
      .flatMap(({ foreignKeys }) => foreignKeys.filter(({ references }) => tables.includes(references)))
      .flatMap((key) => key.columns);
    const column = columns.length === 1 ? (columns[0] ?? null) : null;
    return [{ relationship, of: name, place, column }];
  });
}

/** What the first so many changes say of each object's owner by its foreign key, in turn. */
function* namedBy(
  { changes, entityOfChange, membersOfChange }: RunIndex,
  { place, column }: Side,
  until: number,
): Generator<readonly [number, Name | null]> {
  for (let at = 0; column !== null && at < until; at++) {
    const value = changes[at]?.foreignKeys?.[column];
    if (value === undefined || entityOfChange[at] !== place) continue;
    for (const object of membersOfChange[at] ?? []) yield [object, value === null ? null : nameOf(value)];
  }
}

/**
 * Python's own answer comes first: the object's attribute, then the collections that list it. An object of which
 * neither is loaded is with the owner that its foreign key names.
 */
export function heldAt(index: RunIndex, state: RunState, side: Side): readonly Held[] {
  const { relationship, of, place, column } = side;
  const objects = state.entities[place];
  if (!objects) return [];
  const lists = [...state.collections.values()].filter(
    ({ owner, attribute, loaded }) => owner === of && attribute === relationship.attribute && loaded,
  );
  const loaded = new Set(lists.map(({ key }) => nameOf(key)));
  const listed = new Map(lists.flatMap(({ key, members }) => members.map((each) => [nameOf(each), nameOf(key)])));
  const until = state.position.type === 'start' ? 0 : (index.firstChange[state.position.event + 1] ?? 0);
  const keys = new Map(namedBy(index, side, until));
  return objects.entity.names.map((name, object) => {
    const is = objectStateOf(index, objects, object);
    if (is === null || is === 'expired' || is === 'deleted' || is === 'gone' || is === 'detached') return NOWHERE;
    const key = keys.get(object) ?? null;
    const own = state.collections.get(`${relationship.target}:${name}.${relationship.reverse}`);
    const owner = own?.loaded ? nameOfFirst(own) : (listed.get(name) ?? (key === null || loaded.has(key) ? null : key));
    if (owner === null) return NOWHERE;
    return { owner, note: column === null || key === owner ? '' : `${column} is ${key ?? 'None'}` };
  });
}

function nameOfFirst({ members: [first] }: CollectionState): Name | null {
  return first === undefined ? null : nameOf(first);
}

/** Whether an object's foreign key or attribute ever says another owner, which is cheaper than to ask at every step. */
function mayMove(index: RunIndex, side: Side): boolean {
  const { relationship, place } = side;
  const first = new Map<Name, Name>();
  const isAnother = (object: Name, owner: Name | null) => {
    if (owner === null) return false;
    const before = first.get(object) ?? owner;
    first.set(object, before);
    return before !== owner;
  };
  for (const [object, owner] of namedBy(index, side, index.changes.length)) {
    if (isAnother(index.entities[place]?.names[object] ?? '', owner)) return true;
  }
  return index.events.some(
    (event) =>
      event.type === 'session' &&
      event.collections.some(
        ({ owner, key, attribute, members }) =>
          owner === relationship.target &&
          attribute === relationship.reverse &&
          members.some((each) => isAnother(nameOf(key), nameOf(each))),
      ),
  );
}

function handsIn(index: RunIndex, side: Side): Hands[] {
  if (!mayMove(index, side)) return [];
  const owners = new Map<Name, Map<number, string>>();
  const first = new Map<number, Name>();
  const moved = new Set<number>();
  index.events.forEach((event, at) => {
    if (event.type === 'statement') return;
    const held = heldAt(index, stateAt(index, index.firstStep[at] ?? 0), side);
    held.forEach(({ owner, note }, object) => {
      if (owner === null) return;
      const own = owners.get(owner) ?? new Map<number, string>();
      owners.set(owner, own);
      const before = own.get(object) ?? '';
      own.set(object, note.length > before.length ? note : before);
      if (first.has(object) && first.get(object) !== owner) moved.add(object);
      first.set(object, first.get(object) ?? owner);
    });
  });
  const sorted = [...owners].sort(([one], [other]) => compareNames(one, other));
  return [{ ...side, owners: new Map(sorted), moved }];
}

/** The relationships of which an object changes hands, by the class that has them. */
export const handsOf = oncePerRun(
  (index: RunIndex): ReadonlyMap<string, readonly Hands[]> =>
    new Map(
      index.trace.schema.classes.map((each) => [
        each.name,
        sidesOf(index, each).flatMap((side) => handsIn(index, side)),
      ]),
    ),
);
