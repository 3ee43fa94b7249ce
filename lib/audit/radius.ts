// How far a delete reaches: what becomes of the rows at each foreign key, and of each table when an object of a class goes.
import { type Audit, FEW, type Observed, type TableCounts } from './facts';
import { type Key, keysOf, removed, rowsOf, subjectsOf } from './subject';

/** What becomes of the rows at a foreign key when what they point at is deleted by session.delete(). */
export type Fate = 'client' | 'foreignKey' | 'trigger' | 'null' | 'refused' | 'untouched' | 'unseen';

export interface Arrow {
  readonly key: Key;
  readonly fate: Fate;
}

/** One for each foreign key, those of inheritance aside. */
export function arrowsOf(audit: Audit): readonly Arrow[] {
  const subjects = subjectsOf(audit);
  const links = new Set(audit.facts.classes.flatMap((each) => each.links));
  return keysOf(audit)
    .filter(({ place }) => !links.has(place))
    .map((key) => {
      const of = subjects.filter((each) => each.incoming.some(({ place }) => place === key.place));
      // the class whose table it points at, before those that inherit from it
      const subject = of.find(({ class: { tables } }) => tables[0] === key.references) ?? of[0];
      const run = subject?.observed('delete', key);
      return { key, fate: run ? fateAt(run, key) : 'unseen' };
    });
}

function fateAt(run: Observed, key: Key): Fate {
  if (run.error) return 'refused';
  if (run.nulls[key.place] !== undefined) return 'null';
  const counts = rowsOf(run, key.table);
  if (counts.trigger > 0) return 'trigger';
  if (counts.client > 0) return 'client';
  return counts.foreignKey > 0 ? 'foreignKey' : 'untouched';
}

export interface Reach {
  readonly refused: string | null;
  /** The tables that something happens to, by name. */
  readonly tables: Readonly<Record<string, TableCounts>>;
}

/** What a session.delete() of an object of a class does, with two children on each foreign key; null where it was not observed. */
export function reachOf({ observed }: Audit, name: string): Reach | null {
  const run = observed.find(
    (each) => each.class === name && each.way === 'delete' && each.only === null && each.children === FEW,
  );
  if (!run) return null;
  const touched = Object.entries(run.tables).filter(([, counts]) => removed(counts) + counts.nulled > 0);
  return { refused: run.error && (run.error.sqlstate ?? run.error.class), tables: Object.fromEntries(touched) };
}
