// Judges of how deletes end: refused, with rows left behind, or one way in one case and another in the next.
import { list } from '@/lib/verdict/words';
import type { Observed, TableCounts } from './facts';
import type { Finding } from './finding';
import { aOf, endsApart, type Judge, type Key, OF_ATTRIBUTE, removed, rowsOf, type Subject } from './subject';

/** Whether what was refused is an UPDATE of SQLAlchemy's, or what SQLAlchemy itself refused to write. */
const isByOrm = ({ stoppedAt }: Observed) => stoppedAt !== 'DELETE';

/** Why PostgreSQL or SQLAlchemy refused, in half a sentence. */
function reason(run: Observed, key: Key | undefined): string {
  const { error } = run;
  if (error === null) return '';
  const code = error.sqlstate === null ? error.class : `${error.class}, ${error.sqlstate}`;
  if (key === undefined) return `${error.message.split(/[.;] /)[0]} (${code})`;
  if (error.column !== null) {
    const who = isByOrm(run) ? 'SQLAlchemy' : 'the foreign key';
    const why = error.sqlstate === null ? 'is part of a primary key' : 'may not be NULL';
    return `${who} sets \`${key.place}\` to NULL, which ${why} (${code})`;
  }
  return `rows of \`${key.table}\` still point at it by \`${key.place}\`, which is ON DELETE ${key.onDelete} (${code})`;
}

/** Whether the ORM emptied a foreign key that may not be empty: then the relationship is at fault, and else the key. */
function atOf(subject: Subject, run: Observed): string {
  const { error, only } = run;
  const [, owner, attribute] = OF_ATTRIBUTE.exec(error?.message ?? '') ?? [];
  if (owner !== undefined) {
    const isOwn = subject.class.relationships.some((each) => each.attribute === attribute);
    return `${isOwn ? subject.class.name : owner}.${attribute}`;
  }
  const key = subject.blamed(run);
  if (key === undefined) {
    // PostgreSQL says what it is about, where it is about a constraint
    if (error?.sqlstate) return subject.class.name;
    const alone = only === null ? undefined : subject.key(only);
    return alone ? subject.at(alone) : subject.class.name;
  }
  const emptied = error?.column !== null && isByOrm(run);
  return emptied ? subject.at(key) : key.place;
}

function* refusedDelete(subject: Subject): Iterable<Finding> {
  for (const key of [null, ...subject.incoming]) {
    for (const way of ['delete', 'delete-loaded']) {
      const run = subject.observed(way, key);
      if (!run?.error) continue;
      const loaded = way === 'delete' ? '' : ', its collections loaded,';
      const says = `\`session.delete()\` of ${aOf(subject)}${loaded} is refused: ${reason(run, subject.blamed(run))}.`;
      yield subject.finds('refused-delete', 'breaks', atOf(subject, run), says, run);
    }
  }
}

function* refusedRemoval(subject: Subject): Iterable<Finding> {
  for (const way of subject.class.ways.filter((each) => each.startsWith('remove:'))) {
    const run = subject.observed(way, null);
    if (!run?.error) continue;
    const place = `${subject.class.name}.${way.replace('remove:', '')}`;
    const says = `Taking one member out of \`${place}\` is refused: ${reason(run, subject.blamed(run))}.`;
    yield subject.finds('refused-removal', 'surprising', place, says, run);
  }
}

function* cascadeNeverFires(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming.filter(({ onDelete }) => onDelete === 'CASCADE')) {
    const relationship = subject
      .over(key)
      .find(
        ({ cascade, passiveDeletes, secondary }) =>
          !cascade.includes('delete') && !passiveDeletes && secondary === null,
      );
    const run = subject.observed('delete', key);
    if (!relationship || !run) continue;
    const refused = run.error !== null && run.error.column !== null && isByOrm(run) && subject.blamed(run) === key;
    if (!refused && run.nulls[key.place] !== 'client') continue;
    const at = subject.of(relationship);
    const end = refused ? 'which is refused' : 'and they stay';
    const says = `\`${key.place}\` is ON DELETE CASCADE, yet the ORM sets it to NULL first, ${end}: \`${at}\` has neither the delete cascade nor \`passive_deletes\`.`;
    yield subject.finds('cascade-never-fires', refused ? 'breaks' : 'leaves behind', at, says, run);
  }
}

