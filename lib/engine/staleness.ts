// Which objects of the Session are stale: persistent in Python while the foreign key has deleted their row or
// changed their user_id (M1). Fed with every event of a trace in order, whichever ORM made it; derived from what
// the Session said and what the witness saw, never from the settings.
import type { Effect, Entity, ObjectState, SessionEvent, TraceEvent } from '@/lib/trace/trace';

const ENTITY_OF: Readonly<Record<string, Entity>> = { users: 'User', posts: 'Post', profiles: 'Profile' };

interface Held {
  state: ObjectState;
  /** The foreign-key attribute; undefined when the Session never mentioned it. */
  userId: number | null | undefined;
}

/** The states in which an object stands for a row that it believes to exist. */
function isPersistent(state: ObjectState): boolean {
  return state === 'persistent' || state === 'orphan';
}

export class Staleness {
  readonly #held = new Map<Entity, Map<number, Held>>();
  /** What foreign keys did in the open transaction, the last effect of each row. */
  readonly #pending = new Map<string, Effect>();

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
    const deleted = new Map<Entity, number[]>();
    const changed = new Map<Entity, number[]>();
    for (const effect of this.#pending.values()) {
      const entity = ENTITY_OF[effect.table];
      const held = entity && this.#held.get(entity)?.get(effect.key);
      if (!held || !isPersistent(held.state)) continue;
      if (effect.operation === 'DELETE') append(deleted, entity, effect.key);
      else if (effect.change && held.userId !== effect.change.to) append(changed, entity, effect.key);
    }
    this.#pending.clear();
    return [
      ...this.#report(deleted, 'deleted the row', 'deleted the rows'),
      ...this.#report(changed, 'changed the user_id', 'changed the user_id'),
    ];
  }

  #report(stale: ReadonlyMap<Entity, number[]>, oneDid: string, manyDid: string): SessionEvent[] {
    return [...stale].map(([entity, unsorted]) => {
      const keys = unsorted.sort((a, b) => a - b);
      this.#learn(staleEvent(entity, keys, ''));
      const what =
        keys.length === 1
          ? `The foreign key ${oneDid} of ${entity} ${keys[0]}, which Python still holds as it was`
          : `The foreign key ${manyDid} of ${keys.length} ${entity} objects, which Python still holds as they were`;
      return staleEvent(entity, keys, what);
    });
  }
}

function staleEvent(entity: Entity, keys: readonly number[], note: string): SessionEvent {
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

function append(groups: Map<Entity, number[]>, entity: Entity, key: number): void {
  const keys = groups.get(entity);
  if (keys) keys.push(key);
  else groups.set(entity, [key]);
}
