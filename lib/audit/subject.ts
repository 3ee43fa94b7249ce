// A class as its judges see it: its foreign keys, its relationships, and what was observed of its deletes.

import type { ForeignKey, Table } from '@/lib/trace/schema';
import {
  type Audit,
  type AuditedClass,
  type AuditedRelationship,
  type Facts,
  FEW,
  type Observed,
  type TableCounts,
} from './facts';
import type { Evidence, Finding } from './finding';
import type { Kind, Severity } from './kinds';
import { placeOf } from './places';

/** A foreign key with the table that it is of. */
export interface Key extends ForeignKey {
  readonly place: string;
  readonly table: string;
  /** Whether every one of its columns may be NULL. */
  readonly nullable: boolean;
  /** Whether a PRIMARY KEY or UNIQUE lies within its columns: there is one child at most. */
  readonly unique: boolean;
}

/** An actual or a possible end of a delete, without its costs. */
type End = Pick<Observed, 'error' | 'tables'>;

/** What SQLAlchemy says of a collection that it may not load. */
export const OF_ATTRIBUTE = /^Attribute (\w+)\.(\w+) can't load/;

export class Subject {
  readonly audit: Audit;
  readonly class: AuditedClass;
  /** Those that lead here. */
  readonly incoming: readonly Key[];
  readonly #keys: ReadonlyMap<string, Key>;
  readonly #runs: readonly Observed[];

  constructor(audit: Audit, of: AuditedClass, keys: ReadonlyMap<string, Key>, runs: readonly Observed[]) {
    this.audit = audit;
    this.class = of;
    this.incoming = keysInto(audit.facts, of, [...keys.values()]);
    this.#keys = keys;
    this.#runs = runs;
  }

  /** Those that a class has which this one inherits from are its own, too; this tells those that are new here. */
  isOwn({ references }: Key): boolean {
    return this.class.inherits === null || (references === this.class.tables[0] && !this.#parentHas(references));
  }

  #parentHas(table: string): boolean {
    const parent = this.audit.facts.classes.find(({ name }) => name === this.class.inherits);
    return parent?.tables.includes(table) ?? false;
  }

