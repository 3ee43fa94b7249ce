// The catalogue of all programs.
import type { Program, ProgramGroup, ProgramGroupRecord } from './program';

const THREE_LEVELS = {
  title: 'Three levels',
  programs: {
    'three-levels': {
      title: 'Three levels, by the ORM',
      lesson:
        'The Session loads ann’s posts, and then the comments of each post with a SELECT of its own: with a hundred posts it would be a hundred and one SELECTs. The flush deletes bottom-up, one executemany for each table: comments, posts, then ann. The foreign keys say CASCADE and find nothing left to do.',
      rules: ['S2'],
    },
    'three-levels-passive': {
      title: 'Three levels, left to PostgreSQL',
      lesson:
        'passive_deletes=True on both relationships: nothing is loaded and one DELETE is sent. The foreign key of posts removes ann’s posts, and removing those sets off the foreign key of comments. A trigger sees the depth 2 on both levels.',
      rules: ['S2', 'W3'],
    },
    'three-levels-first-passive': {
      title: 'Three levels, the first left to PostgreSQL',
      lesson:
        'User.posts has passive_deletes=True, so no post is ever loaded. That is why the cascade written on Post.comments never begins. The comments are left to their own foreign key, which has no ON DELETE, and it refuses everything.',
      rules: ['S2'],
    },
  },
} satisfies ProgramGroupRecord;

const MANY_TO_MANY = {
  title: 'Many-to-many',
  programs: {
    'many-to-many': {
      title: 'Many-to-many with the defaults',
      lesson:
        'No cascade is written, and still the ORM deletes the rows between the post and its tags: a many-to-many owns its association rows. To know them it loads the tags inside the flush. The tags themselves stay.',
      rules: ['S4'],
    },
    'many-to-many-passive': {
      title: 'Many-to-many, left to PostgreSQL',
      lesson:
        'With passive_deletes=True no tag is loaded. One DELETE takes the post, and the foreign key of the association table takes the rows in between. The tags stay.',
      rules: ['S4'],
    },
    'many-to-many-all': {
      title: 'Many-to-many with cascade="all, delete"',
      lesson:
        'The delete cascade goes on to the tags, as it would to children. But the other post has the tag news, too: its association row goes along, and post 2 ends without a tag. On a many-to-many this is rarely what was meant.',
      rules: ['S4'],
    },
    'many-to-many-one-way': {
      title: 'Many-to-many without the way back',
      lesson:
        'Tag has no relationship to its posts, so deleting a tag tells the ORM nothing about the association rows. Only the foreign key is left to act, and without ON DELETE CASCADE it refuses.',
      rules: ['S4'],
    },
    'association-object': {
      title: 'An association object beside secondary',
      lesson:
        'The table of Membership is the secondary of User.groups, too. So two relationships delete ann’s rows in it: the many-to-many, which loads her groups for that, and then the delete cascade of User.memberships. The second executemany is the same again and finds nothing: psycopg counts, and the Session warns. overlaps has silenced only the warning of the configuration.',
      rules: ['P6'],
    },
    'association-object-viewonly': {
      title: 'An association object, and secondary only to read',
      lesson:
        'viewonly=True leaves the rows to User.memberships alone. The delete cascade loads both memberships and deletes them in one executemany, and User.groups neither loads nor deletes.',
      rules: ['P6'],
    },
    'duplicate-association': {
      title: 'The same tag twice',
      lesson:
        'Nothing keeps a pair of post and tag from being there twice, and one is. The Session loads two tags, so it expects two association rows, and its DELETE by post_id and tag_id takes three. psycopg counts them, so the flush raises StaleDataError and rolls back. With asyncpg, which does not count an executemany, all three would go without a word.',
      rules: ['P7'],
    },
  },
} satisfies ProgramGroupRecord;

const CYCLES = {
  title: 'Trees and cycles',
  programs: {
    tree: {
      title: 'A tree in one table',
      lesson:
        'Deleting the root sends one SELECT for each of the six nodes, the leaves included: only the answer tells that they have no children. Then one executemany for each depth, the deepest first.',
      rules: ['S3'],
    },
    cycle: {
      title: 'Two tables that point at each other',
      lesson:
        'An album has photos, and one of them is its cover. Each of these two rows would have to go before the other. The flush deletes the photo that is no cover, then finds no order for the rest: it raises CircularDependencyError, and everything is rolled back.',
      rules: ['P5'],
    },
    'cycle-post-update': {
      title: 'Two tables that point at each other, with post_update',
      lesson:
        'post_update=True on Album.cover takes the cover out of the order: the flush begins with an UPDATE that sets cover_id to NULL. Then nothing is in a circle, and both photos go in one executemany before the album.',
      rules: ['P5'],
    },
  },
} satisfies ProgramGroupRecord;

