import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { change } from '@/lib/scenario/change';
import { PRESETS } from '@/lib/scenario/presets';
import { DEFAULT_SCENARIO, FIELDS, LOADED, OPERATIONS_OF, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import { indexRun } from '@/lib/trace/run-index';
import type { Tone } from '@/lib/verdict/advice';
import { type Verdict, verdictOf } from '@/lib/verdict/verdict';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const verdict = (settings: Partial<Scenario>) => {
  const scenario = change(DEFAULT_SCENARIO, settings);
  return verdictOf(indexRun(runScenario(database, scenario)), scenario);
};
const words = ({ sentences }: Verdict) => sentences.map((parts) => parts.map(({ text }) => text).join(''));

const DEFAULT_CASCADE = 'save-update, merge';

describe('the verdict', () => {
  it.each<[string, Partial<Scenario>, Tone, string[]]>([
    [
      'the foreign key and the ORM, each with its share',
      {},
      'good',
      ['PostgreSQL’s foreign key removed 3 posts.', 'The ORM sent one DELETE and loaded nothing more.'],
    ],
    [
      'one post in the singular',
      { posts: 1 },
      'good',
      ['PostgreSQL’s foreign key removed 1 post.', 'The ORM sent one DELETE and loaded nothing more.'],
    ],
    [
      'what the ORM loaded and deleted',
      { passiveDeletes: false },
      'good',
      ['The ORM loaded 3 rows and deleted 3 posts, in 3 statements.'],
    ],
    [
      'both, when each deleted some',
      { operation: 'delete-post-then-user' },
      'good',
      ['PostgreSQL’s foreign key removed 2 posts.', 'The ORM deleted 1 post, in 2 statements.'],
    ],
    [
      'posts that nobody wanted without a user',
      { cascade: DEFAULT_CASCADE, passiveDeletes: false, nullable: true },
      'wrong',
      [
        'The ORM loaded 3 rows and set user_id to NULL on 3 posts, in 3 statements.',
        '3 posts are left without a user.',
      ],
    ],
    [
      'posts that SET NULL was to leave without a user',
      { onDelete: 'SET NULL', nullable: true },
      'good',
      [
        'PostgreSQL’s foreign key set user_id to NULL on 3 posts.',
        'The ORM sent one DELETE and loaded nothing more.',
        '3 posts are left without a user.',
      ],
    ],
    [
      'a refusal for the rows that still point at the user',
      { onDelete: null },
      'refused',
      ['PostgreSQL refused the DELETE: posts still point at the user.', 'Everything was rolled back.'],
    ],
    [
      'a refusal of NULL',
      { cascade: DEFAULT_CASCADE, passiveDeletes: false },
      'refused',
      ['PostgreSQL refused the UPDATE: user_id may not be NULL.', 'Everything was rolled back.'],
    ],
    [
      'a setting that SQLAlchemy rejects',
      { passiveDeletes: 'all' },
      'rejected',
      ['SQLAlchemy rejects this setting before anything reaches PostgreSQL.'],
    ],
    [
      'many rows loaded only to be deleted',
      { passiveDeletes: false, posts: 1200 },
      'slow',
      [
        'The ORM loaded 1,200 rows and deleted 1,200 posts, in 3 statements.',
        'This is the slow way: it costs more with every post.',
      ],
    ],
    [
      'a foreign key without an index',
      { index: false, posts: 200 },
      'slow',
      [
        'PostgreSQL’s foreign key removed 200 posts.',
        'The ORM sent one DELETE and loaded nothing more.',
        'This is the slow way: there is no index to find posts by.',
      ],
    ],
    [
      'a user without posts',
      { posts: 0 },
      'good',
      ['The ORM sent one DELETE and loaded nothing more.', 'No post was touched.'],
    ],
    [
      'a profile that is there already',
      { shape: 'one-to-one', operation: 'replace-profile', unique: true },
      'refused',
      ['PostgreSQL refused the INSERT: the user has a profile already.', 'Everything was rolled back.'],
    ],
  ])('tells of %s', (_, settings, tone, sentences) => {
    const result = verdict(settings);
    expect(words(result)).toEqual(sentences);
    expect(result.tone).toBe(tone);
  });

  it('marks each actor as itself', () => {
    expect(verdict({}).sentences.map((parts) => parts[0]?.tone)).toEqual(['foreign-key', 'client']);
  });

  it('has PostgreSQL’s own words for a refusal, and what became of the rows', () => {
    expect(verdict({ onDelete: null }).problem).toEqual({
      error: {
        class: 'IntegrityError',
        sqlstate: '23503',
        message:
          'update or delete on table "users" violates foreign key constraint "posts_user_id_fkey" on table "posts"',
        detail: 'Key (id)=(1) is still referenced from table "posts".',
        constraint: 'posts_user_id_fkey',
      },
      undone: 'The whole transaction was rolled back. All 2 users and 5 posts are still there.',
    });
  });

  it('passes SQLAlchemy’s warning on', () => {
    expect(verdict({ cascade: 'save-update, merge, delete-orphan', nullable: true }).warnings).toEqual([
      {
        class: 'SAWarning',
        at: 'setup',
        message: expect.stringContaining("'delete-orphan' cascade option requires 'delete'"),
      },
    ]);
  });
});

describe('the advice', () => {
  it('for the classic mistake is ON DELETE CASCADE, or to drop passive_deletes', () => {
    expect(verdict({ onDelete: null }).suggestions.map(({ scenario }) => scenario)).toEqual([
      change(DEFAULT_SCENARIO, { onDelete: 'CASCADE' }),
      change(DEFAULT_SCENARIO, { onDelete: null, passiveDeletes: false }),
    ]);
  });

  it('is silent about a run that cannot be bettered', () => {
    expect(verdict({}).suggestions).toEqual([]);
  });

  it('is there for every preset that went wrong', () => {
    for (const { scenario } of PRESETS) {
      const { tone, suggestions } = verdict(scenario);
      if (tone !== 'good') expect(suggestions.some((each) => each.scenario !== null)).toBe(true);
    }
  });

  it('leads to a better run, whatever the scenario', () => {
    const order: readonly Tone[] = ['good', 'slow', 'wrong', 'refused', 'rejected'];
    const anyScenario = fc.constantFrom(...SHAPES).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        cascade: fc.constantFrom('all, delete-orphan', 'all', DEFAULT_CASCADE, 'delete-orphan', 'orphan', ''),
        passiveDeletes: fc.constantFrom(true, false, 'all' as const),
        onDelete: fc.constantFrom(null, ...FIELDS.onDelete.wrapped.wrapped.options),
        nullable: fc.boolean(),
        unique: fc.boolean(),
        loaded: fc.constantFrom(...LOADED),
        operation: fc.constantFrom(...OPERATIONS_OF[shape]),
      }),
    );
    fc.assert(
      fc.property(anyScenario, (settings) => {
        const { tone, suggestions } = verdict(settings);
        if (tone !== 'good') expect(suggestions).not.toEqual([]);
        for (const { scenario, text } of suggestions) {
          if (!scenario) continue;
          const next = verdict(scenario).tone;
          if (tone === 'good') expect(next, text).toBe('good');
          else expect(order.indexOf(next), text).toBeLessThan(order.indexOf(tone));
        }
      }),
      { numRuns: 200 },
    );
  });
});
