// What could be done about a finding: the edit of the models, and the migration of the tables that goes with it. Whether it
// helps is tried (trial.ts), not said here.

import type { Files } from '@/lib/yours/files';
import {
  applied,
  calleeNames,
  callInMapping,
  callOfAttribute,
  columnOf,
  type Edit,
  foreignKeyOf,
  foreignKeyOver,
  type OfRelationship,
  withBackref,
  withKeywords,
  withRelationship,
} from '@/lib/yours/source-edit';
import { changesAt } from './differences';
import type { Audit, AuditedRelationship } from './facts';
import type { Finding } from './finding';
import type { Kind } from './kinds';
import { type Change, type Migration, migrationOf } from './migration';
import { type Key, type Subject, subjectsOf } from './subject';

export interface Mend {
  /** What is wanted by it, as "the children go with it, by the database". */
  readonly intention: string;
  readonly edits: readonly Edit[];
  /** Null where the tables stay as they are. */
  readonly migration: Migration | null;
  /** What is found of the same place because of it: that comes with the intention. */
  readonly price: Price;
}

export interface Price {
  readonly kinds: readonly Kind[];
  readonly at: readonly string[];
}
const NO_PRICE: Price = { kinds: [], at: [] };

/** What is to be edited: null stands for what the text has not, or not in a way that can be edited. */
interface Draft {
  readonly intention: string;
  readonly edits: readonly (readonly Edit[] | null)[];
  readonly changes: readonly Change[];
  readonly price?: readonly Kind[];
}

const ORPHANS = '"all, delete-orphan"';
const ALL = '"all"';
const NOT_DELETED = '"save-update, merge"';

/** The likeliest first. */
export function mendsOf(finding: Finding, audit: Audit, files: Files): readonly Mend[] {
  if (finding.kind === 'schema-differs') {
    const migration = migrationOf(changesAt(finding.at, audit));
    return migration
      ? [{ intention: 'the tables are what the models say', edits: [], migration, price: NO_PRICE }]
      : [];
  }
  const subject = subjectsOf(audit).find((each) => each.class.name === finding.class);
  if (!subject) return [];
  const bench = new Bench(subject, files);
  const about = { finding, bench, ...bench.about(finding) };
  const at = [finding.at, ...namesOf(about)];
  return draftsOf(about).flatMap(({ intention, edits, changes, price = [] }) => {
    const whole = edits.every((each) => each !== null);
    const all = edits.flatMap((each) => each ?? []);
    // tables of their own may need what the text has already
    const helps = all.length > 0 || (audit.facts.tablesFrom.length > 0 && changes.length > 0);
    return whole && helps
      ? [{ intention, edits: all, migration: migrationOf(changes), price: { kinds: price, at } }]
      : [];
  });
}

const namesOf = ({ key, relationship }: Pick<About, 'key' | 'relationship'>) => [
  ...(key ? [key.place] : []),
  ...(relationship ? [`${relationship.owner}.${relationship.attribute}`] : []),
];

/** The texts with it: where SQL files make the tables, the migration is one more of them. */
export function withMend(files: Files, { edits, migration }: Mend, { facts }: Pick<Audit, 'facts'>): Files {
  const edited = applied(files, edits);
  if (!migration || facts.tablesFrom.length === 0) return edited;
  const names = ['migration.sql', ...Object.keys(files).map((_, at) => `migration-${at + 2}.sql`)];
  const name = names.find((each) => !(each in files)) ?? '';
  return { ...edited, [name]: `${migration.sql}\n` };
}

const draftsOf = (about: About): readonly Draft[] => DRAFTS[about.finding.kind]?.(about) ?? [];

/** A relationship with the class that it is written in. */
type Declared = AuditedRelationship & { readonly owner: string };

interface About {
  readonly finding: Finding;
  readonly bench: Bench;
  readonly key: Key | undefined;
  /** That of the finding's class over the key, or the one that the finding is at. */
  readonly relationship: Declared | undefined;
}

/** The children are removed by the foreign key. */
function byDatabase({ finding, bench, key, relationship }: About): Draft[] {
  // a member that is taken out is deleted by the ORM, whatever the foreign key does
  const ways = finding.kind === 'refused-removal' ? ['bulk', 'delete', 'delete-loaded'] : ['bulk'];
  if (!key || !bench.canGo(key, ways)) return [];
  const cascades = !relationship || relationship.secondary !== null;
  return [
    {
      intention: 'the rows go with it, by the database',
      edits: [
        bench.key(key, { ondelete: '"CASCADE"' }),
        ...(key.indexed || key.columns.length > 1 ? [] : [bench.column(key, { index: 'True' })]),
        ...(cascades
          ? []
          : [bench.relationship(relationship, { cascade: cascadeFor(key, relationship), passive_deletes: 'True' })]),
      ],
      changes: [
        ...(key.onDelete === 'CASCADE' ? [] : [{ what: 'on delete', key, to: 'CASCADE' } as const]),
        ...(key.indexed || key.columns.length > 1
          ? []
          : [{ what: 'index', table: key.table, columns: key.columns } as const]),
      ],
      price: ['events-skipped'],
    },
  ];
}

