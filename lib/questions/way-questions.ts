// Other ways to delete, and what a delete goes through on its way.
import type { QuestionGroupRecord } from './question';

export const WAYS = {
  title: 'Ways to delete',
  questions: {
    'bulk-delete-skips-the-cascade': {
      title: 'delete(User).where() does not delete the children',
      answer: 'A bulk delete is one statement and knows no cascade; only the foreign key acts on the children.',
      reason:
        '`cascade` and `passive_deletes` belong to the unit of work, which a bulk delete goes around. Where the foreign key has no action, PostgreSQL refuses with 23503, whatever the relationship says.',
      rules: ['B1', 'K2'],
      run: { scenario: { operation: 'bulk-delete', onDelete: null, passiveDeletes: false } },
      instead: {
        text: 'Give the foreign key `ON DELETE CASCADE`, or delete by `session.delete()`.',
        scenario: { operation: 'bulk-delete' },
      },
    },
    'session-delete-or-delete': {
      title: 'session.delete(user) or delete(User).where(...)?',
      answer:
        '`session.delete()` follows the relationships and may load and delete each child; `delete()` sends one statement and leaves the children to the foreign key.',
      reason:
        'The first needs the object and heeds the cascade. The second needs neither, and asks for `ON DELETE` in the table. With `passive_deletes=True` and `ON DELETE CASCADE` the first sends one DELETE, too.',
      rules: ['D1', 'B1', 'D2'],
      run: { scenario: { passiveDeletes: false } },
      instead: {
        text: 'For many rows at once, with `ON DELETE CASCADE` in the table, the bulk delete: nothing is loaded for it.',
        scenario: { operation: 'bulk-delete', passiveDeletes: false },
      },
    },
    'cascade-and-ddl': {
      title: 'Does cascade="all, delete" write ON DELETE CASCADE?',
      answer: 'No: `cascade` is about what the Session does, and the table gets an action from `ondelete` alone.',
      reason:
        'So a DELETE that does not go through the unit of work, SQL by hand or a bulk delete, finds a foreign key without an action, and is refused with 23503.',
      rules: ['B2', 'K2'],
      run: { scenario: { operation: 'raw-delete', onDelete: null } },
      instead: {
        text: 'Write both: the cascade for the Session, `ondelete="CASCADE"` for the table.',
        scenario: { operation: 'raw-delete' },
      },
    },
    'ondelete-added-later': {
      title: 'ondelete="CASCADE" was added to the model, and the table does not have it (Alembic)',
      answer:
        '`ondelete` is written when a table is made: one that is there already keeps its foreign key until a migration makes it anew.',
      reason:
        '`create_all()` leaves tables alone that are there. The model says CASCADE, PostgreSQL’s catalog does not, and with `passive_deletes=True` nobody deletes the children: the delete is refused with 23503. This page runs the SQL of the migration, and not Alembic.',
      rules: ['K2', 'D2'],
      run: { program: 'ondelete-added-later' },
      instead: {
        text: 'Drop the constraint and add it again, in a migration. If a migration was written for you, look whether it holds these two statements.',
        program: 'ondelete-migrated',
        language: 'sql',
        code: `ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey

ALTER TABLE posts ADD CONSTRAINT posts_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE`,
      },
    },
    'joined-inheritance-bulk-delete': {
      title: 'A bulk delete of a subclass leaves rows in the base table',
      answer:
        'With joined inheritance `delete(Engineer)` is one statement on the subclass’s own table, and the row of the base stays.',
      reason:
        'An object of such a class is a row in each of its tables. Only the unit of work knows that, and a bulk delete goes around it.',
      rules: ['P4', 'P1'],
      run: { program: 'joined-bulk-delete' },
      instead: {
        text: 'Delete by `session.delete()`, which sends a DELETE for each of the tables.',
        program: 'joined-inheritance',
        code: `session.delete(ann)
session.commit()`,
      },
    },
    'soft-delete': {
      title: 'A soft delete in before_flush still deletes the children',
      answer:
        '`before_flush` comes after the cascade: `delete()` has marked the children already, and taking the parent back does not take them back.',
      reason:
        'The listener turns the DELETE of the user into an UPDATE. Her posts were marked inside `delete()`, so they are really deleted.',
      rules: ['P13'],
      run: { program: 'soft-delete' },
      instead: {
        text: 'Do not call `delete()` for a soft delete: set the column, and ask for rows in which it is NULL.',
        program: 'soft-delete-set',
        code: `ann.deleted_on = date(2026, 1, 1)
session.commit()
query = select(User.name).where(User.deleted_on.is_(None))`,
      },
    },
    'sqlmodel-cascade-delete': {
      title: 'SQLModel: what do cascade_delete, passive_deletes and ondelete do?',
      answer:
        '`cascade_delete=True` alone has the ORM load and delete each child; with `passive_deletes=True` and `ondelete="CASCADE"` the foreign key removes them.',
      reason:
        'They are SQLAlchemy’s own settings under other names, and do what those do. That `ondelete="CASCADE"` stands in the field changes nothing as long as the ORM deletes the children first.',
      rules: ['D1', 'D2', 'K1'],
      run: { program: 'sqlmodel-cascade-delete' },
      instead: {
        text: 'Write all three: `cascade_delete` and `passive_deletes` in the `Relationship` of the parent, `ondelete` in the `Field` of the child.',
        program: 'sqlmodel-passive-deletes',
        code: `heroes: list["Hero"] = Relationship(
    back_populates="team", cascade_delete=True, passive_deletes=True
)

team_id: int | None = Field(
    default=None, foreign_key="team.id", ondelete="CASCADE"
)`,
      },
    },
    'psycopg-raises-asyncpg-does-not': {
      title: 'psycopg raises StaleDataError where asyncpg does not',
      answer:
        'Of an executemany psycopg reports how many rows it touched, and asyncpg does not, so that with asyncpg a missing row goes unnoticed.',
      reason:
        'Both send the same statements. The flush compares the row count with the number of parameter sets, where there is a count. A single row is counted by every driver.',
      rules: ['R6', 'R7', 'R8'],
      run: { scenario: { operation: 'edit-posts', gone: 'post-2', loaded: 'loaded', driver: 'psycopg' } },
      instead: {
        text: 'Where it has to be noticed whatever the driver, give the mapper a `version_id_col`. Its rows are updated one by one, and each is counted.',
        scenario: { operation: 'edit-posts', gone: 'post-2', loaded: 'loaded', mapper: 'version-id-col' },
      },
    },
  },
} satisfies QuestionGroupRecord;
