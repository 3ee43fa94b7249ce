// What can be read out of an error as people paste it: a traceback, a message of PostgreSQL's in any language, a line of
// a log, or what a framework has left of it. Nothing is guessed: what does not stand there is null.

export interface Reading {
  readonly text: string;
  /** As it stands there, or as the class of a driver has it. */
  readonly sqlstate: string | null;
  /** Table that the message is about, and the one that the deleted row is in. */
  readonly table: string | null;
  readonly parent: string | null;
  readonly column: string | null;
  readonly constraint: string | null;
  /** The key of the row, for example "(id)=(1)". */
  readonly key: string | null;
  /** The word that the statement begins with, and its table. */
  readonly statement: { readonly verb: string; readonly table: string | null } | null;
}

/** Longer texts are read up to here. */
const MOST = 200_000;

/** By the stem of the class that psycopg, psycopg2 and asyncpg have for it; asyncpg adds "Error". */
const SQLSTATES = {
  ForeignKeyViolation: '23503',
  NotNullViolation: '23502',
  UniqueViolation: '23505',
  RestrictViolation: '23001',
  InFailedSqlTransaction: '25P02',
  InFailedSQLTransaction: '25P02',
} as const satisfies Record<string, string>;

const CLASS = new RegExp(`\\b(${Object.keys(SQLSTATES).join('|')})(?:Error)?\\b`);
const OWN_SQLSTATE =
  /(?:SQL ?STATE|pgcode|sqlstate|ERROR:|FEHLER:|ERREUR ?:|エラー:|"code":)\s*["'=:\s]*\[?\b(23503|23502|23505|23001|25P02)\b/i;

/** A name in the quotation marks of PostgreSQL's languages. */
const QUOTED = /["“”]([^"“”\n]{1,63})["“”]|«\s?([^«»\n]{1,63}?)\s?»|»([^«»\n]{1,63})«|「([^」\n]{1,63})」/g;

const namesIn = (text: string) => [...text.matchAll(QUOTED)].map((match) => match.slice(1).find(Boolean) ?? '');

export function read(pasted: string): Reading {
  // Sentry and logs in JSON have a message in one line, with its quotation marks escaped.
  const text = pasted.slice(0, MOST).replaceAll('\\n', '\n').replaceAll('\\"', '"');
  const sqlstate = OWN_SQLSTATE.exec(text)?.[1]?.toUpperCase() ?? sqlstateOfClass(text);
  return { text, sqlstate, ...namesOf(text, sqlstate), key: keyIn(text), statement: statementIn(text) };
}

function sqlstateOfClass(text: string): string | null {
  const name = CLASS.exec(text)?.[1];
  return name ? SQLSTATES[name as keyof typeof SQLSTATES] : (WORDS.find(([words]) => words.test(text))?.[1] ?? null);
}

/** PostgreSQL's own words, where nothing else tells. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/violates RESTRICT setting of foreign key constraint/, '23001'],
  [/update or delete on table "/, '23503'],
  [/null value in column .{1,200} violates not-null/, '23502'],
  [/duplicate key value violates unique constraint/, '23505'],
  [/current transaction is aborted, commands ignored until end of transaction block/, '25P02'],
];

type Names = Pick<Reading, 'table' | 'parent' | 'column' | 'constraint'>;
const NO_NAMES: Names = { table: null, parent: null, column: null, constraint: null };

/** As it stands in one line with other things, too, or is cut off. */
const ENGLISH =
  /update or delete on table "([^"\n]{1,63})"(?: violates (?:RESTRICT setting of )?foreign key constraint "([^"\n]{1,63})" on table "([^"\n]{1,63})")?/;

function namesOf(text: string, sqlstate: string | null): Names {
  const [, parent = null, constraint = null, table = null] = ENGLISH.exec(text) ?? [];
  if (parent !== null) return { ...NO_NAMES, parent, constraint, table };
  const line = text.split('\n').find((each) => !isCode(each) && isOf(sqlstate, each)) ?? '';
  const [first = null, second = null, third = null] = namesIn(line);
  // Japanese names the table of a column first, and both tables of a foreign key before its constraint.
  const isJapanese = /[\u3040-\u30ff]/.test(line);
  switch (sqlstate) {
    case '23503':
    case '23001': {
      const [table, constraint] = isJapanese ? [second, third] : [third, second];
      return { ...NO_NAMES, parent: first, table, constraint };
    }
    case '23502': {
      const [table, column] = isJapanese && second ? [first, second] : [second, first];
      return { ...NO_NAMES, column, table };
    }
    case '23505':
      return { ...NO_NAMES, constraint: first };
    default:
      return NO_NAMES;
  }
}

/** Lines of a traceback and statements, whose names are others. */
const isCode = (line: string) => /^\s*(?:File "|\[SQL:|[\w.]+\()|STATEMENT:/.test(line);

/** Whether a line is the message of that SQLSTATE, in any language, by how many names stand in it. */
function isOf(sqlstate: string | null, line: string): boolean {
  const names = namesIn(line).length;
  if (sqlstate === '23503' || sqlstate === '23001') return names === 3;
  if (sqlstate === '23502') return /nul/i.test(line) && (names === 1 || names === 2);
  return sqlstate === '23505' && names === 1 && /constraint|contrainte|restricci|制約/i.test(line);
}

const keyIn = (text: string) => /\([\w", ]{1,200}\)=\([^()\n]{1,200}\)/.exec(text)?.[0] ?? null;

/** SQLAlchemy's "[SQL: ...]", or the STATEMENT of a server's log. */
function statementIn(text: string): Reading['statement'] {
  const [, verb, rest = ''] =
    /(?:\[SQL: |STATEMENT:\s+|ANWEISUNG:\s+|INSTRUCTION ?:\s+|SENTENCIA:\s+|文:\s*)\s*(DELETE|UPDATE|INSERT|SELECT|COMMIT|ALTER|CREATE|DROP)\b([^\]]{0,200})/i.exec(
      text,
    ) ?? [];
  if (!verb) return null;
  const table = /^\s*(?:FROM\s+|INTO\s+)?(?:ONLY\s+)?("?[\w.]+"?)/i.exec(rest)?.[1] ?? null;
  return { verb: verb.toUpperCase(), table: table?.replaceAll('"', '') ?? null };
}
