// What session.delete() does about the children, by cascade, passive_deletes and what is loaded.
import { type RuleGroupRecord, sqlalchemy } from './rule';

export const DELETE = {
  title: 'session.delete()',
  rules: {
    D0: {
      title: '`delete()` marks, the flush deletes',
      text: '`session.delete()` sends no DELETE: it marks the object, and the flush deletes its row by primary key.',
      reference: sqlalchemy('orm/session.py, Session._delete_impl and Session._flush'),
      scenario: { operation: 'delete-post' },
    },
    D1: {
      title: 'The delete cascade loads what it has to delete',
      text: 'With the delete cascade and `passive_deletes=False`, children that are not loaded are selected inside the `delete()` call itself. Each of them is then deleted by the ORM, and the foreign key finds nothing left to do.',
      reference: sqlalchemy('orm/session.py, Session._delete_impl; orm/relationships.py, cascade_iterator'),
      scenario: { passiveDeletes: false },
    },
    D2: {
      title: '`passive_deletes=True` leaves unloaded children to the database',
      text: 'With `passive_deletes=True` nothing is loaded for the delete. Only the user is deleted; what becomes of its children is up to the foreign key.',
      reference: sqlalchemy('orm/relationships.py, RelationshipProperty.cascade_iterator (PASSIVE_NO_INITIALIZE)'),
      scenario: { passiveDeletes: true },
    },
    D3: {
      title: 'Loaded children are deleted one by one',
      text: 'Children that are loaded are deleted by the ORM, each with a parameter set of its own, `passive_deletes` or not. So under `passive_deletes=True` it matters what the program happened to load.',
      reference: sqlalchemy('orm/relationships.py, RelationshipProperty.cascade_iterator'),
      scenario: { loaded: 'loaded' },
    },
    D4: {
      title: 'Without the delete cascade the flush sets NULL',
      text: 'Without the delete cascade `delete()` does nothing about the children. The flush loads them if they are not loaded and sets their foreign key to NULL, before it deletes the user.',
      reference: sqlalchemy('orm/dependency.py, OneToManyDP.presort_deletes and process_deletes'),
      scenario: { cascade: 'save-update, merge', passiveDeletes: false, nullable: true },
    },
    D5: {
      title: '`passive_deletes=True` sets NULL only on what is loaded',
      text: 'Without the delete cascade and with `passive_deletes=True`, the flush sets the foreign key to NULL only for children that are loaded already. The others are left to the foreign key.',
      reference: sqlalchemy('orm/dependency.py, OneToManyDP.presort_deletes'),
      scenario: { cascade: 'save-update, merge', passiveDeletes: true, nullable: true, loaded: 'loaded' },
    },
    D6: {
      title: '`passive_deletes="all"` never touches the children',
      text: 'With `passive_deletes="all"` deleting a user does nothing at all about its children, loaded or not.',
      reference: sqlalchemy('orm/dependency.py, OneToManyDP.presort_deletes and process_deletes'),
      scenario: { cascade: 'save-update, merge', passiveDeletes: 'all', loaded: 'loaded' },
    },
    D7: {
      title: 'A second `delete()` flushes the first',
      text: 'When `delete()` has to load children, its SELECT flushes first what is waiting. So two deletes become two flushes, unless everything is loaded or nothing has to be.',
      reference: sqlalchemy('orm/session.py, Session._autoflush'),
      scenario: { passiveDeletes: false, operation: 'delete-two-users' },
    },
  },
} satisfies RuleGroupRecord;

export const BULK = {
  title: 'Around the unit of work',
  rules: {
    B1: {
      title: 'A bulk delete knows no cascade',
      text: '`delete(User).where(...)` is one statement whatever the relationship says; only the foreign key acts on the children. The Session counts the users that its WHERE matches as deleted.',
      reference: sqlalchemy('orm/bulk_persistence.py, BulkORMDelete'),
      scenario: { operation: 'bulk-delete' },
    },
    B2: {
      title: 'Raw SQL knows no cascade either',
      text: '`text("DELETE ...")` goes to the database as it is. The Session hears nothing of it: the deleted user stays persistent in Python.',
      reference: sqlalchemy('orm/session.py, Session.execute'),
      scenario: { operation: 'raw-delete' },
    },
  },
} satisfies RuleGroupRecord;
