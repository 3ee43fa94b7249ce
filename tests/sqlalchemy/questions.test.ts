// Every question on SQLAlchemy itself, and its settings by the model, too: both runs of each are held against its words.
import { expect, test } from 'vitest';
import { KINDS } from '@/lib/errors/kinds';
import { read } from '@/lib/errors/reading';
import { recognise } from '@/lib/errors/recognise';
import { CASCADES, ON_DELETES } from '@/lib/matrix/grids';
import type { QuestionRun } from '@/lib/questions/question';
import { QUESTIONS, type QuestionId } from '@/lib/questions/questions';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Trace } from '@/lib/trace/trace';
import { describeLive } from './live';
import { type Outcome, runnerOn } from './question-runs';

/** What each question says of its runs, the same in both series. */
const CLAIMS: Readonly<Record<QuestionId, { readonly run: Outcome; readonly instead: Outcome }>> = {
  'children-left-with-null': {
    run: {
      sent: 'SELECT posts, UPDATE posts ×3, DELETE users',
      touched: 'ORM UPDATE posts ×3, ORM DELETE users',
      left: 'users 1, posts 5 (3 NULL)',
    },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'on-delete-cascade-never-fires': {
    run: {
      sent: 'SELECT posts, DELETE posts ×3, DELETE users',
      touched: 'ORM DELETE posts ×3, ORM DELETE users',
      left: 'users 1, posts 2',
    },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'passive-deletes-is-ignored': {
    run: {
      sent: 'DELETE posts ×3, DELETE users',
      touched: 'ORM DELETE posts ×3, ORM DELETE users',
      left: 'users 1, posts 2',
    },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'passive-deletes-default': {
    run: {
      sent: 'SELECT posts, DELETE posts ×3, DELETE users',
      touched: 'ORM DELETE posts ×3, ORM DELETE users',
      left: 'users 1, posts 2',
    },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'slow-delete': {
    run: {
      sent: 'SELECT posts, DELETE posts ×10, DELETE users',
      touched: 'ORM DELETE posts ×10, ORM DELETE users',
      left: 'users 1, posts 2',
    },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×10',
      left: 'users 1, posts 2',
    },
  },
  'orphan-is-left': {
    run: { sent: 'UPDATE posts', touched: 'ORM UPDATE posts', left: 'users 2, posts 5 (1 NULL)' },
    instead: { sent: 'SELECT posts, DELETE posts', touched: 'ORM DELETE posts', left: 'users 2, posts 4' },
  },
  'child-deletes-its-parent': {
    run: {
      sent: 'SELECT users, SELECT posts, UPDATE posts, DELETE posts, DELETE users',
      touched: 'ORM UPDATE posts, ORM DELETE posts, ORM DELETE users',
      left: 'users 1, posts 2 (1 NULL)',
    },
    instead: { sent: 'DELETE posts', touched: 'ORM DELETE posts', left: 'users 2, posts 4' },
  },
  'lazy-raise': {
    run: {
      sent: 'SELECT posts, DELETE posts ×2, DELETE users',
      touched: 'ORM DELETE posts ×2, ORM DELETE users',
      left: 'users 1, posts 1',
    },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'foreign-key-violation': {
    run: { sent: 'DELETE users', touched: 'ORM DELETE users', error: 'IntegrityError 23503', left: 'users 2, posts 5' },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'not-null-violation': {
    run: {
      sent: 'SELECT posts, UPDATE posts ×3',
      touched: 'ORM UPDATE posts',
      error: 'IntegrityError 23502',
      left: 'users 2, posts 5',
    },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'restrict-violation': {
    run: { sent: 'DELETE users', touched: 'ORM DELETE users', error: 'IntegrityError 23001', left: 'users 2, posts 5' },
    instead: {
      sent: 'SELECT posts, DELETE posts ×3, DELETE users',
      touched: 'ORM DELETE posts ×3, ORM DELETE users',
      left: 'users 1, posts 2',
    },
  },
  'replace-a-one-to-one': {
    run: {
      sent: 'SELECT profiles, INSERT profiles',
      touched: 'ORM INSERT profiles',
      error: 'IntegrityError 23505',
      left: 'users 2, profiles 2',
    },
    instead: {
      sent: 'SELECT profiles, DELETE profiles, INSERT profiles',
      touched: 'ORM DELETE profiles, ORM INSERT profiles',
      left: 'users 2, profiles 2',
    },
  },
  'transaction-is-aborted': {
    run: {
      sent: 'DELETE users, SELECT users',
      touched: 'ORM DELETE users',
      error: 'InternalError 25P02',
      printed: ['refused: 23503'],
      left: 'users 2, posts 3',
    },
    instead: {
      sent: 'DELETE users, SELECT users',
      touched: 'ORM DELETE users',
      printed: ["['ann', 'bob']"],
      left: 'users 2, posts 3',
    },
  },
  'refused-in-a-loop': {
    run: {
      sent: 'DELETE customers ×3, SELECT customers',
      touched: 'ORM DELETE customers ×3',
      left: 'customers 2, invoices 1',
    },
    instead: {
      sent: 'DELETE customers ×3',
      touched: 'ORM DELETE customers ×3',
      printed: ['kept: bob'],
      left: 'customers 1, invoices 1',
    },
  },
  'expected-to-update': {
    run: { sent: 'UPDATE posts', touched: '', error: 'StaleDataError', left: 'users 2, posts 4' },
    instead: { sent: 'SELECT posts', touched: '', printed: ['somebody has deleted it'], left: 'users 2, posts 2' },
  },
  'expected-to-delete': {
    run: { sent: 'DELETE posts', touched: '', warned: ['SAWarning'], left: 'users 2, posts 4' },
    instead: { sent: 'DELETE posts', touched: '', left: 'users 2, posts 4' },
  },
  'object-deleted-error': {
    run: {
      sent: 'DELETE users, SELECT posts',
      touched: 'ORM DELETE users, foreign key DELETE posts ×2',
      error: 'ObjectDeletedError',
      left: 'users 1, posts 1',
    },
    instead: {
      sent: 'DELETE users, SELECT posts ×2',
      touched: 'ORM DELETE users, foreign key DELETE posts ×2',
      printed: ['None'],
      left: 'users 1, posts 1',
    },
  },
  'detached-instance-error': {
    run: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×2',
      error: 'DetachedInstanceError',
      left: 'users 1, posts 1',
    },
    instead: {
      sent: 'SELECT posts, DELETE posts ×2, DELETE users',
      touched: 'ORM DELETE posts ×2, ORM DELETE users',
      printed: ['ann had 2 posts'],
      left: 'users 1, posts 1',
    },
  },
  'missing-greenlet': {
    run: {
      sent: 'SELECT posts, DELETE posts ×2, DELETE users',
      touched: 'ORM DELETE posts ×2, ORM DELETE users',
      error: 'MissingGreenlet',
      left: 'users 1, posts 1',
    },
    instead: { sent: 'DELETE posts ×3', touched: 'ORM DELETE posts ×3', left: 'users 2, posts 2' },
  },
  'circular-dependency': {
    run: {
      sent: 'SELECT photos, DELETE photos',
      touched: 'ORM DELETE photos',
      error: 'CircularDependencyError',
      left: 'albums 1, photos 2',
    },
    instead: {
      sent: 'SELECT photos, UPDATE albums, DELETE photos ×2, DELETE albums',
      touched: 'ORM UPDATE albums, ORM DELETE photos ×2, ORM DELETE albums',
      left: 'albums 0, photos 0',
    },
  },
  'blank-out-primary-key': {
    run: { sent: 'SELECT posts', touched: '', error: 'AssertionError', left: 'authors 2, posts 3' },
    instead: {
      sent: 'DELETE authors',
      touched: 'ORM DELETE authors, foreign key UPDATE posts ×2',
      left: 'authors 1, posts 3 (2 NULL)',
    },
  },
  'single-parent': {
    run: { sent: '', touched: '', error: 'ArgumentError', left: 'users 0, posts 0' },
    instead: { sent: 'SELECT posts, DELETE posts', touched: 'ORM DELETE posts', left: 'users 2, posts 4' },
  },
  'passive-deletes-all': {
    run: { sent: '', touched: '', error: 'ArgumentError', left: 'users 2, posts 5' },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'invalid-cascade-option': {
    run: { sent: '', touched: '', error: 'ArgumentError', left: 'users 2, posts 5' },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'delete-orphan-requires-delete': {
    run: {
      sent: 'SELECT posts, UPDATE posts ×3, DELETE users',
      touched: 'ORM UPDATE posts ×3, ORM DELETE users',
      warned: ['SAWarning'],
      left: 'users 1, posts 5 (3 NULL)',
    },
    instead: {
      sent: 'SELECT posts, DELETE posts ×3, DELETE users',
      touched: 'ORM DELETE posts ×3, ORM DELETE users',
      left: 'users 1, posts 2',
    },
  },
  'pending-rollback': {
    run: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users',
      error: 'PendingRollbackError',
      printed: ['refused: 23503'],
      left: 'users 2, posts 3',
    },
    instead: {
      sent: 'DELETE customers ×3',
      touched: 'ORM DELETE customers ×3',
      printed: ['kept: bob'],
      left: 'customers 1, invoices 1',
    },
  },
  'association-rows': {
    run: {
      sent: 'SELECT tags, DELETE post_tags ×2, DELETE posts',
      touched: 'ORM DELETE post_tags ×2, ORM DELETE posts',
      left: 'posts 1, tags 2, post_tags 1',
    },
    instead: {
      sent: 'DELETE posts',
      touched: 'ORM DELETE posts, foreign key DELETE post_tags ×2',
      left: 'posts 1, tags 2, post_tags 1',
    },
  },
  'many-to-many-cascade-all': {
    run: {
      sent: 'SELECT tags, SELECT posts ×2, DELETE post_tags ×3, DELETE posts, DELETE tags ×2',
      touched: 'ORM DELETE post_tags ×3, ORM DELETE posts, ORM DELETE tags ×2',
      left: 'posts 1, tags 0, post_tags 0',
    },
    instead: {
      sent: 'SELECT tags, DELETE post_tags ×2, DELETE posts',
      touched: 'ORM DELETE post_tags ×2, ORM DELETE posts',
      left: 'posts 1, tags 2, post_tags 1',
    },
  },
  'duplicate-association-rows': {
    run: {
      sent: 'SELECT tags, DELETE post_tags ×2',
      touched: 'ORM DELETE post_tags ×3',
      error: 'StaleDataError',
      left: 'posts 1, tags 2, post_tags 3',
    },
    instead: {
      sent: 'SELECT tags, DELETE post_tags ×2, DELETE posts',
      touched: 'ORM DELETE post_tags ×2, ORM DELETE posts',
      left: 'posts 1, tags 2, post_tags 1',
    },
  },
  'association-row-is-gone': {
    run: {
      sent: 'DELETE post_tags ×2',
      touched: 'ORM DELETE post_tags',
      error: 'StaleDataError',
      printed: ["['news', 'work']"],
      left: 'posts 2, tags 2, post_tags 2',
    },
    instead: {
      sent: 'DELETE posts',
      touched: 'ORM DELETE posts, foreign key DELETE post_tags ×2',
      left: 'posts 1, tags 2, post_tags 1',
    },
  },
  'association-object-and-secondary': {
    run: {
      sent: 'SELECT memberships, SELECT groups, DELETE memberships ×4, DELETE users',
      touched: 'ORM DELETE memberships ×2, ORM DELETE users',
      warned: ['SAWarning'],
      left: 'users 1, groups 2, memberships 1',
    },
    instead: {
      sent: 'SELECT memberships, DELETE memberships ×2, DELETE users',
      touched: 'ORM DELETE memberships ×2, ORM DELETE users',
      left: 'users 1, groups 2, memberships 1',
    },
  },
  'bulk-delete-skips-the-cascade': {
    run: { sent: 'DELETE users', touched: 'ORM DELETE users', error: 'IntegrityError 23503', left: 'users 2, posts 5' },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'session-delete-or-delete': {
    run: {
      sent: 'SELECT posts, DELETE posts ×3, DELETE users',
      touched: 'ORM DELETE posts ×3, ORM DELETE users',
      left: 'users 1, posts 2',
    },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'cascade-and-ddl': {
    run: { sent: 'DELETE users', touched: 'ORM DELETE users', error: 'IntegrityError 23503', left: 'users 2, posts 5' },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×3',
      left: 'users 1, posts 2',
    },
  },
  'ondelete-added-later': {
    run: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users',
      error: 'IntegrityError 23503',
      printed: ['the table has {}'],
      left: 'users 2, posts 3',
    },
    instead: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×2',
      printed: ["the table has {'ondelete': 'CASCADE'}"],
      left: 'users 1, posts 1',
    },
  },
  'joined-inheritance-bulk-delete': {
    run: { sent: 'DELETE engineers', touched: 'ORM DELETE engineers', left: 'employees 3, engineers 1' },
    instead: {
      sent: 'DELETE engineers, DELETE employees',
      touched: 'ORM DELETE engineers, ORM DELETE employees',
      left: 'employees 2, engineers 1',
    },
  },
  'soft-delete': {
    run: {
      sent: 'SELECT posts, UPDATE users, DELETE posts ×2',
      touched: 'ORM UPDATE users, ORM DELETE posts ×2',
      left: 'users 2 (1 NULL), posts 1',
    },
    instead: {
      sent: 'UPDATE users, SELECT users',
      touched: 'ORM UPDATE users',
      printed: ["['bob']"],
      left: 'users 2 (1 NULL), posts 3',
    },
  },
  'sqlmodel-cascade-delete': {
    run: {
      sent: 'SELECT hero, DELETE hero ×2, DELETE team',
      touched: 'ORM DELETE hero ×2, ORM DELETE team',
      left: 'team 1, hero 1',
    },
    instead: { sent: 'DELETE team', touched: 'ORM DELETE team, foreign key DELETE hero ×2', left: 'team 1, hero 1' },
  },
  'psycopg-raises-asyncpg-does-not': {
    run: { sent: 'UPDATE posts ×3', touched: 'ORM UPDATE posts ×2', error: 'StaleDataError', left: 'users 2, posts 4' },
    instead: {
      sent: 'UPDATE posts ×3',
      touched: 'ORM UPDATE posts ×2',
      error: 'StaleDataError',
      left: 'users 2, posts 4',
    },
  },
};

/** An error as a traceback ends with it, and warnings as they are printed. */
function pastedFrom({ events, error, warnings }: Trace<unknown>): readonly string[] {
  const refused = events.findLast((event) => event.type === 'statement' && event.failed);
  const statement = refused?.type === 'statement' ? `\n[SQL: ${refused.sql}]` : '';
  return [
    ...(error ? [`sqlalchemy.exc.${error.class}: ${error.message}\nDETAIL:  ${error.detail}${statement}`] : []),
    ...warnings.map((warning) => `${warning.class}: ${warning.message}`),
  ];
}

await describeLive('The questions', (live) => {
  const ran = runnerOn(live);
  const outcome = async (run: QuestionRun) => (await ran(run)).outcome;
  const byBoth = (scenario: Partial<Scenario>) => outcome({ scenario });

  test.each(QUESTIONS)('$id: both runs come to what it says', async ({ id, run, instead }) => {
    expect({ run: await outcome(run), instead: await outcome(instead) }).toEqual(CLAIMS[id]);
  });

  test('what the run of a question raises or warns of is recognised, and leads to it', async () => {
    const reached = new Set<(typeof KINDS)[number]>();
    for (const { id, run } of QUESTIONS) {
      for (const text of (await ran(run)).traces.flatMap(pastedFrom)) {
        const meant = recognise(text).flatMap(({ candidates }) => candidates.map(({ question }) => question));
        expect(meant, text).toContain(id);
        for (const kind of KINDS.filter(({ matches }) => matches(read(text)))) reached.add(kind);
      }
    }
    expect(KINDS.filter((kind) => !reached.has(kind))).toEqual([]);
  });

  test('K1: with passive_deletes=False the same rows are left whatever ON DELETE says; with True it is asked', async () => {
    const { left } = CLAIMS['passive-deletes-default'].run;
    for (const onDelete of ON_DELETES) {
      // The default of SET DEFAULT is one more user.
      const extra = onDelete === 'SET DEFAULT' ? 'users 2, posts 2' : left;
      expect((await byBoth({ passiveDeletes: false, onDelete })).left, String(onDelete)).toBe(extra);
    }
    expect(await byBoth({ onDelete: null })).toMatchObject({ sent: 'DELETE users', error: 'IntegrityError 23503' });
  });

  test('D1, F1: each post is a row that is loaded and a parameter set of one executemany', async () => {
    for (const posts of [10, 10_000]) {
      const { events } = (await ran({ scenario: { passiveDeletes: false, posts } })).trace;
      const [select, ...deletes] = events.flatMap((event) =>
        event.type === 'statement' && event.at !== 'setup' ? [event] : [],
      );
      expect(select?.rowcount).toBe(posts);
      expect(deletes.map(({ many, parameters }) => [many, parameters.length])).toEqual([
        [true, posts],
        [false, 1],
      ]);
    }
  });

  test('O2: the post is deleted where its old user is in the Session, and refused where NULL is', async () => {
    const settings = { operation: 'set-user-none', nullable: true } as const;
    expect((await byBoth({ ...settings, loaded: 'loaded' })).sent).toBe('DELETE posts');
    expect((await byBoth({ ...settings, nullable: false })).error).toBe('IntegrityError 23502');
  });

  test('K3: ON DELETE SET NULL on NOT NULL fails inside the DELETE', async () => {
    expect(await byBoth({ onDelete: 'SET NULL' })).toMatchObject({
      sent: 'DELETE users',
      error: 'IntegrityError 23502',
    });
  });

  test('B1, B2: what goes around the unit of work is refused whatever the relationship says', async () => {
    for (const cascade of CASCADES) {
      for (const operation of ['bulk-delete', 'raw-delete'] as const) {
        const refused = { sent: 'DELETE users', error: 'IntegrityError 23503' };
        expect(await byBoth({ operation, cascade, onDelete: null, passiveDeletes: false }), cascade).toMatchObject(
          refused,
        );
      }
    }
  });

  test('D6: passive_deletes="all" leaves loaded children alone, too', async () => {
    const { sent, touched } = await byBoth({ cascade: 'save-update, merge', passiveDeletes: 'all', loaded: 'loaded' });
    expect([sent, touched]).toEqual(['DELETE users', 'ORM DELETE users, foreign key DELETE posts ×3']);
  });

  test('R8: a DELETE that finds nothing raises where the mapper has a version', async () => {
    const { error } = await byBoth({ operation: 'delete-post', gone: 'post-1', mapper: 'version-id-col' });
    expect(error).toBe('StaleDataError');
  });

  test('C2: delete-orphan without delete deletes children that are taken out', async () => {
    const { sent } = await byBoth({
      ...{ cascade: 'save-update, merge, delete-orphan', passiveDeletes: false, nullable: true },
      operation: 'remove-post',
    });
    expect(sent).toBe('SELECT posts, DELETE posts');
  });

  test('R6, R7: of several rows psycopg and psycopg2 notice one that is missing, asyncpg does not', async () => {
    const settings = { operation: 'edit-posts', gone: 'post-2', loaded: 'loaded' } as const;
    const sent = CLAIMS['psycopg-raises-asyncpg-does-not'].run.sent;
    for (const driver of ['psycopg', 'psycopg2'] as const) {
      expect(await byBoth({ ...settings, driver })).toMatchObject({ sent, error: 'StaleDataError' });
    }
    const { error, ...unnoticed } = await byBoth({ ...settings, driver: 'asyncpg' });
    expect([error, unnoticed.sent]).toEqual([undefined, sent]);
  });

  test('F5: PendingRollbackError repeats the error of the flush', async () => {
    expect((await ran({ program: 'pending-rollback' })).trace.error?.message).toContain(
      '(psycopg.errors.ForeignKeyViolation)',
    );
  });

  test('M1: the object whose row the foreign key removed stays in the Session, and is stale', async () => {
    const { events } = (await ran({ program: 'object-deleted' })).trace;
    const stale = events.flatMap((event) =>
      event.type === 'session' && event.action === 'stale' ? event.objects : [],
    );
    expect(stale.map(({ entity }) => entity)).toContain('Post');
  });

  test('C3: the words that "all" stands for, and delete-orphan', async () => {
    const cascadeOf = async (program: string, entity: string) => {
      const { schema } = (await ran({ program })).trace;
      return schema.classes.find(({ name }) => name === entity)?.relationships[0]?.cascade;
    };
    const all = ['delete', 'expunge', 'merge', 'refresh-expire', 'save-update'];
    expect(await cascadeOf('many-to-many-all', 'Post')).toEqual(all);
    expect(await cascadeOf('detached', 'User')).toEqual([...all, 'delete-orphan'].sort());
    expect(await cascadeOf('sqlmodel-cascade-delete', 'Team')).toEqual([...all, 'delete-orphan'].sort());
  });
});
