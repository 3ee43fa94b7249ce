// Which objects of the Session are stale: persistent in Python while a foreign key, a trigger or a statement that the
// Session does not follow has deleted their row, or one of the first two has changed it (M1). Fed with every event of a
// trace in order, whichever ORM made it; derived from what the Session said and what the witness saw, never from the
// settings.
import { DOER_WORDS } from '@/lib/trace/actor';
import type { ObjectGroup } from '@/lib/trace/insight';
import { compareNames, type Name, nameOf } from '@/lib/trace/key';
import type {
  At,
  Effect,
  Entity,
  Key,
  ObjectChange,
  ObjectState,
  SessionEvent,
  TraceEvent,
  TransactionEvent,
} from '@/lib/trace/trace';
import { isOfSession } from '@/lib/trace/transactions';

/** The classes whose objects are rows of a table. */
type EntitiesOf = (table: string) => readonly Entity[] | undefined;

const OF_SCENARIOS: Readonly<Record<string, readonly Entity[]>> = {
  users: ['User'],
  posts: ['Post'],
  profiles: ['Profile'],
};

interface Held {
  state: ObjectState;
  /** The foreign keys' columns, as far as the Session ever mentioned them. */
  foreignKeys: ObjectChange['foreignKeys'];
}

/** The states in which an object stands for a row that it believes to exist. */
function isPersistent(state: ObjectState): boolean {
  return state === 'persistent' || state === 'orphan';
}

/** What was done in the open transaction of a connection and not by a flush, the last effect of each row. */
class Pending {
  effects = new Map<string, Effect>();
  /** What it was at each savepoint. */
  #savepoints: readonly { readonly name: string | undefined; readonly effects: ReadonlyMap<string, Effect> }[] = [];

  follow({ action, name }: TransactionEvent): void {
    // A name that is used again stands for the newest savepoint of that name.
    const at = this.#savepoints.findLastIndex((each) => name === undefined || each.name === name);
    if (action === 'savepoint') this.#savepoints = [...this.#savepoints, { name, effects: new Map(this.effects) }];
    else if (action === 'release') this.#savepoints = this.#savepoints.slice(0, Math.max(0, at));
    else if (action === 'rollback-to') {
      this.effects = new Map(this.#savepoints[at]?.effects);
      this.#savepoints = this.#savepoints.slice(0, at + 1);
    } else if (action !== 'begin') this.end();
  }

  end(): void {
    this.effects = new Map();
    this.#savepoints = [];
  }
}

export class Staleness {
  readonly #held = new Map<Entity, Map<Name, Held>>();
  readonly #ours = new Pending();
  readonly #theirs = new Pending();
  /** What another connection has committed: it stays so, whatever becomes of the Session's transaction. */
  readonly #elsewhere = new Map<string, Effect>();
  readonly #entitiesOf: EntitiesOf;

  constructor(entitiesOf: EntitiesOf = (table) => OF_SCENARIOS[table]) {
    this.#entitiesOf = entitiesOf;
  }

  /** Python has these objects as they were loaded, and no others. */
  holds(objects: readonly ObjectGroup[]): void {
    const names = new Map(objects.map(({ entity, keys }) => [entity, new Set(keys.map(nameOf))]));
    for (const [entity, known] of this.#held)
      for (const name of known.keys()) if (!names.get(entity)?.has(name)) known.delete(name);
  }

  /** The events that follow from this one: after the Session's COMMIT, what is stale by then. */
  after(event: TraceEvent): SessionEvent[] {
    if (event.type === 'session') this.#learn(event);
    else if (event.type === 'statement') {
      if (!event.failed) for (const effect of event.effects) this.#watch(effect, isOfSession(event));
    } else if (!isOfSession(event)) this.#overhear(event);
    else if (event.action === 'commit') return this.settle(event.at);
    else this.#ours.follow(event);
    return [];
  }

  #overhear(event: TransactionEvent): void {
    if (event.action === 'commit') for (const [row, effect] of this.#theirs.effects) this.#elsewhere.set(row, effect);
    this.#theirs.follow(event);
  }

  #learn({ objects }: SessionEvent): void {
    for (const { entity, keys, state, foreignKeys } of objects) {
      let known = this.#held.get(entity);
      if (!known) {
        known = new Map();
        this.#held.set(entity, known);
      }
      for (const key of keys) {
        const name = nameOf(key);
        known.set(name, { state, foreignKeys: foreignKeys ?? known.get(name)?.foreignKeys });
      }
    }
  }

