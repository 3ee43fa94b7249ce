// What to change in a reader's own text, from what its run was observed to do: each with the edit that does it.
import { indexRun } from '@/lib/trace/run-index';
import type { ForeignKey, MappedClass, Relationship, Table } from '@/lib/trace/schema';
import { summarise } from '@/lib/trace/summary';
import type { Trace } from '@/lib/trace/trace';
import { callOfAttribute, type Edit, type Files, foreignKeyOf, withKeywords } from './source-edit';

export interface Fix {
  /** A sentence. */
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** A foreign key, and what became of it. */
interface Trouble {
  readonly table: Table;
  readonly key: ForeignKey;
  readonly what: 'emptied' | 'refused' | 'left with NULL' | 'row by row';
}

const ORPHANS = '"all, delete-orphan"';
const CASCADE = '"CASCADE"';

/** The likeliest first; none where nothing is wrong, or where the text does not say it in a way that can be edited. */
export function fixesOf(trace: Trace<unknown>, files: Files): readonly Fix[] {
  const trouble = troubleOf(trace);
  if (!trouble) return [];
  const { table, key, what } = trouble;
  const { classes } = trace.schema;
  const on = `${table.name}.${key.columns.join(', ')}`;
  // The tables of an SQL file do not follow the models.
  const given = Object.keys(files).some((path) => path.endsWith('.sql'));
  const foreignKey = given ? null : foreignKeyIn(files, classes, table, key);
  const owner = ownerOf(classes, table, key);
  const call = owner && callOfAttribute(files, owner.entity, owner.relationship.attribute);
  const of = owner && `${owner.entity}.${owner.relationship.attribute}`;
  const byDatabase = foreignKey && withKeywords(foreignKey, { ondelete: CASCADE });
  const fixes: (Fix | null)[] = [];

  if (what === 'refused' && byDatabase) {
    fixes.push({
      text: `Add ondelete="CASCADE" to ${on}: PostgreSQL then removes these rows itself.`,
      edits: byDatabase,
    });
  }
  if (call && byDatabase && owner) {
    const cascade = owner.relationship.cascade.includes('delete') ? {} : { cascade: ORPHANS };
    const words = 'cascade' in cascade ? `cascade=${ORPHANS} and passive_deletes=True` : 'passive_deletes=True';
    fixes.push({
      text: `Let the foreign key remove them: ${words} on ${of}, ondelete="CASCADE" on ${on}.`,
      edits: [...withKeywords(call, { ...cascade, passive_deletes: 'True' }), ...byDatabase],
    });
  }
  if (call && what !== 'row by row') {
    fixes.push({
      text: `Have the ORM delete them, each: cascade=${ORPHANS} on ${of}, without passive_deletes.`,
      edits: withKeywords(call, { cascade: ORPHANS, passive_deletes: null }),
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
  const entity = classes.find(({ tables }) => tables[0] === table.name)?.name;
  const call = entity === undefined ? null : callOfAttribute(files, entity, column);
  return call && { text: `Let ${on} be NULL: the rows then stay.`, edits: withKeywords(call, { nullable: 'True' }) };
}

function foreignKeyIn(files: Files, classes: readonly MappedClass[], { name }: Table, { columns }: ForeignKey) {
  const entities = classes.filter(({ tables }) => tables.includes(name)).map((each) => each.name);
  const [column = ''] = columns;
  return columns.length === 1 ? foreignKeyOf(files, entities, name.replace(/^.*\./, ''), column) : null;
}

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

function troubleOf(trace: Trace<unknown>): Trouble | null {
  const { tables } = trace.schema;
  const keyOn = (name: string, column: string) => {
    const table = tables.find((each) => each.name === name || each.name.endsWith(`.${name}`));
    const key = table?.foreignKeys.find(({ columns }) => columns.includes(column));
    return table && key ? { table, key } : null;
  };
  const { error } = trace;
  if (error?.sqlstate === '23503' || error?.sqlstate === '23001') {
    const table = tables.find(({ foreignKeys }) => foreignKeys.some(({ name }) => name === error.constraint));
    const key = table?.foreignKeys.find(({ name }) => name === error.constraint);
    return table && key ? { table, key, what: 'refused' } : null;
  }
  if (error) {
    const told = /null value in column "([^"]+)" of relation "([^"]+)"/.exec(error.message);
    const [, column = '', relation = ''] = blankedOut(error.message) ?? told ?? [];
    const found = keyOn(relation, column);
    return found && { ...found, what: 'emptied' };
  }
  const summary = summarise(indexRun(trace));
  for (const { name, unowned, lasting } of summary.tables) {
    const table = tables.find((each) => each.name === name);
    const key = table?.foreignKeys.find(
      (each) => lasting.client.nulled > 0 && unowned > 0 && isEmptied(trace, name, each),
    );
    if (table && key) return { table, key, what: 'left with NULL' };
  }
  for (const { name, lasting } of summary.tables) {
    const table = tables.find((each) => each.name === name);
    const key = table?.foreignKeys.find((each) => {
      const owner = ownerOf(trace.schema.classes, table, each);
      return (
        lasting.client.deleted > 1 &&
        owner &&
        owner.relationship.cascade.includes('delete') &&
        !owner.relationship.passiveDeletes
      );
    });
    if (table && key) return { table, key, what: 'row by row' };
  }
  return null;
}

/** As SQLAlchemy says it of a key that is part of the row's own: the column and its table. */
function blankedOut(message: string): readonly string[] | null {
  const found = /blank-out primary key column '(?:\w+\.)*?(\w+)\.(\w+)'/.exec(message);
  return found && ['', found[2] ?? '', found[1] ?? ''];
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
