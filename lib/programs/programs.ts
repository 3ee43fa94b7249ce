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
  },
} satisfies ProgramGroupRecord;

const ELSEWHERE = {
  title: 'A tree, and relationships in other places',
  programs: {
    tree: {
      title: 'A tree in one table',
      lesson:
        'Deleting the root sends one SELECT for each of the six nodes, the leaves included: only the answer tells that they have no children. Then one executemany for each depth, the deepest first.',
      rules: ['S3'],
    },
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

const DATABASE = {
  title: 'PostgreSQL on its own',
  programs: {
    'deferred-constraint': {
      title: 'A constraint that waits for COMMIT',
      lesson:
        'passive_deletes="all" leaves the posts alone, and the foreign key is deferred. So the DELETE of ann succeeds, the flush is over, and only COMMIT is refused. Nothing of the transaction lasts.',
      rules: ['K4', 'D6'],
    },
    'swallowing-trigger': {
      title: 'A trigger that returns NULL',
      lesson:
        'A trigger before each DELETE of a post returns NULL, which cancels that DELETE, also one of the foreign key. No error is raised: ann is gone, and two posts still point at her.',
      rules: ['W4'],
    },
  },
} satisfies ProgramGroupRecord;

const CATALOGUE = [THREE_LEVELS, MANY_TO_MANY, ELSEWHERE, LOADING, REFUSED, DATABASE] as const;

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