function* leftWithNull(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming.filter(({ onDelete }) => onDelete === 'CASCADE')) {
    const run = subject.observed('delete', key);
    if (run?.nulls[key.place] !== 'client') continue;
    const { nulled } = rowsOf(run, key.table);
    const says = `${nulled} rows of \`${key.table}\` stay, with NULL in \`${key.place}\`: the ORM has written it, and the foreign key would have removed them.`;
    yield subject.finds('left-with-null', 'leaves behind', subject.at(key), says, run);
  }
}

function* passiveWithoutOndelete(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming.filter(({ onDelete }) => onDelete === 'NO ACTION' || onDelete === 'RESTRICT')) {
    const relationship = subject.over(key).find(({ passiveDeletes }) => passiveDeletes === true);
    const run = subject.observed('delete', key);
    if (!relationship || !run?.error || subject.blamed(run) !== key) continue;
    const says = `\`${subject.of(relationship)}\` leaves its rows to the database by \`passive_deletes=True\`, and \`${key.place}\` is ON DELETE ${key.onDelete}: the delete is refused.`;
    yield subject.finds('passive-without-ondelete', 'breaks', subject.of(relationship), says, run);
  }
}

function* dependsOnLoaded(subject: Subject): Iterable<Finding> {
  let isToldOfOne = false;
  for (const key of [...subject.incoming, null]) {
    if (key === null && isToldOfOne) return;
    const run = subject.observed('delete', key);
    const loaded = subject.observed('delete-loaded', key);
    if (!run || !loaded || endsApart(run, loaded).length === 0) continue;
    if (key && !(subject.isAbout(run, key) && subject.isAbout(loaded, key))) continue;
    isToldOfOne = true;
    const at = key ? subject.at(key) : subject.class.name;
    const says = `With its collections loaded, \`session.delete()\` of ${aOf(subject)} ${endOf(loaded)}; without, it ${endOf(run)}.`;
    yield subject.finds('depends-on-loaded', 'surprising', at, says, loaded);
  }
}

function* ormBulkDiffer(subject: Subject): Iterable<Finding> {
  const { name, tables, links } = subject.class;
  for (const key of [...subject.incoming, null]) {
    if (key === null && subject.incoming.length > 0) return;
    const run = subject.observed('delete', key);
    const bulk = subject.observed('bulk', key);
    if (!run || !bulk) continue;
    const apart = endsApart(run, bulk);
    if (apart.length === 0 || (key && !(subject.isAbout(run, key) && subject.isAbout(bulk, key)))) continue;
    const says = `\`session.delete()\` of ${aOf(subject)} ${endOf(run)}; \`delete(${name})\` ${endOf(bulk)}.`;
    const [link] = links;
    const ofOwn = run.error === null && bulk.error === null ? apart.filter((table) => tables.includes(table)) : [];
    if (link !== undefined && ofOwn.length > 0) yield subject.finds('orm-bulk-differ', 'surprising', link, says, bulk);
    if (key && apart.length > ofOwn.length)
      yield subject.finds('orm-bulk-differ', 'surprising', subject.at(key), says, bulk);
  }
}

/** What became of the rows, in half a sentence. */
function endOf({ error, tables }: Observed): string {
  if (error) return `is refused (${error.sqlstate ?? error.class})`;
  const rows = (what: (counts: TableCounts) => number) =>
    Object.entries(tables)
      .filter(([, counts]) => what(counts) > 0)
      .map(([table, counts]) => `${what(counts)} of \`${table}\``);
  const [gone, nulled, left] = [rows(removed), rows((counts) => counts.nulled), rows((counts) => counts.left)];
  return list([
    ...(gone.length > 0 ? [`removes ${list(gone)}`] : []),
    ...(nulled.length > 0 ? [`leaves ${list(nulled)} with NULL`] : []),
    ...(left.length > 0 ? [`leaves ${list(left)} untouched`] : []),
  ]);
}

export const OUTCOMES: readonly Judge[] = [
  refusedDelete,
  refusedRemoval,
  cascadeNeverFires,
  leftWithNull,
  passiveWithoutOndelete,
  dependsOnLoaded,
  ormBulkDiffer,
];
