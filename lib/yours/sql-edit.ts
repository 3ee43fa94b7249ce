// Edits of the SQL that made the tables, and the migration that does the same to tables that are there.
import type { ForeignKey, Table } from '@/lib/trace/schema';
import { type Files, isSql } from './files';
import type { Edit } from './source-edit';

const ON_DELETE = /ON\s+DELETE\s+(?:NO\s+ACTION|RESTRICT|CASCADE|SET\s+(?:NULL|DEFAULT)(?:\s*\([^)]*\))?)/i;

/**
 * The edits that let a foreign key cascade which an SQL file names as pg_dump does: none where it does already. Null
 * where no file names it, or several do.
 */
export function cascadeInSql(files: Files, { name }: ForeignKey): readonly Edit[] | null {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const constraint = new RegExp(
    `CONSTRAINT\\s+(?:${literal}|"${literal}")\\s+FOREIGN\\s+KEY\\s*\\([^)]*\\)\\s*REFERENCES\\s+[\\w.$"]+\\s*(?:\\([^)]*\\))?(?<rest>[^;]*)`,
    'gi',
  );
  const found = Object.entries(files).flatMap(([path, text]) =>
    isSql(path) ? [...text.matchAll(constraint)].map((match) => ({ path, match })) : [],
  );
  const [only] = found;
  if (found.length !== 1 || !only) return null;
  const { path, match } = only;
  const rest = match.groups?.rest ?? '';
  const begins = match.index + match[0].length - rest.length;
  const action = ON_DELETE.exec(rest.replace(/,\s*(?:ADD|CONSTRAINT)\b[\s\S]*/i, ''));
  if (!action) return [{ path, from: begins, to: begins, insert: ' ON DELETE CASCADE' }];
  if (/CASCADE/i.test(action[0])) return [];
  const from = begins + action.index;
  return [{ path, from, to: from + action[0].length, insert: 'ON DELETE CASCADE' }];
}

/** What names nothing unless it is quoted: the reserved words of PostgreSQL 18, as pg_get_keywords() has them. */
export const RESERVED: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
  full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime
  localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning
  right select session_user similar some symmetric system_user table tablesample then to trailing true union unique user
  using variadic verbose when where window with`.split(/\s+/),
);

/** A name, with its schema or without, as SQL has it. */
export const quoted = (name: string) =>
  name
    .split('.')
    .map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) && !RESERVED.has(part) ? part : `"${part}"`))
    .join('.');
export const list = (names: readonly string[]) => `(${names.map(quoted).join(', ')})`;

/** What gives the tables of a database the same. */
export function cascadeMigration(
  { name: table }: Table,
  { name, columns, references, referenced }: ForeignKey,
): string {
  return `ALTER TABLE ${quoted(table)}
  DROP CONSTRAINT ${quoted(name)},
  ADD CONSTRAINT ${quoted(name)}
    FOREIGN KEY ${list(columns)} REFERENCES ${quoted(references)} ${list(referenced)} ON DELETE CASCADE;`;
}
