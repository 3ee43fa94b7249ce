// What SQLAlchemy accepts, refuses and warns about when the mappers are configured, and what is loaded first.
import { type RuleGroupRecord, sqlalchemy } from './rule';

export const CONFIGURATION = {
  title: 'Configuration',
  rules: {
    C1: {
      title: '`passive_deletes="all"` refuses delete cascades',
      text: '`passive_deletes="all"` says that nothing is done about the children. Together with `delete` or `delete-orphan` that is a contradiction, and configuring the mappers raises `ArgumentError`.',
      reference: sqlalchemy('orm/relationships.py, RelationshipProperty._check_cascade_settings'),
      scenario: { cascade: 'all', passiveDeletes: 'all' },
    },
    C2: {
      title: '`delete-orphan` without `delete` warns',
      text: '`delete-orphan` without `delete` gets a warning and still works: children that are taken out are deleted, while deleting the user only sets their foreign key to NULL.',
      reference: sqlalchemy('orm/util.py, CascadeOptions.__new__'),
      scenario: { cascade: 'save-update, merge, delete-orphan', passiveDeletes: false, nullable: true },
    },
    C3: {
      title: 'Unknown cascade words are refused',
      text: 'The cascade is split at its commas; a word that is none of the known ones raises `ArgumentError`, which names all of them. An empty cascade and `"none"` switch every cascade off.',
      reference: sqlalchemy('orm/util.py, CascadeOptions.from_string and __new__'),
      scenario: { cascade: 'all, orphan' },
    },
    C4: {
      title: '`delete-orphan` belongs on the one side',
      text: 'On a many-to-one or many-to-many relationship `delete-orphan` needs `single_parent=True`, or configuring the mappers raises `ArgumentError`.',
      reference: sqlalchemy('orm/relationships.py, RelationshipProperty._check_cascade_settings'),
      program: 'orphan-on-the-many-side',
    },
    C5: {
      title: '`passive_deletes` on the many side does nothing',
      text: '`passive_deletes` tells how a parent treats its children. Written on `Post.user` it changes no statement, and nothing says so.',
      reference: sqlalchemy('orm/dependency.py, ManyToOneDP'),
      program: 'passive-on-the-many-side',
    },
  },
} satisfies RuleGroupRecord;

export const LOADING = {
  title: 'Loading',
  rules: {
    L1: {
      title: 'An object is fetched by its key',
      text: 'The program brings the object into the Session. A child that is already in the identity map is handed out again without a statement.',
      reference: sqlalchemy('orm/session.py, Session.get and Session.scalar'),
      scenario: {},
    },
    L2: {
      title: 'Reading an unloaded attribute loads it',
      text: 'The program reads a collection that is not loaded, so the Session selects its members, after flushing what is waiting.',
      reference: sqlalchemy('orm/strategies.py, LazyLoader._load_for_state'),
      scenario: { operation: 'move-append' },
    },
  },
} satisfies RuleGroupRecord;