const INHERITANCE = {
  title: 'Inheritance',
  programs: {
    'joined-inheritance': {
      title: 'A subclass with a table of its own',
      lesson:
        'ann is one object with a row in employees and one in engineers. Deleting her sends two DELETEs, each by primary key: first the row of the subclass, then that of its base. The foreign key between the two finds nothing to do.',
      rules: ['P1'],
    },
    'joined-passive-deletes': {
      title: 'A subclass, left to PostgreSQL',
      lesson:
        'passive_deletes stands in __mapper_args__ of Employee, and the foreign key of engineers says CASCADE. So the ORM deletes ann’s row in employees alone, and the foreign key takes the one in engineers.',
      rules: ['P2'],
    },
    'joined-under-a-parent': {
      title: 'A subclass below a parent',
      lesson:
        'Company.employees has passive_deletes=True, and its foreign key removes both employees. But one is an engineer and has a second row, which no relationship and no passive_deletes speaks of. The foreign key of that row has no ON DELETE, and refuses everything.',
      rules: ['P3'],
    },
    'foreign-key-into-subclass': {
      title: 'A foreign key into the subclass',
      lesson:
        'tasks.engineer_id refers to engineers and not to employees. So it is the first of two DELETEs, that of ann’s row in engineers, which makes the foreign key remove her tasks. She was asked for as an Employee, and still the settings of Engineer.tasks hold.',
      rules: ['P1'],
    },
    'joined-bulk-delete': {
      title: 'A bulk delete of a subclass',
      lesson:
        'delete(Engineer) is one statement on engineers, and employees is not in it. bob’s row there stays, and still says that he is an engineer: half of him is left.',
      rules: ['P4'],
    },
  },
} satisfies ProgramGroupRecord;

const KEYS = {
  title: 'Composite and natural keys',
  programs: {
    'composite-set-null': {
      title: 'A composite key, and SET NULL of one column',
      lesson:
        'The foreign key is tenant_id and author_id, and tenant_id is a part of the posts’ own primary key. ON DELETE SET NULL (author_id) names the column to write, so the posts lose their author and keep their tenant. passive_deletes="all" keeps the ORM out of it.',
      rules: ['P8'],
    },
    'composite-blank-out': {
      title: 'A composite key, and NULL by the ORM',
      lesson:
        'The same tables without passive_deletes. The flush loads ann’s posts and would set both columns of their foreign key to NULL, but tenant_id is in their primary key, too. SQLAlchemy raises AssertionError before it sends any UPDATE or DELETE.',
      rules: ['P9'],
    },
    'natural-key': {
      title: 'A natural key that changes',
      lesson:
        'The primary key of a country is its code, and Myanmar gets another one. The ORM sends one UPDATE, of the country, and loads no city: ON UPDATE CASCADE carries the new code on to both. That is what passive_updates=True counts on, which is the default.',
      rules: ['P10'],
    },
  },
} satisfies ProgramGroupRecord;

const ELSEWHERE = {
  title: 'Relationships in other places',
  programs: {
    'wrong-side': {
      title: 'The cascade on the wrong side',
      lesson:
        'cascade="all, delete" stands on Post.user. So deleting one post deletes its user, and her other post is left behind with NULL. Written on User.posts it would have meant what was wanted.',
      rules: ['S5'],
    },
    backref: {
      title: 'A relationship written with backref',
      lesson:
        'backref() makes User.posts, and the settings inside it belong to that side. So the delete is that of a relationship written on User: nothing is loaded, one DELETE, and the foreign key removes the posts.',
      rules: ['S5'],
    },
    'no-relationship': {
      title: 'No relationship at all',
      lesson:
        'The ORM knows of no posts, so it sends one DELETE for ann and nothing else. What becomes of her posts is up to the foreign key alone.',
      rules: ['S5'],
    },
  },
} satisfies ProgramGroupRecord;

const LOADING = {
  title: 'Other ways to load',
  programs: {
    'lazy-raise': {
      title: 'lazy="raise" does not stop a cascade',
      lesson:
        'lazy="raise" forbids the program to load posts by reading them. The delete cascade is not the program: it loads them all the same, and deletes each.',
      rules: ['S6'],
    },
    'lazy-noload': {
      title: 'lazy="noload" hides the children',
      lesson:
        'With lazy="noload" the collection always looks loaded and empty. The cascade finds no child in it, so only ann is deleted, and the foreign key removes the posts that the ORM never saw.',
      rules: ['S6'],
    },
    'lazy-write-only': {
      title: 'lazy="write_only" refuses',
      lesson:
        'A write-only collection may never be loaded as a whole, and the delete cascade would have to. So delete() raises InvalidRequestError before anything is sent, and its message asks for passive_deletes=True.',
      rules: ['S6'],
    },
    'lazy-dynamic': {
      title: 'lazy="dynamic" selects twice',
      lesson:
        'A dynamic collection keeps nothing of what it has loaded. So the delete cascade selects the posts inside delete(), and the flush selects the same posts again.',
      rules: ['S6'],
    },
    'async-lazy-load': {
      title: 'AsyncSession: who may load',
      lesson:
        'await session.delete(ann) may load her posts, because it runs where SQLAlchemy can wait. bob.posts.clear() is plain Python that cannot wait: on a collection that is not loaded it raises MissingGreenlet. What was committed before stays.',
      rules: ['O5', 'V18'],
    },
  },
} satisfies ProgramGroupRecord;

