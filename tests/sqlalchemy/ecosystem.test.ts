// What programs import besides SQLAlchemy, each package in an archive of its own: brought when it is named and not
// before, on the standard library that a tab has.
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadPyodide } from 'pyodide';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '@/lib/database/node-database';
import { databaseWire } from '@/lib/engine/run/run-on-sqlalchemy';
import { runProgram } from '@/lib/engine/run/run-program';
import { ARCHIVE_NAMES, type ArchiveName, PACKAGE_NAMES, PACKAGES } from '@/lib/packages';
import type { FetchedArchive } from '@/lib/sqlalchemy/packages';
import { connectPython, installPython } from '@/lib/sqlalchemy/python-engine';
import type { Trace } from '@/lib/trace/trace';
import { DEFAULT_SERIES, SERIES } from '@/lib/versions';
import { packageArchive, pythonArchives } from '@/scripts/sqlalchemy/archives';
import { standardLibrary } from '@/scripts/sqlalchemy/standard-library';

/** Bytes with gzip. */
const SQLALCHEMY_LIMIT = 2.2e6;
const PACKAGE_LIMIT = 1.6e6;

/** Makes its tables, adds `parent` and deletes it again. */
const deleting = (base: string, parent: string, key = '1') => `
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
engine = create_engine("postgresql://")
${base}.metadata.create_all(engine)
with Session(engine) as session:
    session.add(${parent})
    session.commit()
with Session(engine) as session:
    session.delete(session.get_one(${parent.split('(', 1)[0]}, ${key}))
    session.commit()
`;

const BASE = `
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
class Base(DeclarativeBase):
    pass
`;

const PLAIN = `${BASE}
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
${deleting('Base', 'User(id=1)')}`;

interface PackageProgram {
  readonly source: string;
  /** What it brings. */
  readonly archives: readonly ArchiveName[];
  /** Who deletes from which table, in order; null where the type of a column cannot be had. */
  readonly deletes: readonly string[] | null;
  readonly left: Trace<null>['rows'];
  /** The classes by name. */
  readonly classes: readonly string[];
}

const PYDANTIC = [
  'annotated_types',
  'email_validator',
  'idna',
  'pydantic',
  'pydantic_core',
  'typing_inspection',
] as const;

