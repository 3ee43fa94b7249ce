// Which objects of the Session are stale: persistent in Python while the foreign key has deleted their row or
// changed its foreign key (M1). Fed with every event of a trace in order, whichever ORM made it; derived from what
// the Session said and what the witness saw, never from the settings.
import { compareNames, type Name, nameOf } from '@/lib/trace/key';
import type { Effect, Entity, Key, ObjectChange, ObjectState, SessionEvent, TraceEvent } from '@/lib/trace/trace';

/** The class of a table's rows; undefined when none is mapped to it. */
type EntityOf = (table: string) => Entity | undefined;

const OF_SCENARIOS: Readonly<Record<string, Entity>> = { users: 'User', posts: 'Post', profiles: 'Profile' };

interface Held {
  state: ObjectState;
  /** The foreign keys' columns, as far as the Session ever mentioned them. */
  foreignKeys: ObjectChange['foreignKeys'];
}

/** The states in which an object stands for a row that it believes to exist. */
function isPersistent(state: ObjectState): boolean {
  return state === 'persistent' || state === 'orphan';
}

export class Staleness {
  readonly #held = new Map<Entity, Map<Name, Held>>();
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

  /** Rows that the client itself wrote afterwards are no longer behind its back. */
  #watch(effect: Effect): void {
    if (effect.key === null) return;
    const row = `${effect.table} ${nameOf(effect.key)}`;
    if (effect.by === 'foreign-key') this.#pending.set(row, effect);
    else this.#pending.delete(row);
  }

  #settle(): SessionEvent[] {
    const deleted = new Map<Entity, Key[]>();
    const changed = new Map<Entity, Key[]>();
    let column = '';
    for (const effect of this.#pending.values()) {
      const entity = this.#entityOf(effect.table);
      const { key } = effect;
      const held = entity && key !== null && this.#held.get(entity)?.get(nameOf(key));
      if (!held || !isPersistent(held.state)) continue;
      if (effect.operation === 'DELETE') append(deleted, entity, key);
      const unseen = effect.changes?.find(({ column: each, to }) => held.foreignKeys?.[each] !== to);
      if (unseen) {
        append(changed, entity, key);
        column = unseen.column;
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
      const keys = unsorted.sort((a, b) => compareNames(nameOf(a), nameOf(b)));
      this.#learn(staleEvent(entity, keys, ''));
      const [only] = keys;
      const what =
        only !== undefined && keys.length === 1
          ? `The foreign key ${oneDid} of ${entity} ${nameOf(only)}, which Python still holds as it was`
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
