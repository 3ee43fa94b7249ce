// M1 in words: objects that Python still holds as they were, and who has been at their rows.
import { DOER_WORDS } from '@/lib/trace/actor';
import { compareNames, nameOf } from '@/lib/trace/key';
import type { At, Effect, Entity, Key, SessionEvent } from '@/lib/trace/trace';

/** `who` did `what` to its row: "foreign key", "deleted the row". */
export interface StaleObject {
  readonly entity: Entity;
  readonly key: Key;
  readonly who: string;
  readonly what: string;
}

/** In words. `isOurs`: it was done on the Session's connection. */
export function doerOf({ by, trigger }: Effect, isOurs: boolean): string {
  if (!isOurs) return 'other connection';
  if (trigger) return `trigger ${trigger.name}`;
  return by === 'client' ? 'program’s own statement' : DOER_WORDS[by];
}

/** One for all objects of a class that are stale in the same way; deleted rows come first. */
export function staleEvents(stale: readonly StaleObject[], at: At): SessionEvent[] {
  const groups = new Map<string, { way: StaleObject; keys: Key[] }>();
  const deletes = ({ what }: StaleObject) => what.endsWith('row');
  for (const way of [...stale.filter(deletes), ...stale.filter((each) => !deletes(each))]) {
    const { key, entity, who, what } = way;
    const id = [entity, who, what].join(' ');
    const known = groups.get(id);
    if (known) known.keys.push(key);
    else groups.set(id, { way, keys: [key] });
  }
  return [...groups.values()].map(({ way, keys }) => staleEvent(way, keys, at));
}

function staleEvent({ entity, who, what }: StaleObject, unsorted: readonly Key[], at: At): SessionEvent {
  const keys = unsorted.toSorted((a, b) => compareNames(nameOf(a), nameOf(b)));
  const [only] = keys;
  const note =
    only !== undefined && keys.length === 1
      ? `The ${who} ${what} of ${entity} ${nameOf(only)}, which Python still holds as it was`
      : `The ${who} ${what.replace(/row$/, 'rows')} of ${keys.length} ${entity} objects, which Python still holds as they were`;
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
