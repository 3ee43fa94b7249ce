// What the flags say: what is needed to work a run out, and never its outcome.
import { expect, test } from 'vitest';
import { hintsOf } from '@/lib/predict/hints';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';

const hints = (settings: Partial<Scenario> = {}) => hintsOf(change(DEFAULT_SCENARIO, settings)).join(' ');

test.each<[Partial<Scenario>, RegExp, RegExp | null]>([
  [{}, /passive_deletes=True: the ORM loads nothing .* to PostgreSQL\..*ondelete="CASCADE": .* deletes the rows/, null],
  [{ passiveDeletes: false }, /passive_deletes=False: for a delete, the ORM loads the posts/, /loads nothing/],
  [{ cascade: 'save-update, merge' }, /cascade has no delete: the ORM sets user_id to NULL/, /the ORM deletes/],
  [{ onDelete: null }, /ondelete=None: PostgreSQL refuses/, null],
  [{ nullable: true }, /ondelete/, /nullable/],
  [{ operation: 'bulk-delete' }, /no cascade and no passive_deletes is asked/, /knows of/],
  [{ operation: 'remove-post' }, /cascade has delete-orphan.*No user is deleted/, /ondelete="CASCADE"/],
  [{ gone: 'posts' }, /another connection deletes the user’s posts/, null],
])('of %j', (settings, says, not) => {
  expect(hints(settings)).toMatch(says);
  if (not) expect(hints(settings)).not.toMatch(not);
});
