// The catalogue of all answers.
import type { Answer, AnswerRecords, Migration } from './answer';

/** A foreign key is dropped and made anew, with an action. */
function remade(table: string, column: string, parent: string, action: string): Migration {
  const constraint = `${table}_${column}_fkey`;
  return {
    sql: [
      `ALTER TABLE ${table} DROP CONSTRAINT ${constraint}`,
      `ALTER TABLE ${table} ADD CONSTRAINT ${constraint} FOREIGN KEY(${column}) REFERENCES ${parent} (id) ON DELETE ${action}`,
    ],
    alembic: [
      `op.drop_constraint("${constraint}", "${table}", type_="foreignkey")`,
      `op.create_foreign_key("${constraint}", "${table}", "${parent}", ["${column}"], ["id"], ondelete="${action}")`,
    ],
  };
}

const indexed = (table: string, column: string): Migration => ({
  sql: [`CREATE INDEX ix_${table}_${column} ON ${table} (${column})`],
  alembic: [`op.create_index("ix_${table}_${column}", "${table}", ["${column}"])`],
});

const inTurn = (...migrations: readonly Migration[]): Migration => ({
  sql: migrations.flatMap(({ sql }) => sql),
  alembic: migrations.flatMap(({ alembic }) => alembic),
});

const RECORDS = {
  'go-with-their-parent': {
    title: 'Many children that go with their parent',
    ...{ children: 'many', fate: 'deleted', besides: null },
    text: 'The delete cascade says that children belong to their parent, `passive_deletes=True` leaves those that are not loaded to the foreign key, and `ON DELETE CASCADE` has it remove them.',
    run: { scenario: {} },
    migration: inTurn(remade('posts', 'user_id', 'users', 'CASCADE'), indexed('posts', 'user_id')),
    limits: [
      {
        text: 'Children that are loaded are deleted by the ORM, one parameter set each.',
        run: { scenario: { loaded: 'loaded' } },
      },
      {
        text: 'The Session does not hear of rows that the foreign key removed: reading such an object later raises `ObjectDeletedError`.',
        run: { program: 'object-deleted' },
      },
    ],
  },
  'one-to-one': {
    title: 'One-to-one: a profile that goes with its user',
    ...{ children: 'one', fate: 'deleted', besides: null },
    text: 'The same three settings on a relationship with one object. UNIQUE keeps a second one out, and is an index already.',
    run: { scenario: { shape: 'one-to-one', unique: true } },
    migration: inTurn(remade('profiles', 'user_id', 'users', 'CASCADE'), {
      sql: ['ALTER TABLE profiles ADD CONSTRAINT profiles_user_id_key UNIQUE (user_id)'],
      alembic: ['op.create_unique_constraint("profiles_user_id_key", "profiles", ["user_id"])'],
    }),
    limits: [
      {
        text: 'Replacing the object in one flush is refused with 23505: the new row is inserted before the old one goes.',
        run: { scenario: { shape: 'one-to-one', unique: true, operation: 'replace-profile' } },
      },
    ],
  },
  orphans: {
    title: 'A child that is taken out of its collection goes',
    ...{ children: 'many', fate: 'deleted', besides: 'orphans' },
    text: '`delete-orphan` does that, and the foreign key has no part in it, as no parent goes. The collection is loaded for it.',
    run: { scenario: { operation: 'remove-post' } },
    migration: null,
    limits: [
      {
        text: '`post.user = None` makes no orphan where only the post is in the Session: it becomes NULL, or is refused where NULL is.',
        run: { scenario: { operation: 'set-user-none' } },
      },
      {
        text: 'A post that moves to another user is updated, and stays.',
        run: { scenario: { operation: 'move-set' } },
      },
    ],
  },
  'survive-with-null': {
    title: 'Children that must survive, with NULL',
    ...{ children: 'many', fate: 'null', besides: null },
    text: 'No delete cascade, and `ON DELETE SET NULL`. With `passive_deletes=True` the foreign key sets what is not loaded, and the rows are the same whether anything was loaded or not.',
    run: {
      scenario: { cascade: 'save-update, merge', passiveDeletes: true, onDelete: 'SET NULL', nullable: true },
    },
    migration: inTurn(remade('posts', 'user_id', 'users', 'SET NULL'), indexed('posts', 'user_id'), {
      sql: ['ALTER TABLE posts ALTER COLUMN user_id DROP NOT NULL'],
      alembic: ['op.alter_column("posts", "user_id", nullable=True)'],
    }),
    limits: [
      {
        text: 'On a column that is `NOT NULL` the delete is refused with 23502.',
        run: {
          scenario: { cascade: 'save-update, merge', passiveDeletes: true, onDelete: 'SET NULL', nullable: false },
        },
      },
    ],
  },
  'refuse-while-there-are-children': {
    title: 'No delete as long as there are children',
    ...{ children: 'many', fate: 'refused', besides: null },
    text: '`passive_deletes="all"` keeps the ORM’s hands off the children, loaded or not, so that nothing takes them away before `ON DELETE RESTRICT` is asked.',
    run: {
      scenario: { cascade: 'save-update, merge', passiveDeletes: 'all', onDelete: 'RESTRICT' },
    },
    migration: inTurn(remade('posts', 'user_id', 'users', 'RESTRICT'), indexed('posts', 'user_id')),
    limits: [
      {
        text: '`RESTRICT` guards the table and not the model: a delete cascade deletes the children first, and is not refused.',
        run: { scenario: { onDelete: 'RESTRICT', passiveDeletes: false } },
      },
    ],
  },
  'the-table-stays-as-it-is': {
    title: 'The table cannot be changed',
    ...{ children: 'many', fate: 'deleted', besides: 'fixed-table' },
    text: 'Then the ORM does all of it, whatever the foreign key says: the delete cascade with `passive_deletes=False`, the default. It loads the children and deletes each.',
    run: { scenario: { passiveDeletes: false, onDelete: null } },
    migration: null,
    limits: [
      {
        text: 'What goes around the Session, a bulk delete or SQL by hand, meets a foreign key without an action, and is refused with 23503.',
        run: { scenario: { operation: 'bulk-delete', passiveDeletes: false, onDelete: null } },
      },
    ],
  },
  'async-session': {
    title: 'AsyncSession',
    ...{ children: 'many', fate: 'deleted', besides: 'async' },
    text: 'The settings are the same, and `passive_deletes=True` fits well: nothing is loaded, so nothing has to wait. `await session.delete()` may load in any case.',
    run: { scenario: { driver: 'asyncpg' } },
    migration: inTurn(remade('posts', 'user_id', 'users', 'CASCADE'), indexed('posts', 'user_id')),
    limits: [
      {
        text: 'Reading or clearing a collection that is not loaded raises `MissingGreenlet`.',
        run: { program: 'async-lazy-load' },
      },
      {
        text: 'Of an executemany asyncpg reports no row count, so rows that others have deleted go unnoticed.',
        run: { scenario: { operation: 'edit-posts', gone: 'post-2', loaded: 'loaded', driver: 'asyncpg' } },
      },
    ],
  },
  'children-of-children': {
    title: 'Children of children',
    ...{ children: 'levels', fate: 'deleted', besides: null },
    text: 'Write the three settings on every level. One DELETE is sent, and each foreign key sets off the next.',
    run: {
      program: 'three-levels-passive',
      code: `class User(Base):
    posts: Mapped[list["Post"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )

class Post(Base):
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE")
    )
    comments: Mapped[list["Comment"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )

class Comment(Base):
    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE")
    )`,
    },
    migration: inTurn(
      remade('posts', 'user_id', 'users', 'CASCADE'),
      indexed('posts', 'user_id'),
      remade('comments', 'post_id', 'posts', 'CASCADE'),
      indexed('comments', 'post_id'),
    ),
    limits: [
      {
        text: 'On the first level alone, the cascade of the second never begins, and its foreign key refuses.',
        run: { program: 'three-levels-first-passive' },
      },
    ],
  },
  'association-rows': {
    title: 'Rows of an association table',
    ...{ children: 'pairs', fate: 'deleted', besides: null },
    text: 'A many-to-many deletes them without any cascade. With `passive_deletes=True` and `ON DELETE CASCADE` on both columns they are left to the foreign keys, and nothing is loaded.',
    run: {
      program: 'many-to-many-passive',
      code: `post_tags = Table(
    "post_tags",
    Base.metadata,
    Column(
        "post_id", ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    ),
    Column(
        "tag_id", ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True
    ),
)

class Post(Base):
    tags: Mapped[list["Tag"]] = relationship(
        secondary=post_tags, back_populates="posts", passive_deletes=True
    )

class Tag(Base):
    posts: Mapped[list["Post"]] = relationship(
        secondary=post_tags, back_populates="tags", passive_deletes=True
    )`,
    },
    migration: inTurn(
      remade('post_tags', 'post_id', 'posts', 'CASCADE'),
      remade('post_tags', 'tag_id', 'tags', 'CASCADE'),
      indexed('post_tags', 'tag_id'),
    ),
    limits: [
      {
        text: 'From a side without a relationship and without `ON DELETE CASCADE` the delete is refused.',
        run: { program: 'many-to-many-one-way' },
      },
      {
        text: 'A delete cascade on it deletes the tags, too, those that others have among them.',
        run: { program: 'many-to-many-all' },
      },
    ],
  },
} as const satisfies AnswerRecords;

export type AnswerId = keyof typeof RECORDS;

export const ANSWERS: readonly Answer[] = Object.entries(RECORDS).map(([id, record]) => ({ id, ...record }));

/** The runs of an answer by the names under which they are kept: its own, and those of its limits. */
export function runsOf({ id, run, limits }: Answer): ReadonlyMap<string, Answer['limits'][number]['run']> {
  return new Map([[`which-${id}`, run], ...limits.map((limit, at) => [`which-${id}-${at + 1}`, limit.run] as const)]);
}