  /** Rows that the client itself wrote are not behind its back, unless it took them from under an object. */
  #watch(effect: Effect, isOurs: boolean): void {
    if (effect.key === null) return;
    const row = `${effect.table} ${nameOf(effect.key)}`;
    if (!isOurs) this.#theirs.effects.set(row, effect);
    else if (effect.by === 'client' && effect.operation !== 'DELETE') this.#ours.effects.delete(row);
    else this.#ours.effects.set(row, effect);
  }

  /** What is stale now, of all that was committed. */
  settle(at: At): SessionEvent[] {
    const deleted = new Map<string, Stale>();
    const changed = new Map<string, Stale>();
    const seen = [...this.#ours.effects.values()].map((effect) => ({ effect, isOurs: true }));
    const unseen = [...this.#elsewhere.values()].map((effect) => ({ effect, isOurs: false }));
    for (const { effect, isOurs } of [...seen, ...unseen]) {
      const { key } = effect;
      if (key === null) continue;
      const holds = (each: Entity) => this.#held.get(each)?.get(nameOf(key));
      // A row is one object, whichever class of an inheritance it is of.
      const entity = this.#entitiesOf(effect.partition_of ?? effect.table)?.find(holds);
      const held = entity && holds(entity);
      if (!held || !isPersistent(held.state)) continue;
      const who = !isOurs
        ? 'other connection'
        : effect.trigger
          ? `trigger ${effect.trigger.name}`
          : effect.by === 'client'
            ? 'program’s own statement'
            : DOER_WORDS[effect.by];
      if (effect.operation === 'DELETE') append(deleted, key, { entity, who, what: 'deleted the row' });
      const change = effect.changes?.find(({ column, to }) => held.foreignKeys?.[column] !== to);
      if (change) append(changed, key, { entity, who, what: `changed the ${change.column}` });
    }
    this.#ours.end();
    return [...deleted.values(), ...changed.values()].map((stale) => this.#report(stale, at));
  }

  #report({ entity, who, what, keys: unsorted }: Stale, at: At): SessionEvent {
    const keys = unsorted.sort((a, b) => compareNames(nameOf(a), nameOf(b)));
    const [only] = keys;
    const event = staleEvent(
      at,
      entity,
      keys,
      only !== undefined && keys.length === 1
        ? `The ${who} ${what} of ${entity} ${nameOf(only)}, which Python still holds as it was`
        : `The ${who} ${what.replace(/row$/, 'rows')} of ${keys.length} ${entity} objects, which Python still holds as they were`,
    );
    this.#learn(event);
    return event;
  }
}

/** Objects of one class that became stale in one way. */
interface Stale {
  readonly entity: Entity;
  readonly who: string;
  readonly what: string;
  readonly keys: Key[];
}

function staleEvent(at: At, entity: Entity, keys: readonly Key[], note: string): SessionEvent {
  return {
    type: 'session',
    at,
    action: 'stale',
    note,
    rule: 'M1',
    objects: [{ entity, keys, state: 'stale' }],
    collections: [],
  };
}

function append(groups: Map<string, Stale>, key: Key, way: Omit<Stale, 'keys'>): void {
  const id = Object.values(way).join(' ');
  const known = groups.get(id);
  if (known) known.keys.push(key);
  else groups.set(id, { ...way, keys: [key] });
}
