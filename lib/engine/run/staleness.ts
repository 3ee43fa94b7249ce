// Which objects of a scenario are stale: persistent in Python while a foreign key, a trigger or a statement that the
// Session does not follow has deleted their row, or one of the first two has changed it (M1). Fed with every event of a
// trace in order, whichever ORM made it; derived from what the Session said and what the witness saw, never from the
// settings.
import { type Name, nameOf } from '@/lib/trace/key';
import type {
  At,
  Effect,
  Entity,
  ObjectChange,
  ObjectState,
  SessionEvent,
  TraceEvent,
  TransactionEvent,
} from '@/lib/trace/trace';
import { isOfSession } from '@/lib/trace/transactions';
import { doerOf, type StaleObject, staleEvents } from './stale-events';

/** The class whose objects are the rows of a table. */
const ENTITIES: Readonly<Record<string, Entity>> = { users: 'User', posts: 'Post', profiles: 'Profile' };

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
  /** What was done in the open transaction and not by a flush, the last effect of each row. */
  #pending = new Map<string, Effect>();
  /** What it was at each savepoint. */
  #savepoints: readonly { readonly name: string | undefined; readonly pending: ReadonlyMap<string, Effect> }[] = [];
  /** What another connection did and committed: it stays so, whatever becomes of the Session's transaction. */
  readonly #elsewhere = new Map<string, Effect>();

  /** The events that follow from this one: after a COMMIT, what became stale by it. */
  after(event: TraceEvent): SessionEvent[] {
    if (event.type === 'session') this.#learn(event);
    else if (event.type === 'statement') {
      if (!event.failed) for (const effect of event.effects) this.#watch(effect, isOfSession(event));
    } else if (event.action === 'commit') return this.#settle(event.at);
    else if (isOfSession(event)) this.#goBack(event);
    return [];
  }

  #goBack({ action, name }: TransactionEvent): void {
    // A name that is used again stands for the newest savepoint of that name.
    const at = this.#savepoints.findLastIndex((each) => name === undefined || each.name === name);
    if (action === 'savepoint') this.#savepoints = [...this.#savepoints, { name, pending: new Map(this.#pending) }];
    else if (action === 'release') this.#savepoints = this.#savepoints.slice(0, Math.max(0, at));
    else if (action === 'rollback-to') {
      this.#pending = new Map(this.#savepoints[at]?.pending);
      this.#savepoints = this.#savepoints.slice(0, at + 1);
    } else if (action === 'rollback') this.#end();
  }

  #end(): void {
    this.#pending = new Map();
    this.#savepoints = [];
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
    if (!isOurs) this.#elsewhere.set(row, effect);
    else if (effect.by === 'client' && effect.operation !== 'DELETE') this.#pending.delete(row);
    else this.#pending.set(row, effect);
  }

  #settle(at: At): SessionEvent[] {
    const stale: StaleObject[] = [];
    const seen = [...this.#pending.values()].map((effect) => ({ effect, isOurs: true }));
    const unseen = [...this.#elsewhere.values()].map((effect) => ({ effect, isOurs: false }));
    for (const { effect, isOurs } of [...seen, ...unseen]) {
      const { key } = effect;
      const entity = ENTITIES[effect.table];
      if (key === null || entity === undefined) continue;
      const held = this.#held.get(entity)?.get(nameOf(key));
      if (!held || !isPersistent(held.state)) continue;
      const who = doerOf(effect, isOurs);
      if (effect.operation === 'DELETE') stale.push({ entity, key, who, what: 'deleted the row' });
      const change = effect.changes?.find(({ column, to }) => held.foreignKeys?.[column] !== to);
      if (change) stale.push({ entity, key, who, what: `changed the ${change.column}` });
    }
    this.#end();
    const events = staleEvents(stale, at);
    for (const event of events) this.#learn(event);
    return events;
  }
}
