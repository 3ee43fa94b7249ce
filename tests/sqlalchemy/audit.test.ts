// What an audit observes of models, and what it finds: each finding is seen again in the run that it names.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Audit, Observed } from '@/lib/audit/facts';
import type { Finding } from '@/lib/audit/finding';
import { findingsOf } from '@/lib/audit/judge';
import { type Mend, mendsOf, withMend } from '@/lib/audit/mend';
import { notesOf } from '@/lib/audit/report';
import { removed } from '@/lib/audit/subject';
import { trialOf } from '@/lib/audit/trial';
import type { Database } from '@/lib/database/database';
import { runAsked } from '@/lib/engine/run/run-asked';
import { auditWhole } from '@/lib/engine/run/run-audit';
import { SETTINGS } from '@/lib/matrix/grids';
import type { ProgramText } from '@/lib/program-text';
import type { PythonEngine } from '@/lib/sqlalchemy/python-engine';
import type { StatementEvent, Trace } from '@/lib/trace/trace';
import { DEFAULT_SERIES, DRIVERS, SERIES, type Series } from '@/lib/versions';
import { changedLines } from '@/lib/yours/source-edit';
import { differencesFrom } from '@/scripts/audit/against-matrix';
import { mended } from '@/scripts/audit/mending';
import { loadPackages } from '@/scripts/sqlalchemy/node-python';
import { numbersFrom, oneByChance } from '@/scripts/sqlalchemy/space';
import { describeLive } from './live';

const SHOP = readFileSync(new URL('audited/shop.py', import.meta.url), 'utf8');

const auditOf = (database: Database, python: PythonEngine, files: Readonly<Record<string, string>>) =>
  auditWhole(database, python, { files });

const toldOf = (findings: readonly Finding[]) =>
  findings.map(({ kind, severity, class: of, at }) => `${severity}: ${kind} of ${of} at ${at}`);

/** What a run came to, as far as an observation has it. */
function endOf(trace: Trace<null>) {
  const gone: Record<string, number> = {};
  const statements = trace.events.filter(
    (event): event is StatementEvent => event.type === 'statement' && event.at !== 'setup',
  );
  for (const { operation, table } of statements.flatMap(({ effects }) => effects)) {
    if (operation === 'DELETE') gone[table] = (gone[table] ?? 0) + 1;
  }
  const { error } = trace;
  return error ? { error: error.class, sqlstate: error.sqlstate } : { gone };
}

function endObserved({ error, tables }: Observed) {
  if (error) return { error: error.class, sqlstate: error.sqlstate };
  const gone = Object.entries(tables).filter(([, counts]) => removed(counts) > 0);
  return { gone: Object.fromEntries(gone.map(([table, counts]) => [table, removed(counts)])) };
}

const SEED = 20261127;
const chance = <T>(items: readonly T[], seed: number): T => oneByChance(numbersFrom(seed), items);
const someSettings = (series: Series) =>
  [1, 2, 3].map((number) => chance(SETTINGS, SEED + 10 * number + SERIES.indexOf(series)));

