// Judges of what the mappers and the catalog say, where a run shows what comes of it.
import { MANY } from './facts';
import type { Finding } from './finding';
import { aOf, type Judge, type Key, rowsOf, type Subject } from './subject';

function* orphanNullable(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming.filter((each) => each.nullable)) {
    for (const relationship of subject.over(key)) {
      if (relationship.inherited || !relationship.cascade.includes('delete-orphan') || relationship.secondary !== null)
        continue;
      const run = subject.observed(`remove:${relationship.attribute}`, null);
      if (!run || (run.error === null && rowsOf(run, key.table).client === 0)) continue;
      const at = subject.of(relationship);
      const end = run.error ? 'is to be deleted, which is refused here' : 'is deleted';
      const says = `A member that is taken out of \`${at}\` ${end}, while \`${key.place}\` may be NULL: the table has room for rows without ${aOf(subject)}.`;
      yield subject.finds('orphan-nullable', 'tidy', at, says, run);
    }
  }
}

function* setNullOnNotNull(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming.filter(({ onDelete }) => onDelete === 'SET NULL')) {
    const run = ['delete', 'delete-loaded', 'bulk']
      .map((way) => subject.observed(way, key))
      .find((each) => each?.error?.sqlstate === '23502' && subject.blamed(each) === key);
    if (!run) continue;
    const says = `\`${key.place}\` is ON DELETE SET NULL and NOT NULL: PostgreSQL refuses what it was told to do (23502).`;
    yield subject.finds('set-null-on-not-null', 'breaks', key.place, says, run);
  }
}

function* unindexed(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming.filter((each) => !each.indexed && !each.unique && subject.isOwn(each))) {
    const cascades = subject
      .over(key)
      .some(({ cascade, secondary }) => cascade.includes('delete') && secondary === null);
    if (!cascades && key.onDelete !== 'CASCADE' && key.onDelete !== 'SET NULL') continue;
    const run = subject.observed('delete', key);
    const says = `For each ${subject.class.name} that is deleted PostgreSQL reads all of \`${key.table}\`: no index begins with \`${key.columns.join(', ')}\`.`;
    if (run) yield subject.finds('unindexed-foreign-key', 'slow', key.place, says, run);
  }
}

function* unknownChildren(subject: Subject): Iterable<Finding> {
  // one that was left out may have been over any of them
  if (subject.audit.facts.leftOut.some(({ of }) => of === subject.class.name)) return;
  for (const key of subject.incoming.filter((each) => subject.isOwn(each) && !subject.isAssociation(each.table))) {
    if (subject.over(key).length > 0) continue;
    const run = subject.observed('delete', key);
    if (!run) continue;
    const acts = key.onDelete !== 'NO ACTION' && key.onDelete !== 'RESTRICT';
    if (!acts && (!run.error || subject.blamed(run) !== key)) continue;
    const end = acts ? `ON DELETE ${key.onDelete} says what happens to them` : 'they keep it from being deleted';
    const says = `No relationship of ${subject.class.name} leads to the rows of \`${key.table}\` that point at it by \`${key.place}\`: ${end}.`;
    yield subject.finds('unknown-children', acts ? 'surprising' : 'breaks', key.place, says, run);
  }
}

function* associationIncomplete(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming.filter((each) => subject.isAssociation(each.table))) {
    const run = subject.observed('delete', key);
    const bulk = subject.observed('bulk', key);
    if (!run || !bulk) continue;
    if (run.error && subject.blamed(run) === key) {
      const says = `Rows of \`${key.table}\` keep ${aOf(subject)} from being deleted: nobody removes them, and \`${key.place}\` is ON DELETE ${key.onDelete}.`;
      yield subject.finds('association-incomplete', 'breaks', key.place, says, run);
    } else if (bulk.error && subject.blamed(bulk) === key) {
      const says = `Only the ORM removes the rows of \`${key.table}\`: a bulk delete of ${aOf(subject)} is refused, as \`${key.place}\` is ON DELETE ${key.onDelete}.`;
      yield subject.finds('association-incomplete', 'surprising', key.place, says, bulk);
    }
    // said once, by the class that its first column points at
    if (!isKeyed(subject, key) && isFirstOf(subject, key)) {
      const says = `\`${key.table}\` has no key over both of its columns: the same pair can be there twice.`;
      yield subject.finds('association-incomplete', 'tidy', key.table, says, run);
    }
  }
}

function isFirstOf({ audit }: Subject, { table, name }: Key): boolean {
  return audit.tables.find((each) => each.name === table)?.foreignKeys[0]?.name === name;
}

