// What to change in a reader's own text, from what its run was observed to do: each with the edit that does it.
import { indexRun } from '@/lib/trace/run-index';
import type { ForeignKey, MappedClass, Relationship, Table } from '@/lib/trace/schema';
import { summarise } from '@/lib/trace/summary';
import type { Trace } from '@/lib/trace/trace';
import { type Files, isSql } from './files';
import {
  calleeNames,
  callOfAttribute,
  columnOf,
  type Edit,
  foreignKeyOf,
  ontoPostgres,
  withKeywords,
  withRelationship,
} from './source-edit';
import { cascadeInSql, cascadeMigration } from './sql-edit';

export interface Fix {
  /** A sentence. */
  readonly text: string;
  readonly edits: readonly Edit[];
  /** SQL that does to a database what the edit does to the file that makes the tables. */
  readonly migration?: string;
}

/** A foreign key, and what became of it. */
interface Trouble {
  readonly table: Table;
  readonly key: ForeignKey;
  readonly what: 'emptied' | 'refused' | 'left with NULL' | 'row by row';
}

const ONTO_POSTGRES =
  'Run it on PostgreSQL, which is here. It checks foreign keys always; SQLite does it only after PRAGMA foreign_keys=ON, and without that no ON DELETE of it ever acts.';
const ORPHANS = '"all, delete-orphan"';
const CASCADE = '"CASCADE"';

/** The likeliest first; none where nothing is wrong, or where the text does not say it in a way that can be edited. */
export function fixesOf(trace: Trace<unknown>, files: Files): readonly Fix[] {
  if (trace.error?.class === 'NoSuchModuleError') {
    const edits = ontoPostgres(files);
    return edits.length > 0 ? [{ text: ONTO_POSTGRES, edits }] : [];
  }
  const trouble = troubleOf(trace);
  if (!trouble) return [];
  const { table, key, what } = trouble;
  const { classes } = trace.schema;
  const on = `${table.name}.${key.columns.join(', ')}`;
  // The tables of an SQL file do not follow the models.
  const given = Object.keys(files).some(isSql);
  const inModels = foreignKeyIn(files, classes, table, key);
  const modelEdits = inModels && withKeywords(inModels, { ondelete: CASCADE });
  const sqlEdits = given ? cascadeInSql(files, key) : [];
  const migration = sqlEdits && sqlEdits.length > 0 && { migration: cascadeMigration(table, key) };
  const owner = ownerOf(classes, table, key);
  const call = owner && callOfAttribute(files, owner.entity, owner.relationship.attribute);
  const deletes = owner?.relationship.cascade.includes('delete');
  const trusting = call && withRelationship(call, { ...(!deletes && { cascade: ORPHANS }), passive_deletes: 'True' });
  const byOrm = call && withRelationship(call, { cascade: ORPHANS, passive_deletes: null });
  const cascadeWords = call && calleeNames(call)[1] === 'Relationship' ? 'cascade_delete=True' : `cascade=${ORPHANS}`;
  const of = owner && `${owner.entity}.${owner.relationship.attribute}`;
  const byDatabase = sqlEdits && (given ? [...sqlEdits, ...(modelEdits ?? [])] : modelEdits);
  // The models say it, and the database never got it.
  const promised = migration && modelEdits?.length === 0;
  const fixes: (Fix | null)[] = [];

  if (what === 'refused' && byDatabase) {
    fixes.push({
      text: promised
        ? `Migrate the database: the models say ondelete="CASCADE" on ${on}, and its foreign key does not.`
        : `Add ondelete="CASCADE" to ${on}${migration ? ', in the models and in the database' : ''}: PostgreSQL then removes these rows itself.`,
      edits: byDatabase,
      ...migration,
    });
  }
  if (trusting && byDatabase) {
    const words = deletes ? 'passive_deletes=True' : `${cascadeWords} and passive_deletes=True`;
    fixes.push({
      text: `Let the foreign key remove them: ${words} on ${of}, ondelete="CASCADE" on ${on}.`,
      edits: [...trusting, ...byDatabase],
      ...migration,
    });
  }
  if (byOrm && what !== 'row by row') {
    fixes.push({
      text: `Have the ORM delete them, each: ${cascadeWords} on ${of}, without passive_deletes.`,
      edits: byOrm,
    });
  }
  if (what === 'emptied' && !given) fixes.push(nullable(files, classes, table, key, on));
  const found = fixes.filter((fix): fix is Fix => fix !== null && fix.edits.length > 0);
  const edits = found.map((fix) => JSON.stringify(fix.edits));
  return found.filter((_, at) => edits.indexOf(edits[at] ?? '') === at);
}

