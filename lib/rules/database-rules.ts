// What PostgreSQL's foreign key does with rows that still point at a deleted one, what Python is left with, and
// how the actor of each row effect is observed.
import { postgresql, type RuleGroupRecord, sqlalchemy } from './rule';

export const FOREIGN_KEY = {
  title: 'The foreign key',
  rules: {
    K1: {
      title: 'The foreign key acts on what the ORM left',
      text: 'If the ORM has deleted the children or set them to NULL, no row points at the user any more and `ON DELETE` has nothing to do. So `RESTRICT` does not protect against the delete cascade, and the default cascade with `ON DELETE CASCADE` leaves the posts alive with NULL.',
      reference: postgresql('manual 5.5.5, Foreign Keys'),
      scenario: { onDelete: 'RESTRICT', passiveDeletes: false },
    },
    K2: {
      title: '`NO ACTION` and `RESTRICT` refuse',
      text: 'A row still points at the deleted user: SQLSTATE 23503 with the constraint and the key in its message. `RESTRICT` has the SQLSTATE 23001 and words of its own since PostgreSQL 18. So does `SET DEFAULT` with a default that points nowhere.',
      reference: postgresql('src/backend/utils/adt/ri_triggers.c, ri_ReportViolation'),
      scenario: { onDelete: 'NO ACTION' },
    },
    K3: {
      title: '`NOT NULL` refuses a NULL',
      text: 'The foreign key of a child is to become NULL, by the ORM or by `SET NULL`, and its column is `NOT NULL`: SQLSTATE 23502, with the row that failed in the detail.',
      reference: postgresql('src/backend/executor/execMain.c, ExecConstraints'),
      scenario: { onDelete: 'SET NULL', nullable: false },
    },
    K4: {
      title: 'Deferred means at COMMIT',
      text: 'A deferred `NO ACTION` constraint is checked at COMMIT and fails there. `RESTRICT` and `CASCADE` never wait.',
      reference: postgresql('manual, SET CONSTRAINTS'),
      program: 'deferred-constraint',
    },
  },
} satisfies RuleGroupRecord;

export const MEMORY = {
  title: 'Memory after the commit',
  rules: {
    M1: {
      title: 'Python does not see what the database deleted',
      text: 'With `expire_on_commit=False` objects that the ORM deleted are deleted. Children that the foreign key removed stay persistent with the `user_id` they had, and so does an object whose row a `DELETE` of the program’s own took; changing one later raises `StaleDataError`.',
      reference: sqlalchemy('orm/session.py, SessionTransaction._remove_snapshot'),
      scenario: { loaded: 'partial' },
    },
    M2: {
      title: '`passive_deletes=True` depends on what was loaded',
      text: 'Under `passive_deletes=True` what comes of deleting a user, the rows that are left or the error, depends on whether its collection was loaded, with two exceptions: the delete cascade with `ON DELETE CASCADE`, and no delete cascade with `ON DELETE SET NULL`.',
      reference: sqlalchemy('orm/dependency.py, OneToManyDP (_passive_delete_flag)'),
      scenario: { cascade: 'save-update, merge', onDelete: 'CASCADE', nullable: true, loaded: 'loaded' },
    },
  },
} satisfies RuleGroupRecord;

export const WITNESS = {
  title: 'Seeing who did it',
  rules: {
    W1: {
      title: 'The trigger depth tells the actor',
      text: 'In a `BEFORE ... FOR EACH ROW` trigger `pg_trigger_depth()` is 1 for a row that a client’s statement touches and 2 or more for one that a foreign key touches. `AFTER` triggers see 1 for both.',
      reference: postgresql('manual 9.27, System Information Functions: pg_trigger_depth'),
      scenario: {},
    },
    W2: {
      title: 'The context shows the foreign key’s statement',
      text: '`PG_CONTEXT` of such a trigger holds the statement that the foreign key ran: `DELETE FROM ONLY "public"."posts"`, or `UPDATE ONLY` with `SET "user_id" = NULL` or `= DEFAULT`.',
      reference: postgresql('src/backend/utils/adt/ri_triggers.c, RI_FKey_cascade_del and ri_set'),
      scenario: {},
    },
    W3: {
      title: 'The depth is no level',
      text: 'The depth stays 2 on every level of a cascade. A depth of 2 without `ONLY` in the context is a trigger that somebody wrote.',
      reference: postgresql('src/backend/utils/adt/ri_triggers.c, RI_FKey_cascade_del'),
      program: 'three-levels-passive',
    },
    W4: {
      title: 'A witness must let the row pass',
      text: 'The trigger returns `OLD` for a DELETE and `NEW` for an UPDATE. `NULL` would cancel a cascaded DELETE silently and leave rows that point nowhere.',
      reference: postgresql('manual 37.1, Overview of Trigger Behavior'),
      program: 'swallowing-trigger',
    },
    W5: {
      title: 'Notices survive a failed statement',
      text: 'What a trigger writes into a table is rolled back with the statement that failed. A NOTICE has been sent by then, so partial effects can be told.',
      reference: postgresql('manual 41.9, Errors and Messages'),
      scenario: { onDelete: 'NO ACTION' },
    },
    W6: {
      title: '`EXPLAIN` is a second witness',
      text: '`EXPLAIN (ANALYZE)` of the DELETE names the constraint’s trigger, its time and its calls.',
      reference: postgresql('manual, EXPLAIN'),
      page: '/scale/',
    },
  },
} satisfies RuleGroupRecord;