function isKeyed({ audit }: Subject, { table }: Key): boolean {
  const both = audit.tables.find(({ name }) => name === table)?.foreignKeys.flatMap(({ columns }) => columns) ?? [];
  return (audit.facts.uniques[table] ?? []).some((unique) => unique.every((column) => both.includes(column)));
}

function* oneToOne(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming.filter((each) => !each.unique)) {
    const relationship = subject.over(key).find(({ uselist, inherited }) => !uselist && !inherited);
    const run = subject.observed('delete', key);
    if (!relationship || !run) continue;
    const at = subject.of(relationship);
    const says = `\`${at}\` is one object, and \`${key.place}\` is not UNIQUE: here are two rows for it.`;
    yield subject.finds('one-to-one-not-unique', 'surprising', at, says, run);
  }
}

function* passiveOnManyToOne(subject: Subject): Iterable<Finding> {
  const run = subject.observed('delete', null);
  for (const relationship of subject.class.relationships) {
    if (relationship.direction !== 'many-to-one' || !relationship.passiveDeletes || relationship.inherited || !run)
      continue;
    const at = subject.of(relationship);
    const says = `\`passive_deletes\` of \`${at}\` does nothing: it belongs to the side that has the collection.`;
    yield subject.finds('passive-on-many-to-one', 'tidy', at, says, run);
  }
}

function* lazyLoading(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming) {
    for (const relationship of subject.over(key)) {
      const at = subject.of(relationship);
      const [run, many] = [subject.observed('delete', key), subject.observed('delete', key, MANY)];
      if (
        relationship.lazy === 'write_only' &&
        run?.error?.class === 'InvalidRequestError' &&
        !relationship.passiveDeletes
      ) {
        const says = `\`${at}\` is write_only and has no \`passive_deletes\`: SQLAlchemy may not load it, and refuses the delete.`;
        yield subject.finds('lazy-loading', 'breaks', at, says, run);
      }
      if (
        relationship.lazy === 'dynamic' &&
        many &&
        !many.error &&
        many.loaded > rowsOf(many, key.table).client &&
        rowsOf(many, key.table).client > 0
      ) {
        const says = `\`${at}\` is dynamic: its ${rowsOf(many, key.table).client} rows are selected more than once (${many.loaded} rows loaded).`;
        yield subject.finds('lazy-loading', 'slow', at, says, many);
      }
    }
  }
}

const TEXTS = new Set(['text', 'character varying', 'character', 'citext']);
const bare = (type: string) => type.replace(/\(.*\)/, '').trim();

function* keyTypes(subject: Subject): Iterable<Finding> {
  const typeOf = (table: string, column: string) =>
    subject.audit.tables.find(({ name }) => name === table)?.columns.find(({ name }) => name === column)?.type ?? '';
  for (const key of subject.incoming.filter((each) => subject.isOwn(each))) {
    const run = subject.observed('delete', key);
    for (const [at, column] of key.columns.entries()) {
      const [own, other] = [typeOf(key.table, column), typeOf(key.references, key.referenced[at] ?? '')];
      if (!run || bare(own) === bare(other) || (TEXTS.has(bare(own)) && TEXTS.has(bare(other)))) continue;
      const says = `\`${key.place}\` is ${own}, and what it points at is ${other}.`;
      yield subject.finds('key-type-mismatch', 'tidy', key.place, says, run);
    }
  }
}

function* unconfiguredBackref(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming.filter(({ onDelete, nullable }) => onDelete === 'CASCADE' || !nullable)) {
    const relationship = subject
      .over(key)
      .find(({ backref, secondary, inherited }) => backref && secondary === null && !inherited);
    const run = subject.observed('delete', key);
    if (!relationship || !run || !subject.isAbout(run, key)) continue;
    const at = subject.of(relationship);
    const says = (end: string) => `\`${at}\` was made by a backref that says nothing of deletes: ${end}.`;
    if (run.error) yield subject.finds('unconfigured-backref', 'breaks', at, says('deleting is refused'), run);
    else if (run.nulls[key.place] === 'client')
      yield subject.finds('unconfigured-backref', 'leaves behind', at, says('its rows stay, with NULL'), run);
  }
}

export const SETTINGS: readonly Judge[] = [
  orphanNullable,
  setNullOnNotNull,
  unindexed,
  unknownChildren,
  associationIncomplete,
  oneToOne,
  passiveOnManyToOne,
  lazyLoading,
  keyTypes,
  unconfiguredBackref,
];