const REFUSED = {
  title: 'Without a parent, and without effect',
  programs: {
    'never-had-a-parent': {
      title: 'A post that never had a user',
      lesson:
        'A new post is added without a user. delete-orphan speaks of posts that lost their parent, and this one never had any: it is inserted with NULL.',
      rules: ['O6'],
    },
    'orphan-on-the-many-side': {
      title: 'delete-orphan on the many side',
      lesson:
        'delete-orphan stands on Post.user. Many posts may share one user, so losing one post makes no user an orphan. SQLAlchemy refuses with ArgumentError as soon as the classes are used, unless single_parent=True is written.',
      rules: ['C4'],
    },
    'passive-on-the-many-side': {
      title: 'passive_deletes on the many side',
      lesson:
        'passive_deletes=True stands on Post.user, where it changes nothing and nothing warns of it. The posts are loaded and deleted one by one, as if it were not there.',
      rules: ['C5'],
    },
  },
} satisfies ProgramGroupRecord;

const TRANSACTIONS = {
  title: 'Transactions and versions',
  programs: {
    'deferred-constraint': {
      title: 'A constraint that waits for COMMIT',
      lesson:
        'passive_deletes="all" leaves the posts alone, and the foreign key is deferred. So the DELETE of ann succeeds, the flush is over, and only COMMIT is refused. Nothing of the transaction lasts.',
      rules: ['K4', 'D6'],
    },
    'savepoint-per-delete': {
      title: 'A savepoint for each delete',
      lesson:
        'Each delete() stands in a begin_nested() of its own. bob has an invoice, so PostgreSQL refuses his DELETE, and his savepoint alone is rolled back. ann is gone before it and eve after it, and one COMMIT makes both last.',
      rules: ['P11'],
    },
    'version-id': {
      title: 'A version that is out of date',
      lesson:
        'Two posts are loaded with version 1, and then another connection edits the second. The DELETE asks for the version as well as for the key, and takes one row of two. So the flush raises StaleDataError and rolls back: the edit lasts, and nothing is deleted.',
      rules: ['R8'],
    },
  },
} satisfies ProgramGroupRecord;

const TRIGGERS = {
  title: 'Triggers and listeners',
  programs: {
    'swallowing-trigger': {
      title: 'A trigger that returns NULL',
      lesson:
        'A trigger before each DELETE of a post returns NULL, which cancels that DELETE, also one of the foreign key. No error is raised: ann is gone, and two posts still point at her.',
      rules: ['W4'],
    },
    'audit-trigger': {
      title: 'An audit trigger',
      lesson:
        'passive_deletes=True leaves the posts to the foreign key, and the ORM deletes ann alone. The trigger after each DELETE of a post does not ask who deletes, and writes both into deleted_posts. The Session hears neither of the posts that went nor of the rows that came.',
      rules: ['P12'],
    },
    'soft-delete': {
      title: 'A soft delete in before_flush',
      lesson:
        'The listener turns the delete of ann into an UPDATE and takes her back with add(). But before_flush comes after the cascade, which had marked her posts inside delete(): they are really deleted.',
      rules: ['P13'],
    },
  },
} satisfies ProgramGroupRecord;

const CATALOGUE = [
  THREE_LEVELS,
  MANY_TO_MANY,
  CYCLES,
  INHERITANCE,
  KEYS,
  ELSEWHERE,
  LOADING,
  REFUSED,
  TRANSACTIONS,
  TRIGGERS,
] as const;

type KeyOf<Records> = Records extends unknown ? keyof Records : never;
export type ProgramId = KeyOf<(typeof CATALOGUE)[number]['programs']>;

const named = (programs: ProgramGroupRecord['programs']): Program[] =>
  Object.entries(programs).map(([id, program]) => ({ id, ...program }));

export const PROGRAM_GROUPS: readonly ProgramGroup[] = CATALOGUE.map(({ title, programs }) => ({
  title,
  programs: named(programs),
}));

export const PROGRAMS: readonly Program[] = PROGRAM_GROUPS.flatMap(({ programs }) => programs);

export const PROGRAM_IDS = PROGRAMS.map(({ id }) => id as ProgramId);

/** The program of this name; null for a name that no program has. */
export function findProgram(id: ProgramId): Program;
export function findProgram(id: string): Program | null;
export function findProgram(id: string): Program | null {
  return PROGRAMS.find((program) => program.id === id) ?? null;
}
