// Who can touch a row, in words: everywhere the same. Pages load it, so nothing here needs the schemas of a trace.

export const ACTORS = ['client', 'foreign-key', 'trigger'] as const;
export type Actor = (typeof ACTORS)[number];

export type ByActor<T> = Readonly<Record<Actor, T>>;

/** An actor of the run, or somebody else, on another connection. */
export type Doer = Actor | 'elsewhere';

export const DOER_WORDS: Readonly<Record<Doer, string>> = {
  client: 'ORM',
  'foreign-key': 'foreign key',
  trigger: 'trigger',
  elsewhere: 'another connection',
};

/** Something for each actor. */
export function byActor<T>(make: (actor: Actor) => T): { [A in Actor]: T } {
  return Object.fromEntries(ACTORS.map((actor) => [actor, make(actor)])) as { [A in Actor]: T };
}