  /** Those of a table. */
  keysOf(table: string): readonly Key[] {
    return [...this.#keys.values()].filter((key) => key.table === table);
  }

  key(place: string): Key | undefined {
    return this.#keys.get(place);
  }

  /** The relationships of this side over a foreign key: to the children, or to association rows. */
  over({ place }: Key): readonly AuditedRelationship[] {
    return this.class.relationships.filter(
      ({ keys, direction, viewonly }) => !viewonly && direction !== 'many-to-one' && keys.includes(place),
    );
  }

  /** The first of them as "User.posts", or else the foreign key. */
  at(key: Key): string {
    const [first] = this.over(key);
    return first ? this.of(first) : key.place;
  }

  of({ attribute }: AuditedRelationship): string {
    return `${this.class.name}.${attribute}`;
  }

  /** Whether an association table of any class. */
  isAssociation(table: string): boolean {
    return this.audit.facts.classes.some(({ relationships }) =>
      relationships.some(({ secondary }) => secondary !== null && secondary === table),
    );
  }

  /** With children on one foreign key alone, or with all. */
  observed(way: string, key: Key | null, children = FEW): Observed | undefined {
    const runs = this.#runs.filter((run) => run.way === way && run.children === children);
    const all = runs.find(({ only }) => only === null);
    if (key === null || this.incoming.length === 1) return all;
    return runs.find(({ only }) => only === key.place);
  }

  /** Which foreign key the error of a delete is about, as far as it says: a column may be of several. */
  blamed({ error, only }: Pick<Observed, 'error' | 'only'>): Key | undefined {
    if (error === null) return undefined;
    const { table, column, constraint } = error;
    const keys = this.keysOf(table ?? '');
    if (column === null) return keys.find(({ name }) => name === constraint);
    const over = keys.filter(({ columns }) => columns.includes(column));
    const here = this.incoming.filter((key) => over.includes(key));
    return (
      over.find(({ place }) => place === only) ?? here.find((key) => this.over(key).length > 0) ?? here[0] ?? over[0]
    );
  }

  /** Whether a delete with children on this key alone ended, or was refused, by reason of those children. */
  isAbout(run: Observed, key: Key): boolean {
    if (run.error === null) return true;
    const [, owner, attribute] = OF_ATTRIBUTE.exec(run.error.message) ?? [];
    if (owner !== undefined) return this.over(key).some((each) => each.attribute === attribute);
    const blamed = this.blamed(run);
    return blamed === undefined || blamed === key || !this.incoming.includes(blamed);
  }

  /** A finding about this class; the places are those of what it is at. */
  finds(kind: Kind, severity: Severity, at: string, says: string, run: Observed | null): Finding {
    const places = [...this.#placesOf(at)];
    return { kind, severity, class: this.class.name, at, says, evidence: run && evidenceOf(run), places };
  }

  *#placesOf(at: string) {
    const [owner, attribute] = at.split('.');
    const relationship = this.audit.facts.classes
      .find(({ name }) => name === owner)
      ?.relationships.find((each) => each.attribute === attribute);
    const keys = relationship ? [...relationship.keys] : [at];
    if (relationship?.place) yield relationship.place;
    for (const key of keys) {
      const place = this.audit.facts.keys[key];
      if (place) yield place;
    }
    if (!relationship && !this.audit.facts.keys[at] && this.class.place) yield this.class.place;
  }
}

/** The foreign keys that lead to a class, those of inheritance aside: they lead to the row of the same object. */
export function keysInto<K extends Pick<Key, 'place' | 'references'>>(
  { classes }: Facts,
  { tables }: Pick<AuditedClass, 'tables'>,
  keys: readonly K[],
): readonly K[] {
  const links = new Set(classes.flatMap((each) => each.links));
  return keys.filter(({ references, place }) => tables.includes(references) && !links.has(place));
}

/** What a judge finds in a class. */
export type Judge = (subject: Subject) => Iterable<Finding>;

/** One for each class whose deletes were observed. */
export function subjectsOf(audit: Audit): readonly Subject[] {
  const keys = new Map(keysOf(audit).map((key) => [key.place, key]));
  const runs = new Map<string, Observed[]>();
  for (const run of audit.observed) {
    const ofClass = runs.get(run.class);
    if (ofClass) ofClass.push(run);
    else runs.set(run.class, [run]);
  }
  return audit.facts.classes.flatMap((each) => {
    const ofClass = runs.get(each.name);
    return ofClass ? [new Subject(audit, each, keys, ofClass)] : [];
  });
}

export function keysOf({ facts, tables }: Pick<Audit, 'facts' | 'tables'>): readonly Key[] {
  return tables.flatMap((table) =>
    table.foreignKeys.map((key) => ({
      ...key,
      place: placeOf(table, key),
      table: table.name,
      nullable: isNullable(table, key),
      unique: isUnique(facts, table, key),
    })),
  );
}

const isNullable = ({ columns }: Table, key: ForeignKey) =>
  key.columns.every((name) => columns.find((column) => column.name === name)?.nullable);

const isUnique = ({ uniques }: Facts, { name }: Table, key: ForeignKey) =>
  (uniques[name] ?? []).some((unique) => unique.every((column) => key.columns.includes(column)));

const evidenceOf = ({ class: of, way, children, only }: Observed): Evidence => ({
  class: of,
  way,
  children,
  only,
});

/** "a Post", "an Author". */
export const aOf = ({ class: { name } }: Subject): string =>
  `${/^[AEIO]|^U(?!ni|[srt]|UID)/.test(name) && !/^Eu|^One/.test(name) ? 'an' : 'a'} ${name}`;

export const removed = ({ client, foreignKey, trigger }: TableCounts): number => client + foreignKey + trigger;

const NONE: TableCounts = { client: 0, foreignKey: 0, trigger: 0, nulled: 0, left: 0 };

export const rowsOf = ({ tables }: Pick<Observed, 'tables'>, table: string): TableCounts => tables[table] ?? NONE;

/** The tables in which two deletes end differently; all of both when only one of them is refused. */
export function endsApart(one: End, other: End): readonly string[] {
  const tables = [...new Set([...Object.keys(one.tables), ...Object.keys(other.tables)])];
  if ((one.error === null) !== (other.error === null)) return tables;
  if (one.error !== null) return [];
  return tables.filter((table) => {
    const [a, b] = [rowsOf(one, table), rowsOf(other, table)];
    return removed(a) !== removed(b) || a.nulled !== b.nulled || a.left !== b.left;
  });
}
