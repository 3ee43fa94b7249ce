// The kinds of errors that are recognised: by what, what each comes from, in the reader's own names, and the questions
// that answer it. tests/sqlalchemy/questions.test.ts pastes what the run of each question raises or warns of.
import type { QuestionId } from '@/lib/questions/questions';
import type { Reading } from './reading';

/** A question that may be meant, and by what the reader can tell; null where nothing else can be. */
interface Candidate {
  readonly question: QuestionId;
  readonly apart: string | null;
}

export interface Kind {
  /** What happened, in a sentence with code in backticks. */
  readonly cause: (reading: Reading) => string;
  readonly matches: (reading: Reading) => boolean;
  readonly candidates: (reading: Reading) => readonly [Candidate, ...Candidate[]];
}

const only = (question: QuestionId) => (): readonly [Candidate] => [{ question, apart: null }];
const name = (found: string | null, otherwise: string) => (found === null ? otherwise : `\`${found}\``);
const says =
  (...words: readonly RegExp[]) =>
  ({ text }: Reading) =>
    words.every((each) => each.test(text));

/** An INSERT, or an UPDATE of the child, is refused by the same SQLSTATE; PostgreSQL then names two things and not three. */
const isByDelete = ({ statement, parent, text }: Reading) =>
  parent !== null || statement?.verb === 'DELETE' || /still referenced from table/.test(text);

const COUNTED =
  /(DELETE|UPDATE) statement on table '?([\w.]+)'? expected to (?:delete|update) (\d+) row\(s\); (Only )?(\d+) were matched/;

const counted = (verb: string, reading: Reading) => {
  const [, found, table = null, expected = '', just, matched = ''] = COUNTED.exec(reading.text) ?? [];
  return found === verb
    ? { table, expected: Number(expected), matched: Number(matched), ofPairs: just !== undefined }
    : null;
};

const AROUND: Candidate = {
  question: 'bulk-delete-skips-the-cascade',
  apart: 'If the statement was a bulk delete or SQL by hand, no relationship is asked.',
};