/** They are removed by the ORM, one after another. */
function byOrm({ bench, key, relationship }: About): Draft[] {
  if (!key || !relationship || relationship.secondary !== null || !bench.canGo(key, ['delete', 'delete-loaded']))
    return [];
  const edit = bench.relationship(relationship, { cascade: cascadeFor(key, relationship), passive_deletes: null });
  const price = ['slow-cascade', 'orm-bulk-differ'] as const;
  return [{ intention: 'the rows go with it, by the ORM', edits: [edit], changes: [], price }];
}

/** `delete-orphan` says that there is none without a parent: of a key that may be NULL the table says otherwise. */
const cascadeFor = ({ nullable }: Key, { cascade }: AuditedRelationship) =>
  cascade.includes('delete-orphan') || !nullable ? ORPHANS : ALL;

/** They stay, with NULL, by the database. */
function withNull({ bench, key, relationship }: About): Draft[] {
  if (!key || key.columns.length > 1 || bench.isInPrimaryKey(key) || bench.isAssociation(key)) return [];
  const [column = ''] = key.columns;
  return [
    {
      intention: 'the rows stay, with NULL',
      edits: [
        bench.key(key, { ondelete: '"SET NULL"' }),
        bench.column(key, { ...(key.nullable ? {} : { nullable: 'True' }), ...(key.indexed ? {} : { index: 'True' }) }),
        ...(relationship ? [bench.relationship(relationship, { cascade: null, passive_deletes: 'True' })] : []),
      ],
      changes: [
        ...(key.nullable ? [] : [{ what: 'nullable', table: key.table, column, to: true } as const]),
        ...(key.onDelete === 'SET NULL' ? [] : [{ what: 'on delete', key, to: 'SET NULL' } as const]),
        ...(key.indexed ? [] : [{ what: 'index', table: key.table, columns: key.columns } as const]),
      ],
    },
  ];
}

/** The cascade does not go on to those that others share. */
function withoutCascade({ bench, relationship }: About): Draft[] {
  if (!relationship) return [];
  const edit = bench.relationship(relationship, { cascade: NOT_DELETED });
  return [{ intention: 'what others share stays', edits: [edit], changes: [] }];
}

const DRAFTS: Partial<Record<Kind, (about: About) => readonly Draft[]>> = {
  'refused-delete': (about) => [...byDatabase(about), ...byOrm(about), ...withNull(about)],
  'refused-removal': (about) => [...byDatabase(about), ...byOrm(about), ...withNull(about)],
  'cascade-never-fires': (about) => [...byDatabase(about), ...byOrm(about)],
  'left-with-null': (about) => [...byDatabase(about), ...byOrm(about), ...withNull(about)],
  'passive-without-ondelete': (about) => [...byDatabase(about), ...byOrm(about)],
  'depends-on-loaded': (about) => [...byDatabase(about), ...byOrm(about)],
  'slow-cascade': byDatabase,
  // no foreign key goes on to the other side of an association
  'orm-bulk-differ': (about) =>
    about.relationship?.secondary && about.relationship.cascade.includes('delete')
      ? withoutCascade(about)
      : [...byDatabase(about), ...withNull(about)],
  'events-skipped': byOrm,
  'cascade-to-parent': withoutCascade,
  'cascade-many-to-many': withoutCascade,
  'orphan-nullable': ({ bench, key }) => {
    const [column = ''] = key?.columns ?? [];
    if (!key || key.columns.length > 1) return [];
    const edit = bench.column(key, { nullable: 'False' });
    const change = { what: 'nullable', table: key.table, column, to: false } as const;
    return [{ intention: 'there are no rows without a parent', edits: [edit], changes: [change] }];
  },
  'set-null-on-not-null': (about) => [...withNull(about), ...byDatabase(about)],
  'cascade-stops-below': byDatabase,
  'unindexed-foreign-key': ({ bench, key }) => {
    if (!key || key.columns.length > 1) return [];
    const change = { what: 'index', table: key.table, columns: key.columns } as const;
    return [
      { intention: 'PostgreSQL finds the rows', edits: [bench.column(key, { index: 'True' })], changes: [change] },
    ];
  },
  'unknown-children': (about) => [...byDatabase(about), ...withNull(about)],
  'association-incomplete': (about) => (about.finding.severity === 'tidy' ? keyed(about) : byDatabase(about)),
  'one-to-one-not-unique': ({ bench, key }) => {
    if (!key || key.columns.length > 1) return [];
    const edit = bench.column(key, { unique: 'True', index: null });
    const changes = [
      ...bench.indexesOver(key).map((name) => ({ what: 'drop index', table: key.table, name }) as const),
      { what: 'unique', table: key.table, columns: key.columns } as const,
    ];
    return [{ intention: 'there is one at most', edits: [edit], changes }];
  },
  'passive-on-many-to-one': ({ bench, relationship }) =>
    relationship
      ? [
          {
            intention: 'it does not stand where it does nothing',
            edits: [bench.relationship(relationship, { passive_deletes: null })],
            changes: [],
          },
        ]
      : [],
  'lazy-loading': byDatabase,
  'unconfigured-backref': (about) => [...byDatabase(about), ...byOrm(about), ...withNull(about)],
};

