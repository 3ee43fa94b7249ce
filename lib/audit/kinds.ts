// The kinds of findings: their numbers, which stay, how bad they are, and why they are.
import type { RuleId } from '@/lib/trace/trace';

/** Worst first. */
export const SEVERITIES = ['breaks', 'loses', 'leaves behind', 'slow', 'surprising', 'tidy'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What each of them says of a finding. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  breaks: 'ends in an error',
  loses: 'rows are gone that somebody may miss',
  'leaves behind': 'rows stay that were meant to go',
  slow: 'costs more with every row',
  surprising: 'depends on how it is done',
  tidy: 'does not say what it seems to say',
};

interface KindRecord {
  /** For ignoring it, in reports and in comments. */
  readonly number: string;
  readonly title: string;
  /** In one sentence, for every finding of the kind; code is in backticks. */
  readonly why: string;
  /** The rules of this project, with their sources. */
  readonly rules: readonly RuleId[];
}

export const KINDS = {
  'mapping-error': {
    number: 'A1',
    title: 'The classes cannot be mapped',
    why: 'SQLAlchemy configures all mappers together, so one that fails keeps every class from being used.',
    rules: [],
  },
  'refused-delete': {
    number: 'A2',
    title: 'A delete is refused',
    why: 'Either SQLAlchemy writes NULL where none may be, or PostgreSQL keeps a row that others point at.',
    rules: ['D4', 'K2', 'K3', 'P9'],
  },
  'refused-removal': {
    number: 'A3',
    title: 'Taking a member out is refused',
    why: 'Without `delete-orphan` a member that is taken out of its collection stays, and its foreign key is set to NULL.',
    rules: ['O1', 'K3', 'P9'],
  },
  'cascade-never-fires': {
    number: 'A4',
    title: '`ON DELETE CASCADE` never acts',
    why: 'Without `passive_deletes` SQLAlchemy loads the children and sets their foreign key to NULL before it deletes the parent: nothing is left for the cascade.',
    rules: ['D4', 'K1'],
  },
  'left-with-null': {
    number: 'A5',
    title: 'Rows stay with NULL that the foreign key would have removed',
    why: 'SQLAlchemy sets the foreign key to NULL first, so that `ON DELETE CASCADE` no longer finds the rows.',
    rules: ['D4', 'K1'],
  },
  'passive-without-ondelete': {
    number: 'A6',
    title: '`passive_deletes` without `ON DELETE`',
    why: '`passive_deletes=True` leaves children that are not loaded to the database, which has not been told to remove them.',
    rules: ['D2', 'D5', 'K2'],
  },
  'depends-on-loaded': {
    number: 'A7',
    title: 'The end depends on what was loaded',
    why: 'With `passive_deletes` only loaded children are treated by SQLAlchemy; the others meet the foreign key.',
    rules: ['M2', 'D3', 'D5'],
  },
  'slow-cascade': {
    number: 'A8',
    title: 'The cascade costs more with every child',
    why: 'SQLAlchemy loads every child to delete it, and with them all that hangs below.',
    rules: ['D1', 'D3'],
  },
  'orm-bulk-differ': {
    number: 'A9',
    title: '`session.delete()` and a bulk delete end differently',
    why: '`delete(...)` goes to PostgreSQL as it is: no cascade of a relationship takes part.',
    rules: ['B1', 'P4'],
  },
  'events-skipped': {
    number: 'A10',
    title: 'Events of the ORM do not happen',
    why: 'What the foreign key removes never was in the Session, so no listener hears of it.',
    rules: ['D2', 'M1'],
  },
  'cascade-to-parent': {
    number: 'A11',
    title: 'Deleting a child deletes its parent',
    why: 'The delete cascade stands on the many side, so that it goes to the one row that others may share.',
    rules: ['D1'],
  },
  'cascade-many-to-many': {
    number: 'A12',
    title: 'A many-to-many deletes shared objects',
    why: 'The delete cascade over an association table reaches the objects on its other side, whoever else is tied to them.',
    rules: ['S4', 'D1'],
  },
  'orphan-nullable': {
    number: 'A13',
    title: '`delete-orphan` over a key that may be NULL',
    why: 'The table allows a row without a parent, and the relationship deletes it.',
    rules: ['O1', 'O3'],
  },
  'set-null-on-not-null': {
    number: 'A14',
    title: '`ON DELETE SET NULL` on a NOT NULL column',
    why: 'PostgreSQL takes both when the table is made, and refuses when the cascade writes the NULL.',
    rules: ['K1', 'K3'],
  },
  'cascade-stops-below': {
    number: 'A15',
    title: 'A cascade stops one level below',
    why: 'The rows that the first foreign key removes have children of their own, of which SQLAlchemy has not heard.',
    rules: ['S2', 'K2'],
  },
  'unindexed-foreign-key': {
    number: 'A16',
    title: 'No index begins with the foreign key',
    why: 'For every deleted parent PostgreSQL reads the whole table of the children to find those that point at it.',
    rules: ['K1'],
  },
  'unknown-children': {
    number: 'A17',
    title: 'Children that no relationship knows',
    why: 'SQLAlchemy orders and cascades by relationships; a foreign key alone is met by PostgreSQL only.',
    rules: ['S5', 'K2'],
  },
  'association-incomplete': {
    number: 'A18',
    title: 'An association table says too little',
    why: 'Without a key over both columns a pair can be there twice; without `ON DELETE` its rows keep others from being deleted.',
    rules: ['S4', 'P7', 'K2'],
  },
  'one-to-one-not-unique': {
    number: 'A19',
    title: 'A one-to-one that the table does not keep',
    why: 'Without UNIQUE there can be several rows, of which a scalar relationship shows one.',
    rules: ['S1'],
  },
  'passive-on-many-to-one': {
    number: 'A20',
    title: '`passive_deletes` where it does nothing',
    why: 'It tells how a parent treats its children; on the many side there are none.',
    rules: ['C5'],
  },
  'soft-delete-hard-cascade': {
    number: 'A21',
    title: 'Rows with a mark for “deleted” are removed for good',
    why: 'The delete of the parent does not ask for the mark.',
    rules: ['D1', 'K1'],
  },
  'lazy-loading': {
    number: 'A22',
    title: 'How the collection loads',
    why: 'A `write_only` collection is never loaded, and a `dynamic` one is a query, which the delete sends anew each time.',
    rules: ['S6'],
  },
  'key-type-mismatch': {
    number: 'A23',
    title: 'Key and foreign key are of different types',
    why: 'Each comparison converts, and values of one may not fit into the other.',
    rules: [],
  },
  'unconfigured-backref': {
    number: 'A24',
    title: 'A backref that says nothing of deletes',
    why: 'A `backref` written on the many side makes the collection, with the default cascade of one that nobody has thought about.',
    rules: ['S5', 'D4'],
  },
  'sqlalchemy-warning': {
    number: 'A25',
    title: 'SQLAlchemy warns',
    why: 'It says so when the classes are mapped.',
    rules: [],
  },
  'schema-differs': {
    number: 'A26',
    title: 'The tables are not what the models say',
    why: 'SQLAlchemy believes the models, and PostgreSQL knows the tables alone.',
    rules: ['K1'],
  },
} as const satisfies Readonly<Record<string, KindRecord>>;

export type Kind = keyof typeof KINDS;