/** In the order in which they are told. */
export const KINDS: readonly Kind[] = [
  {
    matches: says(/PendingRollbackError|transaction has been rolled back due to a previous exception during flush/),
    cause: () =>
      'The Session is used again after a flush that failed. The error that comes first, further up or in the message itself, is the cause.',
    candidates: only('pending-rollback'),
  },
  {
    matches: ({ sqlstate }) => sqlstate === '25P02',
    cause: () =>
      'An earlier statement of the same transaction was refused, and PostgreSQL answers nothing until it is rolled back. Look for the error before this one.',
    candidates: () => [
      {
        question: 'transaction-is-aborted',
        apart: 'If what failed first was a statement of your own: a bulk delete, SQL by hand.',
      },
      { question: 'refused-in-a-loop', apart: 'If deletes go in a loop, and one of them may be refused.' },
    ],
  },
  {
    matches: (reading) => reading.sqlstate === '23001' && isByDelete(reading),
    cause: ({ parent, table, constraint }) =>
      `A row of ${name(parent, 'the parent’s table')} was to be deleted, and ${name(table, 'a row')} still points at it by ${name(constraint, 'a foreign key')}, which says \`ON DELETE RESTRICT\`.`,
    candidates: only('restrict-violation'),
  },
  {
    matches: (reading) => reading.sqlstate === '23503' && isByDelete(reading),
    cause: ({ parent, table, constraint, key }) =>
      `A row of ${name(parent, 'the parent’s table')}${key ? ` with \`${key}\`` : ''} was to be deleted, and ${name(table, 'a row')} still points at it by ${name(constraint, 'a foreign key')}.`,
    candidates: () => [
      {
        question: 'foreign-key-violation',
        apart: 'If it was `session.delete()`: the children are left to a foreign key without an action.',
      },
      AROUND,
      { question: 'cascade-and-ddl', apart: 'If the model has a `cascade` and no `ondelete`.' },
      {
        question: 'ondelete-added-later',
        apart: 'If the model says `ondelete="CASCADE"`: look whether the table does.',
      },
    ],
  },
  {
    matches: ({ sqlstate, statement, column }) =>
      sqlstate === '23502' &&
      (statement === null ? /_id$/.test(column ?? '') : statement.verb === 'UPDATE' || statement.verb === 'DELETE'),
    cause: ({ column, table, statement }) =>
      `${statement?.verb === 'DELETE' ? 'A foreign key' : 'Somebody'} set ${name(column, 'a column')}${table ? ` of \`${table}\`` : ''} to NULL, and it is \`NOT NULL\`.`,
    candidates: () => [
      {
        question: 'not-null-violation',
        apart: 'If a parent was deleted: its relationship has no delete cascade, or the foreign key says `SET NULL`.',
      },
      { question: 'orphan-is-left', apart: 'If a child was taken from its parent by `child.parent = None`.' },
    ],
  },
  {
    // Of all duplicates that which a foreign key's own column has.
    matches: ({ sqlstate, key, constraint, statement }) =>
      sqlstate === '23505' &&
      (statement === null || statement.verb === 'INSERT') &&
      (/^\(\w+_id\)=/.test(key ?? '') || (key === null && /_id_key$/.test(constraint ?? ''))),
    cause: ({ key, constraint }) =>
      `A second row with ${key ? `\`${key}\`` : 'the same foreign key'} was inserted while the first was still there${constraint ? `, which \`${constraint}\` refuses` : ''}.`,
    candidates: () => [
      {
        question: 'replace-a-one-to-one',
        apart:
          'If a one-to-one was replaced in one flush. Where nothing was replaced, the row was there already, and no delete is involved.',
      },
    ],
  },
  {
    matches: (reading) => counted('UPDATE', reading) !== null,
    cause: (reading) => {
      const { table = null, expected = 0, matched = 0 } = counted('UPDATE', reading) ?? {};
      return `Of ${expected} row${expected === 1 ? '' : 's'} of ${name(table, 'the table')} that the flush changed, ${matched} ${matched === 1 ? 'was' : 'were'} there.`;
    },
    candidates: (reading) => [
      { question: 'expected-to-update', apart: 'If the row was deleted by somebody else, or by a foreign key.' },
      ...((counted('UPDATE', reading)?.expected ?? 0) > 1
        ? [
            {
              question: 'psycopg-raises-asyncpg-does-not',
              apart: 'If it is raised with one driver and not with another.',
            } as const,
          ]
        : []),
    ],
  },
  {
    matches: (reading) => counted('DELETE', reading)?.ofPairs === true,
    cause: (reading) => {
      const { table = null, expected = 0, matched = 0 } = counted('DELETE', reading) ?? {};
      return `The Session knows ${expected} pair${expected === 1 ? '' : 's'} in ${name(table, 'the association table')}, and its DELETE took ${matched}.`;
    },
    candidates: (reading) => {
      const { expected = 0, matched = 0 } = counted('DELETE', reading) ?? {};
      return matched > expected
        ? [{ question: 'duplicate-association-rows', apart: null }]
        : [{ question: 'association-row-is-gone', apart: null }];
    },
  },
  {
    matches: (reading) => counted('DELETE', reading)?.ofPairs === false,
    cause: (reading) => {
      const { table = null, expected = 0, matched = 0 } = counted('DELETE', reading) ?? {};
      return `Of ${expected} row${expected === 1 ? '' : 's'} of ${name(table, 'the table')} that the flush deleted, ${matched} ${matched === 1 ? 'was' : 'were'} still there.`;
    },
    candidates: () => [
      { question: 'expected-to-delete', apart: 'If somebody else was faster.' },
      {
        question: 'association-object-and-secondary',
        apart: 'If the table is the `secondary` of another relationship.',
      },
    ],
  },
  {
    matches: says(/ObjectDeletedError|has been deleted, or its row is otherwise not present/),
    cause: ({ text }) => `An object was read again, and its row is gone${ofInstance(text)}.`,
    candidates: only('object-deleted-error'),
  },
  {
    matches: says(/DetachedInstanceError|is not bound to a Session; (?:lazy load|attribute refresh)/),
    cause: ({ text }) => `An object that is in no Session was to load something${attributeIn(text)}.`,
    candidates: () => [
      {
        question: 'detached-instance-error',
        apart: 'If the object was deleted before. Where its Session was only closed, no delete is involved.',
      },
    ],
  },
  {
    matches: says(/MissingGreenlet|greenlet_spawn has not been called/),
    cause: () => 'Something was loaded outside of an `await`.',
    candidates: () => [
      {
        question: 'missing-greenlet',
        apart: 'If a collection was read or changed that is not loaded. Other attributes that load do the same.',
      },
    ],
  },
  {
    // Tables that cannot be sorted raise the same class.
    matches: says(/Circular dependency detected/, /\b_?(?:Delete|SaveUpdate|Process)(?:State|All)\(/),
    cause: () => 'The flush found no order for its rows: some point at each other.',
    candidates: only('circular-dependency'),
  },
  {
    matches: says(/tried to blank-out primary key column/),
    cause: ({ text }) => {
      const [, from, to] =
        /Dependency rule on column '([^']{1,200})' tried to blank-out primary key column '([^']{1,200})'/.exec(text) ??
        [];
      return from && to
        ? `\`${to}\` would become NULL, because it points at \`${from}\`, and it is in a primary key.`
        : 'A foreign key would become NULL that is in a primary key.';
    },
    candidates: only('blank-out-primary-key'),
  },
  {
    matches: says(/delete-orphan cascade is normally configured only on the "one" side/),
    cause: ({ text }) => {
      const [, relationship] = /relationship ([\w.]{1,200}), delete-orphan/.exec(text) ?? [];
      return `\`delete-orphan\` stands on ${relationship ? `\`${relationship}\`, which is the many side` : 'the many side'}.`;
    },
    candidates: only('single-parent'),
  },
  {
    matches: says(/can't set passive_deletes='all' in conjunction with/),
    cause: ({ text }) => {
      const [, relationship] = /On ([\w.]{1,200}), can't set/.exec(text) ?? [];
      return `${relationship ? `\`${relationship}\`` : 'A relationship'} has \`passive_deletes="all"\` and a delete cascade.`;
    },
    candidates: only('passive-deletes-all'),
  },
  {
    matches: says(/Invalid cascade option\(s\)/),
    cause: ({ text }) => {
      const [, options] = /Invalid cascade option\(s\): ([^\n(]{1,200})/.exec(text) ?? [];
      return `\`cascade\` has a word that SQLAlchemy does not know${options ? `: ${options.trim()}` : ''}.`;
    },
    candidates: only('invalid-cascade-option'),
  },
  {
    matches: says(/The 'delete-orphan' cascade option requires 'delete'/),
    cause: () => '`cascade` has `delete-orphan` and not `delete`.',
    candidates: only('delete-orphan-requires-delete'),
  },
];

function ofInstance(text: string): string {
  const [, entity] = /Instance '<(\w{1,100}) at/.exec(text) ?? [];
  return entity ? `: an instance of \`${entity}\`` : '';
}

function attributeIn(text: string): string {
  const [, attribute] = /operation of attribute '(\w{1,100})'/.exec(text) ?? [];
  return attribute ? `: its \`${attribute}\`` : '';
}
