// Errors that a delete ends with: PostgreSQL's, and SQLAlchemy's own.
import type { QuestionGroupRecord } from './question';

export const REFUSALS = {
  title: 'PostgreSQL refuses',
  questions: {
    'foreign-key-violation': {
      title: 'update or delete on table "users" violates foreign key constraint (23503)',
      answer:
        'Rows still point at the one that is deleted, and their foreign key has no `ON DELETE` that would do something about them.',
      reason:
        'The ORM has left the children alone: they are not loaded and there is `passive_deletes=True`, or the delete was a bulk delete or SQL by hand. A foreign key without an action refuses then, and nothing is deleted.',
      rules: ['K2', 'D2'],
      run: { scenario: { onDelete: null } },
      instead: {
        text: 'Give the foreign key `ON DELETE CASCADE`. Where the table cannot be changed, `passive_deletes=False` has the ORM delete the children first.',
        scenario: {},
      },
    },
    'not-null-violation': {
      title: 'null value in column "user_id" violates not-null constraint (23502) on delete',
      answer:
        'The relationship has no delete cascade, so the ORM sets the foreign key of the children to NULL, and its column is `NOT NULL`.',
      reason:
        'What fails is the UPDATE of a child, which the flush sends before the DELETE of the parent. `ON DELETE SET NULL` on such a column fails in the same way, inside the DELETE.',
      rules: ['D4', 'K3'],
      run: { scenario: { cascade: 'save-update, merge', passiveDeletes: false } },
      instead: {
        text: 'Children that cannot live without their parent go with it: write the delete cascade on the parent’s side.',
        scenario: {},
      },
    },
    'restrict-violation': {
      title: 'violates RESTRICT setting of foreign key constraint (23001)',
      answer:
        '`ON DELETE RESTRICT` refuses as long as a row points at the deleted one, with an SQLSTATE and words of its own since PostgreSQL 18.',
      reason:
        'Up to PostgreSQL 17 the same refusal has the SQLSTATE 23503 and the words of any foreign key. SQLAlchemy raises `IntegrityError` for both. `RESTRICT` guards against what is left to the foreign key; a delete cascade of the ORM takes the children away before it is asked.',
      rules: ['K2', 'K1'],
      run: { scenario: { onDelete: 'RESTRICT' } },
      instead: {
        text: 'Where the children are to go along and the table is to keep its `RESTRICT`, have the ORM delete them: `passive_deletes=False`.',
        scenario: { onDelete: 'RESTRICT', passiveDeletes: false },
      },
    },
    'replace-a-one-to-one': {
      title: 'duplicate key value violates unique constraint (23505) when a one-to-one is replaced',
      answer:
        'Under `delete-orphan` the flush inserts the new row before it deletes the old one, and for that moment both have the same `user_id`.',
      reason:
        'Within one flush and one table, INSERT comes before DELETE. So a UNIQUE foreign key refuses, although only one row would be left in the end.',
      rules: ['S1', 'F2'],
      run: { scenario: { shape: 'one-to-one', operation: 'replace-profile', unique: true } },
      instead: {
        text: 'Take the old one out and flush, then put the new one in its place. Both flushes are in one transaction.',
        program: 'replace-and-flush',
        code: `ann.profile = None
session.flush()  # deletes the old one
ann.profile = Profile(id=9, bio="new")
session.commit()`,
      },
    },
    'transaction-is-aborted': {
      title: 'current transaction is aborted, commands ignored until end of transaction block (25P02)',
      answer:
        'An earlier statement was refused, the error was caught, and the transaction was used again: PostgreSQL answers nothing in it until it is rolled back.',
      reason:
        'A bulk delete that fails is no flush, so SQLAlchemy does not roll back by itself. The error to look for is the first one, here the foreign key’s 23503.',
      rules: ['B1', 'K2'],
      run: { program: 'aborted-transaction' },
      instead: {
        text: 'Roll back where the error is caught. What the transaction had done before is undone with it; a savepoint keeps it.',
        program: 'aborted-and-rolled-back',
        code: `try:
    session.execute(delete(User).where(User.id == 1))
except IntegrityError:
    session.rollback()`,
      },
    },
    'refused-in-a-loop': {
      title: 'One refused delete in a loop takes the others back',
      answer: 'A flush that fails rolls the whole transaction back, and with it all deletes that were flushed before.',
      reason:
        '`session.rollback()` ends the transaction, which was one for the whole loop. What follows begins another one, so that the deletes after the refused one last and those before it do not.',
      rules: ['F5', 'P11'],
      run: { program: 'loop-without-savepoint' },
      instead: {
        text: 'Give each delete a savepoint. A refused one is rolled back to it, and the transaction goes on.',
        program: 'savepoint-per-delete',
        code: `try:
    with session.begin_nested():
        session.delete(customer)
except IntegrityError:
    print("kept:", customer.name)`,
      },
    },
  },
} satisfies QuestionGroupRecord;

