// Judges of how far cascades reach, and what they cost.
import { FEW, MANY } from './facts';
import type { Finding } from './finding';
import { aOf, endsApart, type Judge, removed, rowsOf, type Subject } from './subject';

function* slowCascade(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming) {
    const relationship = subject
      .over(key)
      .find(({ cascade, secondary }) => cascade.includes('delete') && secondary === null);
    const [few, many] = [subject.observed('delete', key), subject.observed('delete', key, MANY)];
    if (!relationship || !few || !many || few.error || many.error) continue;
    if (rowsOf(many, key.table).client <= rowsOf(few, key.table).client) continue;
    if (many.executions <= few.executions && many.loaded <= few.loaded) continue;
    const at = subject.of(relationship);
    const says = `\`${at}\` is loaded to be deleted: with ${FEW} rows ${cost(few)}, with ${MANY} ${cost(many)}.`;
    yield subject.finds('slow-cascade', 'slow', at, says, many);
  }
}

const cost = ({ executions, loaded }: { executions: number; loaded: number }) =>
  `${executions} executions and ${loaded} rows loaded`;

function* eventsSkipped(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming) {
    const relationship = subject.over(key).find(({ target }) => classNamed(subject, target)?.hearsDeletes);
    const run = subject.observed('delete', key);
    if (!relationship || !run || rowsOf(run, key.table).foreignKey === 0) continue;
    const says = `The foreign key removes ${rowsOf(run, key.table).foreignKey} rows of \`${key.table}\`, and the listeners of ${relationship.target} for deletes do not hear of them.`;
    yield subject.finds('events-skipped', 'surprising', subject.of(relationship), says, run);
  }
}

const classNamed = ({ audit }: Subject, wanted: string) => audit.facts.classes.find(({ name }) => name === wanted);

function* cascadeToParent(subject: Subject): Iterable<Finding> {
  const runs = [null, ...subject.incoming].map((key) => subject.observed('delete', key));
  const run = runs.find((each) => each?.error === null);
  if (!run) return;
  for (const relationship of subject.class.relationships) {
    const { direction, cascade, keys, targets, target } = relationship;
    if (direction !== 'many-to-one' || !cascade.includes('delete')) continue;
    if (keys.every((place) => subject.key(place)?.unique)) continue;
    const gone = targets.filter((table) => !subject.class.tables.includes(table) && rowsOf(run, table).client > 0);
    if (gone.length === 0) continue;
    const at = subject.of(relationship);
    const says = `Deleting ${aOf(subject)} deletes its ${target}, too, by the cascade of \`${at}\`: others may point at the same one.`;
    yield subject.finds('cascade-to-parent', 'loses', at, says, run);
  }
}

function* cascadeManyToMany(subject: Subject): Iterable<Finding> {
  for (const relationship of subject.class.relationships) {
    const { direction, cascade, keys, targets, target, viewonly } = relationship;
    if (direction !== 'many-to-many' || !cascade.includes('delete') || viewonly) continue;
    const key = keys.map((place) => subject.key(place)).find((each) => each !== undefined);
    const run = subject.observed('delete', key ?? null);
    const gone = run ? targets.reduce((sum, table) => sum + rowsOf(run, table).client, 0) : 0;
    if (!run || gone === 0) continue;
    const at = subject.of(relationship);
    const says = `Deleting ${aOf(subject)} deletes ${gone} objects of ${target} by the cascade of \`${at}\`, whoever else is tied to them.`;
    yield subject.finds('cascade-many-to-many', 'loses', at, says, run);
  }
}

function* stopsBelow(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming.filter(({ onDelete }) => onDelete === 'CASCADE')) {
    for (const way of ['delete', 'delete-loaded']) {
      const run = subject.observed(way, key);
      const below = run?.error ? subject.blamed(run) : undefined;
      if (!run?.error || !below || subject.class.tables.includes(below.references)) continue;
      const says = `The cascade of \`${key.place}\` reaches rows of \`${key.table}\`, and rows of \`${below.table}\` hold those by \`${below.place}\` (${run.error.sqlstate ?? run.error.class}).`;
      yield subject.finds('cascade-stops-below', 'breaks', below.place, says, run);
    }
    const [run, loaded] = [subject.observed('delete', key), subject.observed('delete-loaded', key)];
    if (!run || !loaded || run.error || loaded.error || rowsOf(run, key.table).foreignKey === 0) continue;
    for (const table of endsApart(run, loaded).filter(
      (each) => each !== key.table && !subject.class.tables.includes(each),
    )) {
      if (removed(rowsOf(run, table)) >= removed(rowsOf(loaded, table))) continue;
      const says = `The foreign key \`${key.place}\` removes rows of \`${key.table}\`, and what only the ORM would have taken along stays in \`${table}\`.`;
      yield subject.finds('cascade-stops-below', 'leaves behind', subject.at(key), says, run);
    }
  }
}

function* softDelete(subject: Subject): Iterable<Finding> {
  for (const key of subject.incoming) {
    const child = subject.audit.facts.classes.find(
      ({ tables, softDelete: mark }) => mark !== null && tables[0] === key.table,
    );
    const run = subject.observed('delete', key);
    if (!child || !run || run.error || removed(rowsOf(run, key.table)) === 0) continue;
    const says = `${removed(rowsOf(run, key.table))} rows of \`${key.table}\` are removed for good, though \`${child.softDelete}\` could have marked them.`;
    yield subject.finds('soft-delete-hard-cascade', 'loses', subject.at(key), says, run);
  }
}

export const CASCADES: readonly Judge[] = [
  slowCascade,
  eventsSkipped,
  cascadeToParent,
  cascadeManyToMany,
  stopsBelow,
  softDelete,
];