/** A primary key over both columns of an association table. */
function keyed({ bench, key }: About): Draft[] {
  const keys = bench.keysOf(key?.table ?? '');
  if (!key || keys.length !== 2 || keys.some(({ columns }) => columns.length > 1) || bench.hasPrimaryKey(key))
    return [];
  const columns = keys.flatMap((each) => each.columns);
  return [
    {
      intention: 'each pair is there once',
      edits: keys.map((each) => bench.column(each, { primary_key: 'True', nullable: null })),
      changes: [{ what: 'primary key', table: key.table, columns }],
    },
  ];
}

/** Where the edits of one class's findings are made. */
class Bench {
  readonly #subject: Subject;
  readonly #files: Files;

  constructor(subject: Subject, files: Files) {
    this.#subject = subject;
    this.#files = files;
  }

  about({ at }: Finding): Pick<About, 'key' | 'relationship'> {
    const subject = this.#subject;
    const key = subject.key(at);
    if (key) {
      const [over] = subject.over(key);
      return { key, relationship: over ? this.#declared(subject.class.name, over.attribute) : this.#owner(key) };
    }
    const [name = '', attribute = ''] = at.split('.');
    const relationship = this.#declared(name, attribute);
    const [place] = relationship?.keys ?? [];
    return { key: place === undefined ? this.keysOf(at)[0] : subject.key(place), relationship };
  }

  /** Where an attribute of a class is written: in itself, or in one that it inherits from. */
  #declared(name: string, attribute: string): Declared | undefined {
    const of = this.#subject.audit.facts.classes.find((each) => each.name === name);
    const found = of?.relationships.find((each) => each.attribute === attribute);
    if (!of || !found) return undefined;
    return found.inherited && of.inherits !== null ? this.#declared(of.inherits, attribute) : { ...found, owner: name };
  }

  /** Of a key further down: the relationship over it, wherever it is. */
  #owner(key: Key): Declared | undefined {
    return this.#subject.audit.facts.classes
      .flatMap(({ name, relationships }) => relationships.map((each) => ({ ...each, owner: name })))
      .find(
        ({ keys, direction, viewonly, inherited }) =>
          !viewonly && !inherited && direction === 'one-to-many' && keys.includes(key.place),
      );
  }

  keysOf(table: string): readonly Key[] {
    return this.#subject.keysOf(table);
  }

  #table(name: string) {
    return this.#subject.audit.tables.find((each) => each.name === name);
  }

  /** Whether the rows can be deleted in these ways, as far as that was seen: what keeps them is to be mended first. */
  canGo({ table }: Key, ways: readonly string[]): boolean {
    const { observed } = this.#subject.audit;
    const children = this.#entities(table);
    return !observed.some((run) => children.includes(run.class) && ways.includes(run.way) && run.error !== null);
  }

  isAssociation({ table }: Key): boolean {
    return this.#subject.isAssociation(table);
  }

  /** The names of the indexes over its columns alone. */
  indexesOver({ table, columns }: Key): readonly string[] {
    const indexes = this.#subject.audit.facts.indexes[table] ?? [];
    return indexes.filter((each) => each.columns.join() === columns.join()).map(({ name }) => name);
  }

  isInPrimaryKey({ table, columns }: Key): boolean {
    return columns.some((column) => this.#table(table)?.key.includes(column));
  }

  hasPrimaryKey({ table }: Key): boolean {
    return (this.#table(table)?.key.length ?? 0) > 0;
  }

  #entities(table: string): readonly string[] {
    const { classes } = this.#subject.audit.facts;
    return classes.filter(({ tables }) => tables.includes(table)).map(({ name }) => name);
  }

  /** Of the ForeignKey() or ForeignKeyConstraint(). */
  key({ table, columns }: Key, keywords: Readonly<Record<string, string | null>>): readonly Edit[] | null {
    const [column = ''] = columns;
    const bare = table.replace(/^.*\./, '');
    const call =
      columns.length > 1
        ? foreignKeyOver(this.#files, this.#entities(table), bare, columns)
        : foreignKeyOf(this.#files, this.#entities(table), bare, column);
    return call && withKeywords(call, keywords);
  }

  column({ table, columns }: Key, keywords: Readonly<Record<string, string | null>>): readonly Edit[] | null {
    const [column = ''] = columns;
    const call = columnOf(this.#files, this.#entities(table), table.replace(/^.*\./, ''), column);
    return call && withKeywords(call, keywords);
  }

  /** Of the relationship(), or of the backref that makes it. */
  relationship({ owner, attribute, target, reverse }: Declared, wanted: OfRelationship): readonly Edit[] | null {
    const call = callOfAttribute(this.#files, owner, attribute) ?? callInMapping(this.#files, owner, attribute);
    if (call) return withRelationship(call, wanted);
    const other = reverse === null ? null : callOfAttribute(this.#files, target, reverse);
    return other && calleeNames(other)[1] === 'relationship' ? withBackref(other, this.#files, { ...wanted }) : null;
  }
}