const PROGRAMS: Readonly<Record<string, PackageProgram>> = {
  sqlmodel: {
    archives: [...PYDANTIC, 'sqlmodel'],
    deletes: ['client hero', 'client hero', 'client team'],
    left: { hero: [], team: [] },
    classes: ['Hero', 'Team'],
    source: `
from pydantic import EmailStr
from sqlmodel import Field, Relationship, SQLModel
class Team(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    contact: EmailStr = Field(max_length=255)
    heroes: list[Hero] = Relationship(back_populates="team", cascade_delete=True)
class Hero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    team: Team | None = Relationship(back_populates="heroes")
${deleting('SQLModel', 'Team(id=1, contact="a@b.org", heroes=[Hero(id=1), Hero(id=2)])')}`,
  },
  sqlalchemy_utils: {
    archives: ['dialects', 'sqlalchemy_utils'],
    deletes: ['client posts', 'client posts', 'client users'],
    left: { posts: [], users: [] },
    classes: ['Post', 'User'],
    source: `
from sqlalchemy_utils import ChoiceType, EmailType, JSONType, Timestamp, URLType, UUIDType
import uuid
${BASE}
class User(Timestamp, Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    email = mapped_column(EmailType)
    kind = mapped_column(ChoiceType([("a", "Admin"), ("u", "User")]))
    settings = mapped_column(JSONType)
    token = mapped_column(UUIDType, default=uuid.uuid4)
    posts: Mapped[list[Post]] = relationship(cascade="all, delete-orphan")
class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
${deleting('Base', 'User(id=1, email="Ann@Example.org", kind="a", settings={"a": 1}, posts=[Post(id=1), Post(id=2)])')}`,
  },
  advanced_alchemy: {
    archives: ['dialects', 'advanced_alchemy'],
    deletes: ['client books', 'client books', 'client authors'],
    left: { authors: [], books: [] },
    classes: ['Author', 'Book'],
    source: `
from advanced_alchemy.base import BigIntAuditBase
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship
class Author(BigIntAuditBase):
    __tablename__ = "authors"
    books: Mapped[list[Book]] = relationship(cascade="all, delete-orphan")
class Book(BigIntAuditBase):
    __tablename__ = "books"
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
${deleting('BigIntAuditBase', 'Author(id=1, books=[Book(id=1), Book(id=2)])')}`,
  },
  sqlalchemy_continuum: {
    archives: ['dialects', 'sqlalchemy_continuum', 'sqlalchemy_utils'],
    deletes: ['client tags', 'client tags', 'client articles'],
    left: {
      articles: [],
      tags: [],
      articles_version: [
        [1, 1, 2, 0],
        [1, 2, null, 2],
      ],
    },
    classes: ['Article', 'ArticleVersion', 'Tag', 'Transaction'],
    source: `
from sqlalchemy_continuum import make_versioned
make_versioned(user_cls=None)
${BASE}
class Article(Base):
    __tablename__ = "articles"
    __versioned__ = {}
    id: Mapped[int] = mapped_column(primary_key=True)
    tags: Mapped[list[Tag]] = relationship(cascade="all, delete-orphan")
class Tag(Base):
    __tablename__ = "tags"
    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
from sqlalchemy.orm import configure_mappers
configure_mappers()
${deleting('Base', 'Article(id=1, tags=[Tag(id=1), Tag(id=2)])')}`,
  },
  fastapi_users_db_sqlalchemy: {
    archives: [...PYDANTIC, 'fastapi_users', 'fastapi_users_db_sqlalchemy'],
    deletes: ['client user', 'foreign-key oauth_account'],
    left: { user: [], oauth_account: [] },
    classes: ['OAuthAccount', 'User'],
    source: `
from fastapi_users.db import SQLAlchemyBaseOAuthAccountTable, SQLAlchemyBaseUserTable
${BASE}
from sqlalchemy.orm import declared_attr
class OAuthAccount(SQLAlchemyBaseOAuthAccountTable[int], Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    @declared_attr
    def user_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("user.id", ondelete="cascade"))
class User(SQLAlchemyBaseUserTable[int], Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    oauth_accounts: Mapped[list[OAuthAccount]] = relationship(passive_deletes="all")
account = dict(oauth_name="x", access_token="x", account_id="x", account_email="x")
${deleting('Base', 'User(id=1, email="a@b.org", hashed_password="x", oauth_accounts=[OAuthAccount(id=1, **account)])')}`,
  },
  flask_sqlalchemy: {
    archives: ['blinker', 'click', 'flask', 'flask_sqlalchemy', 'itsdangerous', 'jinja2', 'markupsafe', 'werkzeug'],
    deletes: ['client post', 'client post', 'client blog_user'],
    left: { post: [], blog_user: [] },
    classes: ['BlogUser', 'Post'],
    source: `
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://me:secret@db.example/app"
db = SQLAlchemy(app)
class BlogUser(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    posts = db.relationship("Post", backref="user", cascade="all, delete-orphan")
class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.ForeignKey("blog_user.id"))
with app.app_context():
    db.create_all()
    db.session.add(BlogUser(id=1, posts=[Post(id=1), Post(id=2)]))
    db.session.commit()
    db.session.remove()
    user = db.session.get(BlogUser, 1)
    db.session.delete(user)
    db.session.commit()
`,
  },
  pgvector: {
    archives: ['vector', 'pgvector'],
    deletes: ['client chunk', 'client chunk', 'client document'],
    left: { document: [], chunk: [] },
    classes: ['Chunk', 'Document'],
    source: `
from pgvector.sqlalchemy import Vector
from sqlalchemy import Index, select, text
${BASE}
class Document(Base):
    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    chunks: Mapped[list[Chunk]] = relationship(cascade="all, delete-orphan")
class Chunk(Base):
    __tablename__ = "chunk"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    embedding = mapped_column(Vector(3))
    __table_args__ = (Index("nearest", "embedding", postgresql_using="hnsw", postgresql_ops={"embedding": "vector_l2_ops"}),)
${deleting('Base', 'Document(id=1, chunks=[Chunk(id=n, embedding=[1, 2, n]) for n in (1, 2)])').replace(
  'Base.metadata',
  'with engine.begin() as connection:\n    connection.execute(text("CREATE EXTENSION vector"))\nBase.metadata',
)}
`,
  },
  geoalchemy2: {
    archives: ['dialects', 'geoalchemy2', 'packaging'],
    deletes: null,
    left: {},
    classes: ['Lake'],
    source: `
from geoalchemy2 import Geometry
${BASE}
class Lake(Base):
    __tablename__ = "lakes"
    id: Mapped[int] = mapped_column(primary_key=True)
    geom = mapped_column(Geometry("POLYGON"))
${deleting('Base', 'Lake(id=1, geom="POLYGON((0 0, 1 0, 1 1, 0 0))")')}`,
  },
};