export const EXCEPTIONS = {
  title: 'SQLAlchemy raises',
  questions: {
    'expected-to-update': {
      title: 'StaleDataError: UPDATE statement on table expected to update 1 row(s); 0 were matched',
      answer: 'The row is not there any more: another transaction or a foreign key deleted it after it was read.',
      reason:
        'The flush sends an UPDATE by primary key and looks at the row count. Of a DELETE that finds nothing it only warns, where the mapper has no version. In an executemany a missing row is noticed only by drivers that count it.',
      rules: ['F4', 'M1', 'R7'],
      run: { scenario: { operation: 'edit-post', gone: 'post-1' } },
      instead: {
        text: 'Where others delete, ask for the row again and lock it before it is edited. `get()` gives back None when it is gone.',
        program: 'asked-again',
        code: `post = session.get(Post, 1, with_for_update=True)
if post is None:
    print("somebody has deleted it")`,
      },
    },
    'expected-to-delete': {
      title: 'SAWarning: DELETE statement on table expected to delete 1 row(s); 0 were matched',
      answer: 'The row was gone before its DELETE came: somebody else had deleted it, for example another transaction.',
      reason:
        'What was asked for has come true by other hands, so the flush warns and goes on. With a `version_id_col` it raises `StaleDataError` in the same words.',
      rules: ['F4', 'R7', 'R8'],
      run: { scenario: { operation: 'delete-post', gone: 'post-1' } },
      instead: {
        text: 'Where that is expected, tell the mapper not to look: `confirm_deleted_rows=False`. Nothing is warned of then.',
        scenario: { operation: 'delete-post', gone: 'post-1', mapper: 'confirm-deleted-rows-false' },
      },
    },
    'object-deleted-error': {
      title: 'ObjectDeletedError: Instance has been deleted, or its row is otherwise not present',
      answer:
        'The foreign key removed the row, and the Session was not told: it still has the object, and finds out when it reads the row again.',
      reason:
        'The commit expires every object in the Session. The next read of an attribute selects the row by its key, and there is none. An object that the ORM deletes itself is detached by the commit instead.',
      rules: ['M1', 'D2'],
      run: { program: 'object-deleted' },
      instead: {
        text: 'Do not read objects that the delete may have taken. Ask for them: `get()` gives back None.',
        program: 'object-deleted-asked',
        code: `post = session.get(Post, 1)`,
      },
    },
    'detached-instance-error': {
      title: 'DetachedInstanceError after a delete: lazy load operation of attribute cannot proceed',
      answer:
        'The commit detaches what was deleted, so the object can tell what it has loaded and can load nothing more.',
      reason:
        'A deleted object leaves the Session with the commit. Its columns can still be read. A collection that was not loaded would have to be selected, and there is no Session to do it.',
      rules: ['D0', 'D2'],
      run: { program: 'detached' },
      instead: {
        text: 'Read what you need before the delete.',
        program: 'detached-read-first',
        code: `farewell = f"{ann.name} had {len(ann.posts)} posts"
session.delete(ann)
session.commit()
print(farewell)`,
      },
    },
    'missing-greenlet': {
      title: 'MissingGreenlet with AsyncSession: greenlet_spawn has not been called',
      answer:
        'A collection that is not loaded was read outside of an `await`; `await session.delete()` itself may load what it has to.',
      reason:
        '`bob.posts.clear()` is plain Python and has to know what is in the collection. Loading it means waiting for the database, which an `AsyncSession` can do only where SQLAlchemy runs inside an `await`.',
      rules: ['O5', 'V18'],
      run: { program: 'async-lazy-load' },
      instead: {
        text: 'Load the collection along with its user, by `selectinload`.',
        scenario: { operation: 'clear-posts', loaded: 'loaded' },
      },
    },
    'circular-dependency': {
      title: 'CircularDependencyError on delete',
      answer:
        'Two rows point at each other by two relationships, so that each would have to be deleted before the other.',
      reason:
        'The flush sorts its deletes so that children go before parents. An album with photos, one of which is its cover, has no such order. What was deleted before the flush found out is rolled back.',
      rules: ['P5'],
      run: { program: 'cycle' },
      instead: {
        text: 'Write `post_update=True` on one of the two: an UPDATE of its own sets that foreign key to NULL first.',
        program: 'cycle-post-update',
        code: `cover: Mapped["Photo | None"] = relationship(
    foreign_keys=cover_id, post_update=True
)`,
      },
    },
    'blank-out-primary-key': {
      title: 'AssertionError: Dependency rule tried to blank-out primary key column',
      answer: 'The ORM would set the foreign key of the children to NULL, and a column of it is in their primary key.',
      reason:
        'Without a delete cascade the flush sets every column of the foreign key to NULL. It never does that to a primary key, so it raises before it sends any UPDATE.',
      rules: ['P9', 'P8'],
      run: { program: 'composite-blank-out' },
      instead: {
        text: 'Let PostgreSQL set the one column that may become NULL, and keep the ORM out of it with `passive_deletes="all"`. Where the children are to go along, write a delete cascade.',
        program: 'composite-set-null',
        code: `posts: Mapped[list["Post"]] = relationship(passive_deletes="all")

ForeignKeyConstraint(
    ["tenant_id", "author_id"],
    ["authors.tenant_id", "authors.id"],
    ondelete="SET NULL (author_id)",
),`,
      },
    },
    'single-parent': {
      title: 'ArgumentError: delete-orphan cascade is normally configured only on the "one" side (single_parent=True)',
      answer:
        '`delete-orphan` stands on the many side, where one parent may have many children: losing one of them makes it no orphan.',
      reason:
        'SQLAlchemy refuses when the classes are used first, and sends nothing. `single_parent=True` would say that each user has one post at most. What was meant is mostly the other side.',
      rules: ['C4'],
      run: { program: 'orphan-on-the-many-side' },
      instead: {
        text: 'Write `cascade="all, delete-orphan"` on the parent’s collection. A post that is taken out of it is deleted.',
        scenario: { operation: 'remove-post' },
      },
    },
    'passive-deletes-all': {
      title: "ArgumentError: can't set passive_deletes='all' in conjunction with 'delete' or 'delete-orphan' cascade",
      answer:
        '`passive_deletes="all"` says that the ORM does nothing about the children, and the cascade says that it deletes them.',
      reason:
        '`"all"` leaves even loaded children alone. It is for relationships without a delete cascade, where the foreign key does everything.',
      rules: ['C1', 'D6'],
      run: { scenario: { cascade: 'all', passiveDeletes: 'all' } },
      instead: {
        text: 'Write `passive_deletes=True`: the delete cascade takes what is loaded, and the foreign key the rest.',
        scenario: {},
      },
    },
    'invalid-cascade-option': {
      title: 'ArgumentError: Invalid cascade option(s)',
      answer: 'A word of `cascade` is none that SQLAlchemy knows; the message names it.',
      reason:
        'The text is split at its commas. The words are `save-update`, `merge`, `expunge`, `refresh-expire`, `delete`, `delete-orphan`, and `all`, which is all of them but `delete-orphan`.',
      rules: ['C3'],
      run: { scenario: { cascade: 'all, orphan' } },
      instead: {
        text: 'Write `all, delete-orphan` for children that belong to their parent alone.',
        scenario: {},
      },
    },
    'delete-orphan-requires-delete': {
      title: "SAWarning: The 'delete-orphan' cascade option requires 'delete'",
      answer:
        'It is half of a rule: children that are taken out are deleted, while deleting the parent only sets their foreign key to NULL.',
      reason:
        'SQLAlchemy warns and goes on. Nothing loads and deletes the children of a parent that is deleted, as there is no delete cascade.',
      rules: ['C2', 'D4'],
      run: { scenario: { cascade: 'save-update, merge, delete-orphan', passiveDeletes: false, nullable: true } },
      instead: {
        text: 'Write `all, delete-orphan`: `all` has `delete` in it.',
        scenario: { passiveDeletes: false, nullable: true },
      },
    },
    'pending-rollback': {
      title:
        "PendingRollbackError: This Session's transaction has been rolled back due to a previous exception during flush",
      answer: 'An earlier flush failed, the error was caught, and the Session was used again without `rollback()`.',
      reason:
        'The failed flush has rolled the transaction back already. Until `rollback()` is called the Session raises this error, and repeats the first one in its message: that one is the cause.',
      rules: ['F5', 'P11'],
      run: { program: 'pending-rollback' },
      instead: {
        text: 'Call `session.rollback()` where the error is caught, or flush inside `begin_nested()`, which rolls back to its savepoint.',
        program: 'savepoint-per-delete',
        code: `try:
    with session.begin_nested():
        session.delete(customer)
except IntegrityError:
    print("kept:", customer.name)`,
      },
    },
  },
} satisfies QuestionGroupRecord;
