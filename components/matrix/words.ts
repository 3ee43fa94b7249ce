// An outcome in words: short ones for a cell, a phrase for its accessible name.

import type { Grid, Setting } from '@/lib/matrix/grids';
import { type Outcome, outcomeFate } from '@/lib/matrix/outcome';
import type { Loaded, OnDelete } from '@/lib/scenario/scenario';
import { loadedWords, passiveDeletesWords } from '@/lib/scenario/setting-words';
import { NAMES } from '@/lib/scenario/shape';
import { ACTORS, type Actor, DOER_WORDS } from '@/lib/trace/actor';

/** What somebody did to children: their rows gone, or kept with another user_id. */
export interface Deed {
  readonly actor: Actor;
  readonly kind: 'deleted' | 'nulled' | 'changed';
  readonly count: number;
}

const KINDS = ['deleted', 'nulled', 'changed'] as const;

/** The deeds that last, the ORM's first. */
export function deedsOf({ children }: Outcome): readonly Deed[] {
  return ACTORS.flatMap((actor) => KINDS.map((kind) => ({ actor, kind, count: children[actor][kind] }))).filter(
    ({ count }) => count > 0,
  );
}

/** The word that a cell shows beside its marks. */
export function wordOf(outcome: Outcome): string {
  const deeds = deedsOf(outcome);
  switch (outcomeFate(outcome)) {
    case 'rejected':
    case 'raised':
      return outcome.error?.class ?? '';
    case 'refused':
      return outcome.error?.sqlstate ?? '';
    case 'null':
      return 'NULL';
    case 'untouched':
      return 'untouched';
    default: {
      const changed = deeds.find(({ kind }) => kind === 'changed');
      if (changed) return changed.actor === 'client' ? 'moved' : 'default';
      const authors = new Set(deeds.map(({ actor }) => actor));
      return authors.size > 1 ? 'both' : DOER_WORDS[deeds[0]?.actor ?? 'client'];
    }
  }
}

function deedPhrase({ actor, kind, count }: Deed, { one, many }: { readonly one: string; readonly many: string }) {
  const children = `${count} ${count === 1 ? one : many}`;
  const by = `by the ${DOER_WORDS[actor]}`;
  switch (kind) {
    case 'deleted':
      return `${children} deleted ${by}`;
    case 'nulled':
      return `${children} set to NULL ${by}`;
    case 'changed':
      return actor === 'client'
        ? `${children} moved to another user ${by}`
        : `${children} moved to the default user ${by}`;
  }
}

/** What came of a run, as a phrase that contains the word of its cell. */
export function phraseOf(outcome: Outcome, { shape }: Grid): string {
  const names = NAMES[shape];
  switch (outcomeFate(outcome)) {
    case 'rejected':
      return `rejected by SQLAlchemy with ${wordOf(outcome)}`;
    case 'raised':
      return `SQLAlchemy raises ${wordOf(outcome)}`;
    case 'refused':
      return `refused by PostgreSQL with ${wordOf(outcome)}`;
    case 'untouched':
      return `${names.many} untouched`;
    default: {
      const phrases = deedsOf(outcome).map((deed) => deedPhrase(deed, names));
      return wordOf(outcome) === 'both' ? `both: ${phrases.join(', ')}` : phrases.join(', ');
    }
  }
}

export const onDeleteText = (value: OnDelete) => value ?? 'None';
export const nullableText = (value: boolean) => (value ? 'NULL' : 'NOT NULL');

/** The settings as they are written, for example `cascade="all", passive_deletes=True, ...`. */
export function settingText({ cascade, passiveDeletes, onDelete, nullable }: Setting): string {
  const action = onDelete === null ? 'None' : `"${onDelete}"`;
  return `cascade="${cascade}", passive_deletes=${passiveDeletesWords(passiveDeletes)}, ondelete=${action}, nullable=${nullable ? 'True' : 'False'}`;
}

/** The states of the collection, for example "user.posts not loaded or one loaded". */
export function loadedText(loaded: readonly Loaded[], { shape }: Grid): string {
  return `user.${NAMES[shape].attribute} ${loaded.map((each) => loadedWords(each, shape)).join(' or ')}`;
}
