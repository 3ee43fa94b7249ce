// Who can touch a row, in words: everywhere the same.
import { ACTORS, type Actor } from './trace';

export type ByActor<T> = Readonly<Record<Actor, T>>;

export const ACTOR_WORDS: ByActor<string> = { client: 'ORM', 'foreign-key': 'foreign key', trigger: 'trigger' };

/** Something for each actor. */
export function byActor<T>(make: (actor: Actor) => T): { [A in Actor]: T } {
  return Object.fromEntries(ACTORS.map((actor) => [actor, make(actor)])) as { [A in Actor]: T };
}
