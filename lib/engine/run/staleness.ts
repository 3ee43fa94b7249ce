// Which objects of the Session are stale: persistent in Python while the foreign key has deleted their row or
// changed its foreign key (M1). Fed with every event of a trace in order, whichever ORM made it; derived from what
// the Session said and what the witness saw, never from the settings.
import { compareKeys } from '@/lib/trace/key';
import type { Effect, Entity, Key, ObjectState, SessionEvent, TraceEvent, Value } from '@/lib/trace/trace';

/** The class of a table's rows; undefined when none is mapped to it. */
type EntityOf = (table: string) => Entity | undefined;

const OF_SCENARIOS: Readonly<Record<string, Entity>> = { users: 'User', posts: 'Post', profiles: 'Profile' };

interface Held {
  state: ObjectState;
  /** The foreign-key attribute; undefined when the Session never mentioned it. */
  userId: Value | undefined;
}

/** The states in which an object stands for a row that it believes to exist. */
function isPersistent(state: ObjectState): boolean {
  return state === 'persistent' || state === 'orphan';
}

export class Staleness {
  readonly #held = new Map<Entity, Map<Key, Held>>();
  /** What foreign keys did in the open transaction, the last effect of each row. */
  readonly #pending = new Map<string, Effect>();
  readonly #entityOf: EntityOf;

  constructor(entityOf: EntityOf = (table) => OF_SCENARIOS[table]) {
    this.#entityOf = entityOf;
  }

  /** The events that follow from this one: after a COMMIT, what became stale by it. */
  after(event: TraceEvent): SessionEvent[] {
    if (event.type === 'session') this.#learn(event);
    else if (event.type === 'statement') {
      if (!event.failed) for (const effect of event.effects) this.#watch(effect);
    } else if (event.action === 'commit') return this.#settle();
    else if (event.action === 'rollback') this.#pending.clear();
    return [];
  }

  #learn({ objects }: SessionEvent): void {
    for (const { entity, keys, state, userId } of objects) {
      let known = this.#held.get(entity);
      if (!known) {
        known = new Map();
        this.#held.set(entity, known);
      }
      for (const key of keys) {
        known.set(key, { state, userId: userId === undefined ? known.get(key)?.userId : userId });
      }
    }
  }

  /** Rows that the client itself wrote afterwards are no longer behind its back. */
  #watch(effect: Effect): void {
    const row = `${effect.table} ${effect.key}`;
    if (effect.by === 'foreign-key') this.#pending.set(row, effect);
    else this.#pending.delete(row);
  }

  #settle(): SessionEvent[] {
    const deleted = new Map<Entity, Key[]>();
    const changed = new Map<Entity, Key[]>();
    let column = '';
    for (const effect of this.#pending.values()) {
      const entity = this.#entityOf(effect.table);
      const held = entity && this.#held.get(entity)?.get(effect.key);
      if (!held || !isPersistent(held.state)) continue;
      if (effect.operation === 'DELETE') append(deleted, entity, effect.key);
      else if (effect.change && held.userId !== effect.change.to) {
        append(changed, entity, effect.key);
        column = effect.change.column;
      }
    }
    this.#pending.clear();
    return [
      ...this.#report(deleted, 'deleted the row', 'deleted the rows'),
      ...this.#report(changed, `changed the ${column}`, `changed the ${column}`),
    ];
  }

  #report(stale: ReadonlyMap<Entity, Key[]>, oneDid: string, manyDid: string): SessionEvent[] {
    return [...stale].map(([entity, unsorted]) => {
      const keys = unsorted.sort(compareKeys);
      this.#learn(staleEvent(entity, keys, ''));
      const what =
        keys.length === 1
          ? `The foreign key ${oneDid} of ${entity} ${keys[0]}, which Python still holds as it was`
          : `The foreign key ${manyDid} of ${keys.length} ${entity} objects, which Python still holds as they were`;
      return staleEvent(entity, keys, what);
    });
  }
}

function staleEvent(entity: Entity, keys: readonly Key[], note: string): SessionEvent {
  return {
    type: 'session',
    at: 'commit',
    action: 'stale',
    note,
    rule: 'M1',
    objects: [{ entity, keys, state: 'stale' }],
    collections: [],
  };
}

function append(groups: Map<Entity, Key[]>, entity: Entity, key: Key): void {
  const keys = groups.get(entity);
  if (keys) keys.push(key);
  else groups.set(entity, [key]);
}
