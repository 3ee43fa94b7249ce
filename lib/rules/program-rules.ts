// What the explorer has no settings for: inheritance, cycles, association objects, keys, savepoints, triggers and
// listeners. Programs show it, and no statement of the model is sent by it.
import { postgresql, type RuleGroupRecord, sqlalchemy } from './rule';

export const PROGRAMS_ALONE = {
  title: 'What only programs show',
  rules: {
    P1: {
      title: 'A subclass with a table of its own',
      text: 'An object of such a class is a row in each of its tables. `delete()` sends a DELETE for each, the subclass before its base, so that the foreign key between them has nothing to do.',
      reference: sqlalchemy('orm/persistence.py, delete_obj'),
      program: 'joined-inheritance',
    },
    P2: {
      title: '`passive_deletes` of a mapper',
      text: 'With `passive_deletes` in `__mapper_args__` of the base, the ORM deletes the row of the base alone. The foreign key of the subclass has to take the rest with `ON DELETE CASCADE`.',
      reference: sqlalchemy('orm/persistence.py, delete_obj; orm/mapper.py, Mapper.__init__'),
      program: 'joined-passive-deletes',
    },
    P3: {
      title: 'A foreign key knows no subclass',
      text: 'A foreign key that removes the row of a base leaves that of the subclass to the foreign key between the two. Without `ON DELETE CASCADE` there, it refuses.',
      reference: postgresql('manual 5.5.5, Foreign Keys'),
      program: 'joined-under-a-parent',
    },
    P4: {
      title: 'A bulk delete of a subclass',
      text: 'A bulk `delete()` of a class with a table of its own deletes from that table alone. The row of the base stays.',
      reference: sqlalchemy('orm/bulk_persistence.py, BulkORMDelete.create_for_statement'),
      program: 'joined-bulk-delete',
    },
    P5: {
      title: 'Rows that point at each other',
      text: 'Two rows that refer to each other by relationships have no order to be deleted in, and the flush raises `CircularDependencyError`. With `post_update=True` on one of the relationships an UPDATE of its own sets that foreign key to NULL first.',
      reference: sqlalchemy('orm/unitofwork.py, UOWTransaction.execute; util/topological.py, sort_as_subsets'),
      program: 'cycle',
    },
    P6: {
      title: 'Association rows that two relationships delete',
      text: 'Rows of a mapped class that are `secondary` of another relationship, too, are deleted by both. The second DELETE finds nothing, and the Session warns where the driver counts. With `viewonly=True` the many-to-many does not write.',
      reference: sqlalchemy(
        'orm/dependency.py, ManyToManyDP.process_deletes; orm/persistence.py, _emit_delete_statements',
      ),
      program: 'association-object',
    },
    P7: {
      title: 'Association rows are counted',
      text: 'The DELETE of a many-to-many has to take as many rows as there are pairs that the Session knows. One pair that is there twice raises `StaleDataError`, where the driver counts an executemany.',
      reference: sqlalchemy('orm/dependency.py, ManyToManyDP._run_crud'),
      program: 'duplicate-association',
    },
    P8: {
      title: '`SET NULL` of some columns',
      text: '`ON DELETE SET NULL (author_id)` writes the columns that it names. So a foreign key may share a column with the primary key of its table.',
      reference: postgresql('manual 5.5.5, Foreign Keys'),
      program: 'composite-set-null',
    },
    P9: {
      title: 'The ORM sets no primary key to NULL',
      text: 'The ORM sets every column of a foreign key to NULL. Where one of them is in the primary key, the flush raises `AssertionError` instead.',
      reference: sqlalchemy('orm/sync.py, clear'),
      program: 'composite-blank-out',
    },
    P10: {
      title: 'A primary key that changes',
      text: 'With `passive_updates=True`, the default, a new primary key is one UPDATE, and what refers to it is left to `ON UPDATE CASCADE`: nothing is loaded.',
      reference: sqlalchemy('orm/dependency.py, OneToManyDP.presort_saves and process_saves'),
      program: 'natural-key',
    },
    P11: {
      title: 'A savepoint for each delete',
      text: 'A flush that fails inside `begin_nested()` is rolled back to the savepoint. What the transaction had deleted before stays deleted, and it goes on.',
      reference: sqlalchemy('orm/session.py, SessionTransaction.rollback'),
      program: 'savepoint-per-delete',
    },
    P12: {
      title: 'A trigger does not ask who deletes',
      text: 'A trigger on a table fires for each row that a foreign key removes, as it does for those that the ORM deletes. The Session hears nothing of what it writes.',
      reference: postgresql('manual 37.1, Overview of Trigger Behavior'),
      program: 'audit-trigger',
    },
    P13: {
      title: '`before_flush` comes after the cascade',
      text: 'When `before_flush` is called, `delete()` has marked the children already. Taking the object back with `add()` does not take back what the cascade has marked.',
      reference: sqlalchemy('orm/session.py, Session._delete_impl and Session._flush'),
      program: 'soft-delete',
    },
  },
} satisfies RuleGroupRecord;