const deletesOf = ({ events }: Trace<unknown>) =>
  events
    .flatMap((event) => (event.type === 'statement' ? event.effects : []))
    .flatMap(({ by, table, operation }) => (operation === 'DELETE' ? [`${by} ${table}`] : []));

const library = path.join(tmpdir(), `library-${process.pid}.zip`);
await writeFile(library, await standardLibrary());
afterAll(() => rm(library));

for (const series of SERIES) {
  const found = await pythonArchives(series);
  if ('absent' in found) {
    describe.skip(`Packages (there is no SQLAlchemy ${series} here: ${found.absent})`, () => {
      test('map classes', () => {});
    });
    continue;
  }
  const archives = new Map<ArchiveName, FetchedArchive>();
  for (const name of ARCHIVE_NAMES) {
    const archive = await packageArchive(name, series);
    archives.set(name, 'absent' in archive ? archive : archive.archive);
  }
  const database = await openDatabase();
  const start = async () => {
    const pyodide = await loadPyodide({ stdLibURL: library, stdout: () => {} });
    installPython(pyodide, found.archives);
    const python = connectPython(pyodide, databaseWire(database));
    const run = async (source: string, from: ReadonlyMap<ArchiveName, FetchedArchive> = archives) => {
      const asked: ArchiveName[] = [];
      const fetch = async (names: readonly ArchiveName[]) => {
        asked.push(...names);
        return new Map(names.map((name) => [name, from.get(name) ?? { absent: 'not asked for' }]));
      };
      await python.load([source], fetch, database.extend);
      return { trace: runProgram(database, python, { source: source, filename: 'program.py' }), asked };
    };
    return { pyodide, run };
  };
  const { pyodide, run } = await start();

  describe(`A program on SQLAlchemy ${found.version}`, () => {
    afterAll(() => database.close());

    test('that imports nothing else brings no archive', async () => {
      const { trace, asked } = await run(PLAIN);
      expect(trace.error).toBeNull();
      expect(asked).toEqual([]);
      expect(pyodide.FS.analyzePath('/lib/packages').exists).toBe(false);
    });

    test('may name options and types of other databases, which come when it does', async () => {
      const options = '    __table_args__ = {"mysql_engine": "InnoDB"}\n    id: Mapped';
      const { trace, asked } = await run(PLAIN.replace('    id: Mapped', options));
      expect([trace.error, trace.warnings]).toEqual([null, []]);
      expect(asked).toEqual(['dialects']);
      expect((await run(`from sqlalchemy.dialects.mysql import LONGTEXT\n${PLAIN}`)).trace.error).toBeNull();
      expect((await run(PLAIN.replace('postgresql:', 'sqlite:'))).trace.error).toMatchObject({
        class: 'NoSuchModuleError',
        message: "Can't load plugin: sqlalchemy.dialects:sqlite",
        note: expect.stringMatching(/^(MySQL|SQLite) is not here: programs run on PostgreSQL/),
      });
    });

    const already = new Set<ArchiveName>(['dialects']);
    for (const [name, { source, archives: needed, deletes, left, classes }] of Object.entries(PROGRAMS)) {
      const reasons = needed.flatMap((each) => {
        const archive = archives.get(each);
        return archive && 'absent' in archive ? [archive.absent] : [];
      });
      const because = reasons.length > 0 ? ` (skipped: ${reasons[0]})` : '';
      test.skipIf(reasons.length > 0)(`maps classes with ${name}, and so does the next one${because}`, async () => {
        const { trace: first, asked } = await run(source);
        expect(asked).toEqual(ARCHIVE_NAMES.filter((each) => needed.includes(each) && !already.has(each)));
        for (const each of needed) already.add(each);
        const { trace: second, asked: anew } = await run(source);
        expect(anew).toEqual([]);
        for (const trace of [first, second]) {
          expect(trace.schema?.classes.map((each) => each.name)).toEqual(classes);
          expect(trace.rows).toMatchObject(left);
          if (deletes === null) {
            expect(trace.error).toMatchObject({ class: 'ProgrammingError', sqlstate: '42704' });
            expect(trace.error?.note).toContain('maps the class, and its table cannot be made');
          } else {
            expect(trace.error).toBeNull();
            expect(deletesOf(trace)).toEqual(deletes);
          }
        }
      });
    }

    test('that makes no extension has no type of it, and is told', async () => {
      const { source = '' } = PROGRAMS.pgvector ?? {};
      const { trace } = await run(source.replace(/connection[.]execute.*/, 'pass'));
      expect(trace.error).toMatchObject({ sqlstate: '42704', message: 'type "vector" does not exist' });
      expect(trace.error?.note).toContain('CREATE EXTENSION vector');
    });

    test('has the types of the extensions of PostgreSQL that it makes, and is told of those that it does not', async () => {
      const source = `
from sqlalchemy import create_engine, text
from sqlalchemy.dialects.postgresql import CITEXT, HSTORE
${BASE}
class Tag(Base):
    __tablename__ = "tags"
    name = mapped_column(CITEXT, primary_key=True)
    more = mapped_column(HSTORE)
engine = create_engine("postgresql+psycopg://")
with engine.begin() as connection:
    connection.execute(text("CREATE EXTENSION IF NOT EXISTS citext"))
    connection.execute(text('CREATE EXTENSION "hstore"'))
Base.metadata.create_all(engine)
with engine.begin() as connection:
    connection.exec_driver_sql("INSERT INTO tags VALUES ('One', 'a=>1')")
    assert connection.exec_driver_sql("DELETE FROM tags WHERE name = 'ONE' AND more -> 'a' = '1'").rowcount == 1
`;
      const { trace } = await run(source);
      expect(trace.error).toBeNull();
      expect(trace.before).toEqual({ tags: [['One', expect.anything()]] });
      const without = await run(source.replace(/\n.*CREATE EXTENSION "hstore".*/, ''));
      expect(without.trace.error).toMatchObject({ sqlstate: '42704', message: 'type "hstore" does not exist' });
      expect(without.trace.error?.note).toContain('CREATE EXTENSION hstore');
    });

    test('hears nothing of the listeners that another one has left with SQLAlchemy itself', async () => {
      const listening = `
from sqlalchemy import event
from sqlalchemy.orm import Session
@event.listens_for(Session, "before_flush")
def refuse(session, context, instances):
    raise ValueError("heard")
`;
      expect((await run(listening + PLAIN)).trace.error).toMatchObject({ class: 'ValueError', message: 'heard' });
      expect((await run(PLAIN)).trace.error).toBeNull();
    });

    test.each([
      ['import celery', 'This site does not carry celery: it needs workers'],
      ['from requests.sessions import Session', 'This site does not carry requests: it needs sockets'],
      ['import aiosqlite', 'This site does not carry aiosqlite: it is a driver'],
      ['import sqlite3', "sqlite3 is of Python's standard library"],
      ['from fastapi_users import BaseUserManager', 'Of fastapi_users only models, types and db are carried'],
      ['import nowhere.at_all', 'nowhere is none of the packages that this site carries.'],
    ])('that fails at "%s" is told why', async (source, note) => {
      const { error } = (await run(source)).trace;
      expect(error?.class).toMatch(/^(ModuleNotFound|Import)Error$/);
      expect(error?.note).toContain(note);
    });

    test('that asks whether there is a module, or goes on without it, is not disturbed', async () => {
      const { error } = (
        await run(`
from importlib.util import find_spec
assert find_spec("celery") is None
try:
    import celery
except ImportError:
    celery = None
${PLAIN}`)
      ).trace;
      expect(error).toBeNull();
    });

    test('is told what the build could not get, and how to name what it has', async () => {
      const { run: runElsewhere } = await start();
      const nowhere = await runElsewhere('import pgvector', new Map([['pgvector', { absent: 'pip: no index' }]]));
      expect(nowhere.trace.error).toMatchObject({
        message: "No module named 'pgvector'",
        note: `This build does not carry pgvector ${PACKAGES.pgvector.version}: pip: no index.`,
      });
      const unnamed = await runElsewhere('name = "sqlmodel"\n__import__(name)');
      expect(unnamed.asked).toEqual([]);
      expect(unnamed.trace.error?.note).toContain('brings it where an import statement of the program names it');
    });

    test('pays at most 2.2 MB for SQLAlchemy, and for each package what that weighs', () => {
      const packed = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length;
      expect(packed(found.archives.get('sqlalchemy.zip') ?? new Uint8Array())).toBeLessThan(SQLALCHEMY_LIMIT);
      for (const archive of archives.values()) {
        if (!('absent' in archive)) expect(packed(archive)).toBeLessThan(PACKAGE_LIMIT);
      }
    });
  });
}

test('An archive has the licence of its package', async () => {
  for (const name of PACKAGE_NAMES) {
    const found = await packageArchive(name, DEFAULT_SERIES);
    if ('absent' in found) continue;
    expect(Buffer.from(found.archive).toString('latin1')).toMatch(/dist-info\/(licenses\/)?(LICEN[CS]E|COPYING)/);
  }
});