await describeLive('An audit', ({ series, database, python }) => {
  /** In which a finding is to be seen. */
  const runOf = (finding: Finding | undefined, source: string, more: Partial<ProgramText> = {}) => {
    const deletes = finding?.evidence;
    const asked = { source, filename: 'models.py', standIns: true, foreign: true, ...more };
    return runAsked(database, python, { ...asked, ...(deletes && { deletes }) }).trace;
  };

  test('finds what each class of a shop is in for, and each finding is seen in the run that it names', () => {
    const audit = auditOf(database, python, { 'shop.py': SHOP }) as Audit;
    const findings = findingsOf(audit);
    expect(audit.unobserved).toEqual({});
    expect(toldOf(findings)).toMatchInlineSnapshot(`
      [
        "breaks: refused-delete of Customer at Customer.orders",
        "breaks: refused-delete of Customer at addresses.customer_id",
        "breaks: refused-delete of Customer at profiles.customer_id",
        "breaks: refused-delete of Customer at Customer.reviews",
        "breaks: cascade-never-fires of Customer at Customer.orders",
        "breaks: passive-without-ondelete of Customer at Customer.addresses",
        "breaks: unconfigured-backref of Customer at Customer.reviews",
        "breaks: refused-delete of Item at Lot.visits",
        "breaks: refused-delete of Lot at Lot.visits",
        "breaks: lazy-loading of Lot at Lot.visits",
        "breaks: refused-delete of Order at coupons.order_id",
        "breaks: refused-delete of Order at Lot.visits",
        "breaks: refused-delete of Order at lots.item_id",
        "breaks: cascade-stops-below of Order at lots.item_id",
        "breaks: set-null-on-not-null of Order at coupons.order_id",
        "breaks: refused-delete of Tag at stamps.tag_id",
        "breaks: refused-delete of Tag at order_tags.tag_id",
        "breaks: unknown-children of Tag at stamps.tag_id",
        "breaks: association-incomplete of Tag at order_tags.tag_id",
        "loses: soft-delete-hard-cascade of Customer at Customer.tickets",
        "loses: cascade-to-parent of Order at Order.customer",
        "loses: cascade-many-to-many of Order at Order.tags",
        "leaves behind: cascade-never-fires of Customer at Customer.notes",
        "leaves behind: left-with-null of Customer at Customer.notes",
        "slow: slow-cascade of Customer at Customer.cards",
        "slow: unindexed-foreign-key of Customer at cards.customer_id",
        "surprising: refused-removal of Customer at Customer.orders",
        "surprising: refused-removal of Customer at Customer.reviews",
        "surprising: depends-on-loaded of Customer at Customer.addresses",
        "surprising: orm-bulk-differ of Customer at Customer.notes",
        "surprising: events-skipped of Customer at Customer.tickets",
        "surprising: one-to-one-not-unique of Customer at Customer.profile",
        "surprising: refused-removal of Item at Item.lots",
        "surprising: orm-bulk-differ of Lot at Lot.visits",
        "surprising: refused-removal of Order at Order.items",
        "surprising: orm-bulk-differ of Order at Order.tags",
        "surprising: association-incomplete of Order at order_tags.order_id",
        "tidy: orphan-nullable of Customer at Customer.cards",
        "tidy: passive-on-many-to-one of Item at Item.order",
        "tidy: association-incomplete of Order at order_tags",
        "tidy: key-type-mismatch of Tag at stamps.tag_id",
        "tidy: sqlalchemy-warning of Review at Review.writer",
      ]
    `);
    if (series !== DEFAULT_SERIES) return;
    const runs = new Map(findings.flatMap(({ evidence }) => (evidence ? [[JSON.stringify(evidence), evidence]] : [])));
    for (const deletes of runs.values()) {
      const { trace } = runAsked(database, python, {
        source: SHOP,
        filename: 'shop.py',
        standIns: true,
        foreign: true,
        deletes,
      });
      const observed = audit.observed.find(
        (each) =>
          each.class === deletes.class &&
          each.way === deletes.way &&
          each.children === deletes.children &&
          each.only === deletes.only,
      );
      expect([deletes, endOf(trace)]).toEqual([deletes, observed && endObserved(observed)]);
    }
  });

  test.each(someSettings(series))('of the models of %j ends as the explorer does', (setting) => {
    const driver = chance(DRIVERS, SEED + SETTINGS.indexOf(setting));
    expect(differencesFrom(database, python, setting, { series, driver })).toEqual([]);
  });

  test('mends findings of the shop, and its migrations make of the old tables the new ones', () => {
    if (series !== DEFAULT_SERIES) return;
    const next = numbersFrom(SEED);
    const tried = [...mended(database, python, { 'shop.py': SHOP }, () => next() < 0.07)];
    expect(tried.length).toBeGreaterThan(2);
    for (const { finding, mend, files, trial, different } of tried) {
      const which = `${finding.kind} at ${finding.at}, so that ${mend.intention}`;
      expect([which, trial.isMended, trial.worse, different]).toEqual([which, true, [], []]);
      const lines = files['shop.py']?.split('\n') ?? [];
      const changed = SHOP.split('\n').filter((line, number) => line !== lines[number]);
      expect(changed.length).toBe(changedLines({ 'shop.py': SHOP }, mend.edits).length);
    }
  });

  test('says where the tables that are there differ from the models, tries the deletes on those, and each migration mends its place', () => {
    const tables = `CREATE TYPE public.mood AS ENUM ('calm', 'cross');
CREATE TABLE public.customers (id integer PRIMARY KEY, name text, mood public.mood, since date NOT NULL DEFAULT now(), code integer NOT NULL);
CREATE TABLE public."user" (id integer PRIMARY KEY, customer_id bigint REFERENCES public.customers (id), UNIQUE (customer_id));
CREATE TABLE public.visits (id integer PRIMARY KEY, customer_id integer REFERENCES public.customers (id) ON UPDATE CASCADE ON DELETE CASCADE);
CREATE INDEX visits_of ON public.visits (customer_id);
CREATE TABLE public.logs (id integer PRIMARY KEY, customer_id integer REFERENCES public.customers (id) ON DELETE SET NULL);
CREATE TABLE public.alembic_version (version_num text PRIMARY KEY);
CREATE FUNCTION public.noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$;
CREATE TRIGGER note BEFORE DELETE ON public.visits FOR EACH ROW EXECUTE FUNCTION public.noted();
ALTER TABLE public.visits ADD CONSTRAINT positive CHECK (id > 0);`;
    const models = `from enum import Enum
from sqlalchemy import DDL, ForeignKey, Index, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
class Base(DeclarativeBase):
    pass
class Size(Enum):
    small = 1
    large = 2
class Mood(Enum):
    calm = 1
    cross = 2
class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(unique=True)
    mood: Mapped[Mood | None]
    since: Mapped[str]
    users: Mapped[list["User"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    group: Mapped[str] = mapped_column(default="")
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
class Visit(Base):
    __tablename__ = "visits"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    user_id: Mapped[int | None]
    __table_args__ = (Index("of_both", "customer_id", "id"),)
class Bag(Base):
    __tablename__ = "bags"
    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[Size]
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), index=True)
event.listen(Bag.__table__, "after_create", DDL("""CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"""))
event.listen(Bag.__table__, "after_create", DDL("""CREATE TRIGGER keep BEFORE DELETE ON bags FOR EACH ROW EXECUTE FUNCTION kept()"""))
`;
    const files = { 'models.py': models, 'schema.sql': tables };
    const audit = auditOf(database, python, files) as Audit;
    const findings = findingsOf(audit);
    const different = findings.filter(({ kind }) => kind === 'schema-differs');
    expect(different.map(({ severity, at, says }) => `${severity} at ${at}: ${says}`)).toMatchInlineSnapshot(`
      [
        "breaks at bags: The models have a table \`bags\`, and the database has none.",
        "breaks at customers.code: The database has a column \`customers.code\`, of which the models say nothing: it may not be NULL, so an INSERT of theirs is refused.",
        "breaks at user.group: The models have a column \`user.group\`, and the database has none.",
        "breaks at user.customer_id: \`user.customer_id\` is integer in the models, and bigint in the database. \`user.customer_id\` is NOT NULL in the models, and may be NULL in the database. \`user.customer_id\` is ON DELETE CASCADE in the models, and ON DELETE NO ACTION in the database. \`customer_id\` of \`user\` is UNIQUE in the database, and not in the models. The models have an index over \`customer_id\` of \`user\`, and the database has none.",
        "breaks at visits.user_id: The models have a column \`visits.user_id\`, and the database has none.",
        "breaks at logs.customer_id: The database has a table \`logs\` that points at \`customers\` with ON DELETE SET NULL, and no model has it.",
        "tidy at customers.name: \`customers.name\` is character varying in the models, and text in the database. \`name\` of \`customers\` is UNIQUE in the models, and not in the database.",
        "tidy at customers.since: \`customers.since\` is character varying in the models, and date in the database.",
        "tidy at visits.customer_id: \`visits.customer_id\` is \`FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE\` in the models, and \`FOREIGN KEY (customer_id) REFERENCES customers(id) ON UPDATE CASCADE ON DELETE CASCADE\` in the database. The database has an index over \`customer_id\` of \`visits\`, of which the models say nothing.",
        "tidy at visits: The database has \`CHECK ((id > 0))\` on \`visits\`, of which the models say nothing. The database has a trigger \`note\` on \`visits\`, which the models do not make.",
        "tidy at visits.(customer_id,id): The models have an index over \`customer_id\`, \`id\` of \`visits\`, and the database has none.",
      ]
    `);
    expect(notesOf(audit)).toMatchInlineSnapshot(`
      [
        "The tables are those of schema.sql",
        "The database has 2 tables more, of which no model is here",
        "session.delete() with its collections loaded of Customer could not be tried: ProgrammingError: column user.group does not exist",
        "taking one out of users of Customer could not be tried: ProgrammingError: column user.group does not exist",
        "session.delete() of User could not be tried: ProgrammingError: column user.group does not exist",
        "session.delete() with its collections loaded of User could not be tried: ProgrammingError: column user.group does not exist",
        "session.delete() of Visit could not be tried: ProgrammingError: column visits.user_id does not exist",
        "session.delete() with its collections loaded of Visit could not be tried: ProgrammingError: column visits.user_id does not exist",
      ]
    `);
    expect(toldOf(findings)).toContain('breaks: refused-delete of Customer at user.customer_id');
    const mendable = different.flatMap((finding) => mendsOf(finding, audit, files).map((mend) => ({ finding, mend })));
    expect(different.length - mendable.length).toBe(1);
    if (series !== DEFAULT_SERIES) return;
    const refused = findings.find(({ kind, at }) => kind === 'refused-delete' && at === 'user.customer_id') as Finding;
    const [byDatabase] = mendsOf(refused, audit, files);
    expect(byDatabase).toMatchObject({ intention: 'the rows go with it, by the database', edits: [] });
    for (const { finding, mend } of [...mendable, { finding: refused, mend: byDatabase as Mend }]) {
      const after = auditOf(database, python, withMend(files, mend, audit));
      expect([finding.at, trialOf(finding, mend, audit, after)]).toMatchObject([finding.at, { isMended: true }]);
    }
  });

  test.each(DRIVERS)(
    'finds no difference where PostgreSQL has other words for the same, and fills what its CHECKs want, on %s',
    (driver) => {
      const models = `from sqlalchemy import ARRAY, CheckConstraint, Column, Computed, DDL, ForeignKey, Index, Integer, String, event, text
from sqlalchemy.orm import declarative_base, relationship
Base = declarative_base()
class Member(Base):
    __tablename__ = "club members"
    id = Column(Integer, primary_key=True)
    kind = Column(String(10), CheckConstraint("kind IN ('10%', 'day')"), nullable=False)
    mail = Column(String(30), CheckConstraint("mail LIKE '%@%'"), nullable=False)
    tags = Column(ARRAY(String(5)), server_default=text("ARRAY['a', 'b']::varchar(5)[]"))
    flag = Column(Integer, Computed("CASE WHEN kind IN ('x', 'y') THEN 1 ELSE 0 END"))
    __table_args__ = (Index("by kind", "kind", postgresql_where=text("kind IN ('day', 'month')")),)
    visits = relationship("Visit")
class Visit(Base):
    __tablename__ = "visits"
    id = Column(Integer, primary_key=True)
    member_id = Column(ForeignKey("club members.id"), nullable=False, index=True)
event.listen(Base.metadata, "after_create", DDL("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$"))
event.listen(Base.metadata, "after_create", DDL("""CREATE TRIGGER "on change" BEFORE UPDATE ON "club members" FOR EACH ROW WHEN (new.kind IN ('q', 'r')) EXECUTE FUNCTION f()"""))
`;
      const dump = `CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TABLE public."club members" (
    id serial PRIMARY KEY,
    kind character varying(10) NOT NULL,
    mail character varying(30) NOT NULL,
    tags character varying(5)[] DEFAULT ARRAY['a'::text, 'b'::text]::character varying(5)[],
    flag integer GENERATED ALWAYS AS (CASE WHEN ((kind)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[])) THEN 1 ELSE 0 END) STORED,
    CONSTRAINT "club members_kind_check" CHECK (((kind)::text = ANY ((ARRAY['10%'::character varying, 'day'::character varying])::text[]))),
    CONSTRAINT "club members_mail_check" CHECK (((mail)::text ~~ '%@%'::text))
);
CREATE INDEX "by kind" ON public."club members" USING btree (kind) WHERE ((kind)::text = ANY ((ARRAY['day'::character varying, 'month'::character varying])::text[]));
CREATE TRIGGER "on change" BEFORE UPDATE ON public."club members" FOR EACH ROW WHEN (((new.kind)::text = ANY ((ARRAY['q'::character varying, 'r'::character varying])::text[]))) EXECUTE FUNCTION public.f();
CREATE TABLE public.visits (id serial PRIMARY KEY, member_id integer NOT NULL REFERENCES public."club members" (id));
CREATE INDEX ix_visits_member_id ON public.visits USING btree (member_id);
`;
      const files = { 'models.py': models, 'dump.sql': dump };
      const audit = auditWhole(database, python, { files, driver }) as Audit;
      expect(notesOf(audit)).toEqual(['The tables are those of dump.sql']);
      const findings = findingsOf(audit);
      expect(toldOf(findings)).toEqual([
        'breaks: refused-delete of Member at Member.visits',
        'surprising: refused-removal of Member at Member.visits',
      ]);
      expect(endOf(runOf(findings[0], models, { modules: { 'dump.sql': dump }, driver }))).toEqual({
        error: 'IntegrityError',
        sqlstate: '23502',
      });
    },
  );

  test('makes what a missing table and a missing column need before them: the schema, the extension, the type', async () => {
    const models = `from sqlalchemy import Column, Enum, ForeignKey, Integer
from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class Story(Base):
    __tablename__ = "story"
    __table_args__ = {"schema": "news"}
    id = Column(Integer, primary_key=True)
    title = Column(CITEXT, nullable=False)
class Reader(Base):
    __tablename__ = "reader"
    id = Column(Integer, primary_key=True)
    mood = Column(Enum("glad", "sad", name="mood"))
`;
    await loadPackages(database, python, models);
    const files = { 'models.py': models, 'dump.sql': 'CREATE TABLE reader (id serial PRIMARY KEY);\n' };
    const audit = auditOf(database, python, files) as Audit;
    const different = findingsOf(audit).filter(({ kind }) => kind === 'schema-differs');
    expect(different.map(({ at }) => at)).toEqual(['news.story', 'reader.mood']);
    for (const finding of different) {
      const [mend] = mendsOf(finding, audit, files);
      const after = mend && auditOf(database, python, withMend(files, mend, audit));
      expect(after && trialOf(finding, mend, audit, after)).toMatchObject({ isMended: true, worse: [] });
    }
  });

  test.each([
    'create_engine(settings.DATABASE_URL, echo=settings.DEBUG, pool_size=settings.POOL)',
    'create_engine(str(settings.DATABASE_URI), pool_pre_ping=settings.PING)',
    'create_engine(f"postgresql://{settings.USER}:{settings.PASSWORD}@{settings.HOST}:{settings.PORT}/{settings.DB}")',
    'create_engine(get_settings().database.dsn.replace("postgres://", "postgresql://"))',
    'create_async_engine(settings.DATABASE_URL, future=True)',
    'create_async_engine(str(settings.ASYNC_DATABASE_URL), echo=settings.ECHO)',
  ])('an engine whose settings are not to be had is one that leads here: %s', (engine) => {
    const models = `from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import declarative_base
from app.settings import get_settings, settings
engine = ${engine}
Base = declarative_base()
class Post(Base):
    __tablename__ = "posts"
    id = Column(Integer, primary_key=True)
    title = Column(String(settings.MAX_TITLE), nullable=False)
`;
    const audit = auditOf(database, python, { 'models.py': models });
    expect(findingsOf(audit)).toEqual([]);
    expect(notesOf(audit)).toEqual(['Tables as the models say; yours may differ']);
  });

  const HEAD = `from sqlalchemy import *
from sqlalchemy.orm import DeclarativeBase, declarative_base, relationship
Base = declarative_base()
`;

  test('models of another database are tried on PostgreSQL, which is said, and each run with them', () => {
    const models = `${HEAD}engine = create_engine("sqlite:///app.db", connect_args={"check_same_thread": False})
class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    posts = relationship("Post")
class Post(Base):
    __tablename__ = "posts"
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey("users.id"), nullable=False)
Base.metadata.create_all(engine)
`;
    const audit = auditOf(database, python, { 'models.py': models }) as Audit;
    expect(audit.facts.assumed).toEqual([
      {
        says: 'The engine for sqlite was led to PostgreSQL',
        place: { file: 'models.py', line: 4, end: 4 },
        classes: [],
      },
    ]);
    const [refused] = findingsOf(audit);
    expect(refused?.says).toMatch(/^`session\.delete\(\)` of a User is refused: .* \(IntegrityError, 23502\)\.$/);
    expect(endOf(runOf(refused, models))).toEqual({ error: 'IntegrityError', sqlstate: '23502' });
  });

  test('models that read their tables find those of a dump', () => {
    const models = `${HEAD}engine = create_engine("postgresql://localhost/app")
class User(Base):
    __table__ = Table("users", Base.metadata, autoload_with=engine)
    posts = relationship("Post", passive_deletes=True)
class Post(Base):
    __table__ = Table("posts", Base.metadata, autoload_with=engine)
`;
    const dump = `CREATE TABLE users (id serial PRIMARY KEY);
CREATE TABLE posts (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE);
`;
    const audit = auditOf(database, python, { 'models.py': models, 'dump.sql': dump }) as Audit;
    const deleted = audit.observed.find((one) => one.class === 'User' && one.way === 'delete');
    expect(deleted).toMatchObject({ error: null, tables: { users: { client: 1 }, posts: { foreignKey: 2 } } });
    const [finding] = findingsOf(audit).filter(({ kind }) => kind === 'unindexed-foreign-key');
    expect(endOf(runOf(finding, models, { modules: { 'dump.sql': dump } }))).toEqual({ gone: { users: 1, posts: 2 } });
  });

  test('a row that SQLAlchemy does not take for an object of the class shows nothing of it, which is said', () => {
    const models = `${HEAD}class Person(Base):
    __tablename__ = "people"
    id = Column(Integer, primary_key=True)
    letter = Column(String(9))
    __mapper_args__ = {"polymorphic_on": case((letter == "m", "manager"), else_="person"), "polymorphic_identity": "person"}
class Manager(Person):
    __mapper_args__ = {"polymorphic_identity": "manager"}
`;
    const audit = auditOf(database, python, { 'models.py': models }) as Audit;
    expect(findingsOf(audit)).toEqual([]);
    expect(audit.unobserved).toEqual({ Manager: 'No row could be made that SQLAlchemy takes for a Manager' });
    expect(audit.observed.map((one) => one.class)).not.toContain('Manager');
  });

  test('keys and constraints that are deferred refuse at the end, and rows differ where they must, whatever the default', () => {
    const models = `${HEAD}class Shelf(Base):
    __tablename__ = "shelves"
    id = Column(Integer, primary_key=True)
    books = relationship("Book", passive_deletes="all")
class Book(Base):
    __tablename__ = "books"
    id = Column(Integer, primary_key=True)
    place = Column(Integer, default=0, nullable=False)
    shelf_id = Column(ForeignKey("shelves.id", deferrable=True, initially="DEFERRED"), nullable=False, index=True)
    __table_args__ = (UniqueConstraint("shelf_id", "place", deferrable=True, initially="DEFERRED"),)
`;
    const audit = auditOf(database, python, { 'models.py': models }) as Audit;
    expect(audit.unobserved).toEqual({});
    const deleted = audit.observed.find((one) => one.class === 'Shelf' && one.way === 'delete');
    expect(deleted?.error).toMatchObject({ class: 'IntegrityError', sqlstate: '23503' });
    expect(toldOf(findingsOf(audit))).toContain('breaks: refused-delete of Shelf at books.shelf_id');
  });

  test('leaves out a relationship that keeps all classes from being mapped, and says nothing of what follows from that', () => {
    const models = `from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
class Base(DeclarativeBase):
    pass
class Shelf(Base):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    books: Mapped[list["Book"]] = relationship(
        back_populates="place",
    )
class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    shelf_id: Mapped[int] = mapped_column(ForeignKey("shelves.id", ondelete="CASCADE"), index=True)
    shelf: Mapped[Shelf] = relationship(back_populates="books")
`;
    const audit = auditOf(database, python, { 'models.py': models }) as Audit;
    const findings = findingsOf(audit);
    expect(toldOf(findings)).toEqual(['breaks: mapping-error of Shelf at Shelf.books']);
    expect(findings[0]?.places).toEqual([{ file: 'models.py', line: 8, end: 10 }]);
    expect(audit.observed.length).toBeGreaterThan(0);
  });

  test('says what SQLAlchemy warns of while modules are imported, with the line', () => {
    const models = `from sqlalchemy import Column, Integer
from sqlalchemy.ext.declarative import declarative_base
Base = declarative_base()
class Post(Base):
    __tablename__ = "posts"
    id = Column(Integer, primary_key=True)
`;
    const findings = findingsOf(auditOf(database, python, { 'models.py': models }));
    expect(findings).toMatchObject([
      {
        kind: 'sqlalchemy-warning',
        severity: 'tidy',
        at: 'models.py',
        places: [{ file: 'models.py', line: 3, end: 3 }],
      },
    ]);
    expect(findings[0]?.says).toContain('declarative_base()');
  });

  test('tries one of two classes of the same name, and says so', () => {
    const base = 'from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase):\n    pass\n';
    const post = (table: string) =>
      `from base import Base\nfrom sqlalchemy.orm import mapped_column\nfrom sqlalchemy import Integer\nclass Post(Base):\n    __tablename__ = "${table}"\n    id = mapped_column(Integer, primary_key=True)\n`;
    const files = { 'base.py': base, 'one.py': post('posts'), 'two.py': post('letters') };
    const { facts, observed } = auditOf(database, python, files) as Audit;
    expect(facts.classes.map(({ name, module }) => [name, module])).toEqual([['Post', 'one']]);
    expect(facts.assumed).toEqual([
      {
        says: 'Another class is called Post: that of two was not tried',
        place: { file: 'two.py', line: 4, end: 4 },
        classes: [],
      },
    ]);
    expect(observed.map(({ tables }) => Object.keys(tables))).toContainEqual(['posts']);
  });

  test('ties what it assumed to its lines, and says of a finding that it rests on it', () => {
    const models = `from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship
from shop.db import Base
class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    notes: Mapped[list["Note"]] = relationship()
    tags: Mapped[list["Tag"]] = relationship()
class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    writer_id: Mapped[int] = mapped_column(ForeignKey("writers.id"), index=True)
class Tag(Base):
    __tablename__ = "tags"
    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
`;
    const audit = auditOf(database, python, { 'models.py': models }) as Audit;
    expect(audit.facts.assumed.map(({ says, place, classes }) => [says, place?.line, classes])).toEqual([
      [expect.stringMatching(/^shop is not to be had/), 3, ['Note', 'Post', 'Tag']],
      ['Base was assumed to be the declarative base', 3, ['Note', 'Post', 'Tag']],
      ['The table writers was assumed, with its key id', 13, ['Note']],
    ]);
    const resting = findingsOf(audit).map(({ kind, at, restsOn }) => [kind, at, restsOn]);
    expect(resting).toContainEqual(['refused-delete', 'Post.notes', [1, 2, 3]]);
    expect(resting).toContainEqual(['refused-delete', 'Post.tags', [1, 2]]);
  });

  test.each([
    ['a file that is no Python', 'class Post(Base:\n    __tablename__ = "posts"\n', 'SyntaxError'],
    ['one that raises', 'from sqlalchemy.orm import relationship\n1 / 0\n', 'ZeroDivisionError'],
    ['one that ends the process', 'from sqlalchemy.orm import relationship\nimport os\nos._exit(3)\n', 'SystemExit'],
  ])('%s is told with the line', (_, text, error) => {
    const audited = auditOf(database, python, { 'models.py': text });
    expect(audited).toMatchObject({ error: { class: error, place: { file: 'models.py' } } });
    expect(findingsOf(audited)).toMatchObject([{ kind: 'mapping-error', at: 'models.py' }]);
  });
});
