// Which of the objects that a program holds may be stale (M1): somebody has touched their rows since that was last
// asked. Whether they are is for Python to find out, which reads those rows again; who it was, and what the page is
// told, is here.

import type { StaleFound } from '@/lib/sqlalchemy/python-engine';
import type { ObjectGroup } from '@/lib/trace/insight';
import { type Name, nameOf } from '@/lib/trace/key';
import type { At, Effect, Entity, SessionEvent, TraceEvent } from '@/lib/trace/trace';
import { isOfSession, settleEffects } from '@/lib/trace/transactions';
import { doerOf, type StaleObject, staleEvents } from './stale-events';

/** The classes whose objects are rows of a table. */
type EntitiesOf = (table: string) => readonly Entity[] | undefined;

interface Touch {
  readonly effect: Effect;
  readonly isOurs: boolean;
}

export class Suspects {
  readonly #events: readonly TraceEvent[];
  readonly #entitiesOf: EntitiesOf;
  /** The events up to here have been asked about. */
  #asked = 0;
  /** By object, all that was done to its row and lasts. */
  #touched: ReadonlyMap<string, readonly Touch[]> = new Map();

  /** `events` is the list that the run is recorded in. */
  constructor(events: readonly TraceEvent[], entitiesOf: EntitiesOf) {
    this.#events = events;
    this.#entitiesOf = entitiesOf;
  }

  /** After a COMMIT, of the objects that Python holds. Linear in what has happened since it was last asked. */
  among(held: readonly ObjectGroup[]): readonly ObjectGroup[] {
    const events = this.#events.slice(this.#asked);
    this.#asked = this.#events.length;
    const names = new Map(held.map(({ entity, keys }) => [entity, new Set(keys.map(nameOf))]));
    const touched = new Map<string, Touch[]>();
    for (const touch of lastingTouches(events)) {
      const object = this.#objectOf(touch.effect, names);
      if (object === null) continue;
      const known = touched.get(object);
      if (known) known.push(touch);
      else touched.set(object, [touch]);
    }
    this.#touched = touched;
    return held
      .map(({ entity, keys }) => ({ entity, keys: keys.filter((key) => touched.has(idOf(entity, nameOf(key)))) }))
      .filter(({ keys }) => keys.length > 0);
  }

  /** The events for those that Python has found to be stale. */
  found(found: readonly StaleFound[], at: At): readonly SessionEvent[] {
    return staleEvents(
      found.map((each) => this.#told(each)),
      at,
    );
  }

  /** A row is one object, whichever class of an inheritance it is of. */
  #objectOf({ key, table, partition_of }: Effect, names: ReadonlyMap<Entity, ReadonlySet<Name>>): string | null {
    if (key === null) return null;
    const name = nameOf(key);
    const entity = this.#entitiesOf(partition_of ?? table)?.find((each) => names.get(each)?.has(name));
    return entity === undefined ? null : idOf(entity, name);
  }

  #told({ entity, key, column }: StaleFound): StaleObject {
    const touches = this.#touched.get(idOf(entity, nameOf(key))) ?? [];
    const last = touches.findLast(({ effect }) => explains(effect, column));
    const told = { entity, key, who: last ? doerOf(last.effect, last.isOurs) : 'database' };
    if (column === null) return { ...told, what: last ? 'deleted the row' : 'has no row' };
    return { ...told, what: last ? `changed the ${column}` : `has another ${column}` };
  }
}

function idOf(entity: Entity, name: Name): string {
  return `${entity} ${name}`;
}

function lastingTouches(events: readonly TraceEvent[]): readonly Touch[] {
  const { lasting } = settleEffects(events);
  return events
    .flatMap((event) =>
      event.type === 'statement' ? event.effects.map((effect) => ({ effect, isOurs: isOfSession(event) })) : [],
    )
    .filter((_, at) => lasting[at]);
}

function explains({ operation, changes = [] }: Effect, changed: string | null): boolean {
  if (changed === null) return operation === 'DELETE' || operation === 'TRUNCATE';
  return changes.some(({ column }) => column === changed);
}
