// What becomes of the children of a row that is deleted.
import type { QuestionGroupRecord } from './question';

export const CHILDREN = {
  title: 'What becomes of the children',
  questions: {
    'children-left-with-null': {
      title: 'Children are set to NULL instead of being deleted',
      answer:
        'Without a delete cascade on the parent’s relationship, the ORM sets the foreign key of each child to NULL and deletes the parent alone.',
      reason:
        'The default cascade is `save-update, merge`. The flush loads the children that are not loaded, sends an UPDATE for them, and only then the DELETE. By that time no row points at the parent any more, so `ON DELETE CASCADE` has nothing to do.',
      rules: ['D4', 'K1'],
      run: { scenario: { cascade: 'save-update, merge', passiveDeletes: false, nullable: true } },
      instead: {
        text: 'Write the delete cascade on the parent’s side. With `passive_deletes=True` and `ondelete="CASCADE"` the foreign key removes the children, and nothing is loaded.',
        scenario: { nullable: true },
      },
    },
    'on-delete-cascade-never-fires': {
      title: 'ON DELETE CASCADE never fires, the ORM deletes each child itself',
      answer:
        'With `passive_deletes=False`, which is the default, the ORM loads the children and deletes each of them before the parent, so the foreign key finds none.',
      reason:
        '`session.delete()` selects the children that are not loaded. The flush deletes them by primary key, children first. `ondelete` is a clause of the table, and a delete by the ORM does not ask what it says.',
      rules: ['D1', 'K1'],
      run: { scenario: { passiveDeletes: false } },
      instead: {
        text: 'Add `passive_deletes=True`: children that are not loaded are left to the foreign key.',
        scenario: {},
      },
    },
    'passive-deletes-is-ignored': {
      title: 'passive_deletes=True is ignored, children are still deleted one by one',
      answer: 'The collection was loaded, and loaded children are deleted by the ORM, `passive_deletes` or not.',
      reason:
        '`passive_deletes=True` keeps a delete from loading children. Those that an earlier `selectinload` or a read of `user.posts` has brought are in the Session already, and each gets a parameter set of its own.',
      rules: ['D3', 'M2'],
      run: { scenario: { loaded: 'loaded' } },
      instead: {
        text: 'Fetch the parent without its collection where it is to be deleted. The same model then sends one DELETE.',
        scenario: {},
      },
    },
    'passive-deletes-default': {
      title: 'Why is passive_deletes=False the default?',
      answer:
        'Because it asks nothing of the table: the ORM deletes the children itself, and the same rows are left whatever `ON DELETE` says.',
      reason:
        'With a delete cascade and `passive_deletes=False` every child is gone before its parent, be the foreign key without an action, `CASCADE`, `SET NULL` or `RESTRICT`. `passive_deletes=True` relies on the table instead: where its foreign key has no action, the same delete is refused with 23503.',
      rules: ['D1', 'D2', 'K1', 'K2'],
      run: { scenario: { passiveDeletes: false, onDelete: null } },
      instead: {
        text: 'Where the table says `ON DELETE CASCADE`, tell the relationship so. It saves the SELECT and the DELETE of each child.',
        scenario: {},
      },
    },
    'slow-delete': {
      title: 'Why is session.delete() slow with many children?',
      answer:
        'Because the ORM loads every child and deletes each by its primary key: of ten posts, ten rows travel to Python and ten parameter sets travel back, and of ten thousand so many.',
      reason:
        'The children are one SELECT and one executemany, which is prepared once and has a parameter set for each row; it is never `IN (...)`. How long that takes, and how it grows, is measured on the page Scale, with an index on the foreign key and without one.',
      rules: ['D1', 'F1'],
      run: { scenario: { passiveDeletes: false, posts: 10 } },
      instead: {
        text: 'Leave the children to the foreign key: one DELETE is sent, and no post is loaded.',
        scenario: { posts: 10 },
      },
    },
    'orphan-is-left': {
      title: 'post.user = None leaves the row, although there is delete-orphan',
      answer:
        'The post counts as an orphan only if its old user is in the Session; otherwise its foreign key becomes NULL and the row stays.',
      reason:
        'Setting the attribute does not load what was there before. So nobody in the Session knows that the post lost a parent, and the flush sends an UPDATE. Where the column is `NOT NULL`, PostgreSQL refuses that with 23502.',
      rules: ['O2', 'K3'],
      run: { scenario: { operation: 'set-user-none', nullable: true } },
      instead: {
        text: 'Take the post out of its user’s collection. That loads the collection if it is not loaded, and `delete-orphan` deletes the post.',
        scenario: { operation: 'remove-post', nullable: true },
      },
    },
    'child-deletes-its-parent': {
      title: 'Deleting a child deletes its parent, too',
      answer: 'The delete cascade stands on the wrong side: written on `Post.user`, it goes from the post to its user.',
      reason:
        'A cascade goes from the class that has the relationship to the one that it names. The user’s other posts are children without a delete cascade, so they are left behind with NULL.',
      rules: ['S5'],
      run: { program: 'wrong-side' },
      instead: {
        text: 'Write it on `User.posts`. Deleting a post then deletes that post alone.',
        scenario: { operation: 'delete-post' },
      },
    },
    'lazy-raise': {
      title: 'Does lazy="raise" keep a delete from loading the children?',
      answer: 'No: the delete cascade loads them all the same, and deletes each.',
      reason:
        '`lazy="raise"` is about attributes that the program reads. What keeps the cascade from loading is `passive_deletes`.',
      rules: ['S6', 'D2'],
      run: { program: 'lazy-raise' },
      instead: {
        text: 'Write `passive_deletes=True`, with `ondelete="CASCADE"` in the table. Then nothing is loaded.',
        scenario: {},
      },
    },
  },
} satisfies QuestionGroupRecord;