function nullable(
  files: Files,
  classes: readonly MappedClass[],
  table: Table,
  { columns }: ForeignKey,
  on: string,
): Fix | null {
  const [column = ''] = columns;
  if (columns.length > 1 || table.key.includes(column)) return null;
  const call = columnOf(files, entitiesOf(classes, table), bare(table), column);
  return call && { text: `Let ${on} be NULL: the rows then stay.`, edits: withKeywords(call, { nullable: 'True' }) };
}

function foreignKeyIn(files: Files, classes: readonly MappedClass[], table: Table, { columns }: ForeignKey) {
  const [column = ''] = columns;
  return columns.length === 1 ? foreignKeyOf(files, entitiesOf(classes, table), bare(table), column) : null;
}

const entitiesOf = (classes: readonly MappedClass[], { name }: Table) =>
  classes.filter(({ tables }) => tables.includes(name)).map((each) => each.name);
const bare = ({ name }: Table) => name.replace(/^.*\./, '');

/** The one relationship that leads from the other side to the rows of the key. */
function ownerOf(classes: readonly MappedClass[], table: Table, key: ForeignKey) {
  const found = classes
    .filter(({ tables }) => tables.includes(key.references))
    .flatMap(({ name, relationships }) => relationships.map((relationship) => ({ entity: name, relationship })))
    .filter(({ relationship }) => leadsTo(classes, relationship, table));
  return found.length === 1 ? found[0] : null;
}

function leadsTo(classes: readonly MappedClass[], { direction, target, viewonly }: Relationship, table: Table) {
  const tables = classes.find(({ name }) => name === target)?.tables;
  return direction === 'one-to-many' && !viewonly && tables?.includes(table.name);
}

const NOT_NULL = /null value in column "(?<column>[^"]+)" of relation "(?<relation>[^"]+)"/;
/** As SQLAlchemy says it of a key that is part of the row's own. */
const BLANKED_OUT = /blank-out primary key column '(?:\w+\.)*?(?<relation>\w+)\.(?<column>\w+)'/;

function troubleOf(trace: Trace<unknown>): Trouble | null {
  const { schema, error } = trace;
  const keys = schema.tables.flatMap((table) => table.foreignKeys.map((key) => ({ table, key })));
  const found = (what: Trouble['what'], is: (each: (typeof keys)[number]) => unknown): Trouble | null => {
    const each = keys.find(is);
    return each ? { ...each, what } : null;
  };
  if (error?.sqlstate === '23503' || error?.sqlstate === '23001') {
    return found('refused', ({ key }) => key.name === error.constraint);
  }
  if (error) {
    const { column = '', relation = '' } =
      (BLANKED_OUT.exec(error.message) ?? NOT_NULL.exec(error.message))?.groups ?? {};
    return found(
      'emptied',
      ({ table: { name }, key }) =>
        (name === relation || name.endsWith(`.${relation}`)) && key.columns.includes(column),
    );
  }
  const tables = new Map(summarise(indexRun(trace)).tables.map((table) => [table.name, table]));
  return (
    found('left with NULL', ({ table: { name }, key }) => {
      const told = tables.get(name);
      return told && told.lasting.client.nulled > 0 && told.unowned > 0 && isEmptied(trace, name, key);
    }) ??
    found('row by row', ({ table, key }) => {
      const { cascade, passiveDeletes } = ownerOf(schema.classes, table, key)?.relationship ?? {};
      return (
        (tables.get(table.name)?.lasting.client.deleted ?? 0) > 1 && cascade?.includes('delete') && !passiveDeletes
      );
    })
  );
}

function isEmptied({ events }: Trace<unknown>, name: string, { columns }: ForeignKey): boolean {
  return events.some(
    (event) =>
      event.type === 'statement' &&
      event.effects.some(
        ({ table, by, changes = [] }) =>
          table === name &&
          by === 'client' &&
          changes.some(({ column, to }) => to === null && columns.includes(column)),
      ),
  );
}
