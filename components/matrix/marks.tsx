// Who did what, as marks: a disc for the ORM, a diamond for the foreign key; full where the row is gone, hollow
// where it stays with another user_id; a cross for a refusal.
import { type Outcome, outcomeFate } from '@/lib/matrix/outcome';
import { type Deed, deedsOf, wordOf } from './words';

export function Mark({ actor, kind }: Pick<Deed, 'actor' | 'kind'>) {
  return <i aria-hidden className="mx-mark" data-actor={actor} data-gone={kind === 'deleted'} />;
}

/** The marks and the word of an outcome. */
export function OutcomeMarks({ outcome }: { readonly outcome: Outcome }) {
  const fate = outcomeFate(outcome);
  return (
    <>
      {fate === 'refused' || fate === 'raised' ? <span aria-hidden>✕</span> : null}
      {deedsOf(outcome).map(({ actor, kind }) => (
        <Mark key={`${actor} ${kind}`} actor={actor} kind={kind} />
      ))}
      <span>{wordOf(outcome)}</span>
    </>
  );
}

/** Whose colour an outcome may wear. */
export function tintOf(outcome: Outcome): string {
  const fate = outcomeFate(outcome);
  if (fate !== 'deleted' && fate !== 'changed') return fate;
  const authors = new Set(deedsOf(outcome).map(({ actor }) => actor));
  return authors.size > 1 ? 'both' : authors.has('client') ? 'client' : 'foreign-key';
}