export const ASSOCIATIONS = {
  title: 'Many-to-many',
  questions: {
    'association-rows': {
      title: 'Who deletes the rows of an association table?',
      answer: 'The ORM, without any cascade: a many-to-many relationship owns the rows of its `secondary` table.',
      reason:
        'The flush loads the other side to know which rows there are, deletes them, and then the parent. The objects on the other side stay. From a side without a relationship only the foreign key acts.',
      rules: ['S4'],
      run: { program: 'many-to-many' },
      instead: {
        text: 'With many rows, leave them to the foreign key: `passive_deletes=True`, and `ondelete="CASCADE"` on the column of the association table.',
        program: 'many-to-many-passive',
        code: `tags: Mapped[list["Tag"]] = relationship(
    secondary=post_tags, back_populates="posts", passive_deletes=True
)`,
      },
    },
    'many-to-many-cascade-all': {
      title: 'cascade="all, delete" on a many-to-many deletes tags that others use',
      answer:
        'The delete cascade goes on to the objects on the other side, shared or not, and takes their association rows along.',
      reason:
        'A many-to-many deletes its association rows in any case. A delete cascade adds the tags themselves, as if they were children of the one post.',
      rules: ['S4'],
      run: { program: 'many-to-many-all' },
      instead: {
        text: 'Write no cascade on it. The association rows go, and the tags stay.',
        program: 'many-to-many',
        code: `tags: Mapped[list["Tag"]] = relationship(
    secondary=post_tags, back_populates="posts"
)`,
      },
    },
    'duplicate-association-rows': {
      title: 'StaleDataError: DELETE statement on table expected to delete 2 row(s); Only 3 were matched',
      answer:
        'The association table has the same pair twice: the ORM deletes by the two keys and counts more rows than it knows pairs.',
      reason:
        'The Session has loaded each tag once. Nothing in the table keeps a pair from being there twice, so the DELETE takes a row more than there are parameter sets. psycopg counts them, the flush raises and rolls back. asyncpg does not count an executemany.',
      rules: ['P7', 'F4', 'R6'],
      run: { program: 'duplicate-association' },
      instead: {
        text: 'Make both columns the primary key of the association table, so that a pair can be there once.',
        program: 'many-to-many',
        code: `post_tags = Table(
    "post_tags",
    Base.metadata,
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)`,
      },
    },
    'association-row-is-gone': {
      title: 'StaleDataError: DELETE statement on table expected to delete 2 row(s); Only 1 were matched',
      answer:
        'A row of the association table that the Session has loaded was deleted by somebody else before the flush.',
      reason:
        'The DELETE has a parameter set for each pair that the Session knows, and psycopg counts the rows that it took. Of other rows a missing one is a warning; of association rows it raises, and the flush rolls back.',
      rules: ['F4', 'P7', 'R6'],
      run: { program: 'association-row-gone' },
      instead: {
        text: 'Leave them to the foreign key, which takes what is there: `passive_deletes=True`, and `ondelete="CASCADE"` on the column of the association table. Load no tags of what is to be deleted.',
        program: 'many-to-many-passive',
        code: `tags: Mapped[list["Tag"]] = relationship(
    secondary=post_tags, back_populates="posts", passive_deletes=True
)`,
      },
    },
    'association-object-and-secondary': {
      title: 'An association object and secondary on the same table: rows are deleted twice',
      answer:
        'Both relationships delete the same rows: the second DELETE finds nothing, and the Session warns that it expected to.',
      reason:
        'The many-to-many owns the rows of its `secondary`, and the delete cascade of the other relationship owns the mapped objects. `overlaps` silences the warning of the configuration and nothing else.',
      rules: ['P6', 'F4'],
      run: { program: 'association-object' },
      instead: {
        text: 'Keep the many-to-many for reading alone: `viewonly=True`.',
        program: 'association-object-viewonly',
        code: `groups: Mapped[list["Group"]] = relationship(
    secondary="memberships", viewonly=True
)`,
      },
    },
  },
} satisfies QuestionGroupRecord;
