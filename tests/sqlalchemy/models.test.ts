// Models whose author brought no program: rows are made for a delete of each class, and the delete is written and run.
import { expect, test } from 'vitest';
import { runAsked } from '@/lib/engine/run/run-asked';
import type { ProgramText } from '@/lib/program-text';
import type { StatementEvent, Trace } from '@/lib/trace/trace';
import { describeLive } from './live';

const HEAD = `from __future__ import annotations
import enum
from decimal import Decimal
from typing import Optional
from sqlalchemy import CheckConstraint, Column, Enum, ForeignKey, ForeignKeyConstraint, Identity, Numeric, String, Table, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, backref, mapped_column, relationship

class State(enum.Enum):
    off = "o"
    on = "i"

class Base(DeclarativeBase):
    pass

`;

const BLOG = `${HEAD}tagged = Table("tagged", Base.metadata,
    Column("post_id", ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True))

class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(2), unique=True)
    posts: Mapped[list[Post]] = relationship(cascade="all, delete-orphan", passive_deletes=True, back_populates="user")
    profile: Mapped[Optional[Profile]] = relationship(cascade="all, delete-orphan")

class Profile(Base):
    __tablename__ = "profiles"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)

class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    reviewer_id: Mapped[Optional[int]] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    user: Mapped[User] = relationship(foreign_keys=[user_id], back_populates="posts")
    tags: Mapped[list[Tag]] = relationship(secondary=tagged)

class Tag(Base):
    __tablename__ = "tags"
    id: Mapped[int] = mapped_column(primary_key=True)
`.replace('back_populates="user")\n', 'back_populates="user", foreign_keys="Post.user_id")\n');

const statements = ({ events }: Trace<null>) =>
  events.filter((event): event is StatementEvent => event.type === 'statement' && event.at !== 'setup');
/** "2 posts DELETE client", in the order of the first. */
function effects(trace: Trace<null>): readonly string[] {
  const found = new Map<string, number>();
  for (const { table, operation, by } of statements(trace).flatMap((each) => each.effects)) {
    const what = `${table} ${operation} ${by}`;
    found.set(what, (found.get(what) ?? 0) + 1);
  }
  return [...found].map(([what, count]) => `${count} ${what}`);
}
const counts = (tables: Trace<null>['before']) =>
  Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length]));

await describeLive('Models without a program', ({ database, python }) => {
  const run = (source: string, name: string, way = 'delete', how: Partial<ProgramText> = {}) =>
    runAsked(database, python, {
      source,
      filename: 'models.py',
      standIns: true,
      foreign: true,
      deletes: { class: name, way, children: 2, only: null },
      ...how,
    });

  test('are offered, class by class and way by way', () => {
    const { deletables, trace } = runAsked(database, python, { source: BLOG, filename: 'models.py', foreign: true });
    expect(trace.error).toBeNull();
    expect(deletables).toEqual([
      { class: 'Post', ways: ['delete', 'delete-loaded', 'bulk', 'remove:tags'] },
      { class: 'Profile', ways: ['delete', 'delete-loaded', 'bulk'] },
      { class: 'Tag', ways: ['delete', 'delete-loaded', 'bulk'] },
      { class: 'User', ways: ['delete', 'delete-loaded', 'bulk', 'remove:posts'] },
    ]);
  });

  test('get two children on every key, one where it is unique, two below each, and a bystander', () => {
    const { trace } = run(BLOG, 'User');
    expect(trace.error).toBeNull();
    // two posts as their user and two as their reviewer, each with two rows of tagged; the same for the other user;
    // posts that are only reviewed have a user of their own, and each row of tagged a tag
    expect(counts(trace.before)).toEqual({ users: 6, profiles: 2, posts: 8, tagged: 16, tags: 16 });
    expect(effects(trace)).toEqual([
      '1 profiles DELETE client',
      '1 users DELETE client',
      '2 posts DELETE foreign-key',
      '2 posts UPDATE foreign-key',
      '4 tagged DELETE foreign-key',
    ]);
  });

  test.each([
    ['delete-loaded', ['2 tagged DELETE client', '1 posts DELETE client']],
    ['bulk', ['1 posts DELETE client', '2 tagged DELETE foreign-key']],
    ['remove:tags', ['1 tagged DELETE client']],
  ])('are deleted the way that was asked for: %s', (way, expected) => {
    const { trace } = run(BLOG, 'Post', way);
    expect([trace.error, effects(trace)]).toEqual([null, expected]);
  });

  test('the program that was written runs by itself, with the same trace', () => {
    const { trace, written } = run(BLOG, 'User');
    const again = runAsked(database, python, { ...(written as ProgramText), standIns: true }).trace;
    const bare = (of: Trace<null>) => statements(of).map((each) => ({ ...each, milliseconds: 0 }));
    expect(written?.filename).toBe('delete_user.py');
    expect(written?.source).toContain('# --- the operation\n    session.delete(user)\n    session.commit()\n');
    expect(bare(again)).toEqual(bare(trace));
  });

  test('are written for asyncpg, too', () => {
    const { trace, written } = run(BLOG, 'User', 'delete-loaded', { driver: 'asyncpg' });
    expect(trace.error).toBeNull();
    expect(trace.engine.driver).toBe('asyncpg');
    expect(written?.source).toContain('await session.delete(user)');
    expect(effects(trace)).toContain('2 posts DELETE client');
  });

  const fields = (rows: Trace<null>['before'], table: string) => rows[table]?.map((row) => row.map(String).join(' '));

  test.each([
    [
      'a chain of three where a key points at its own table',
      `class Node(Base):
    __tablename__ = "nodes"
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey("nodes.id"))
    children: Mapped[list[Node]] = relationship(cascade="all, delete-orphan")
`,
      'Node',
      {
        nodes: [
          '1 8',
          '2 1',
          '3 2',
          '4 2',
          '5 1',
          '6 5',
          '7 5',
          '8 null',
          '9 16',
          '10 9',
          '11 10',
          '12 10',
          '13 9',
          '14 13',
          '15 13',
          '16 null',
        ],
      },
      ['7 nodes DELETE client'],
    ],
    [
      'the first of its children where a key of its own points at their table',
      `class Team(Base):
    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(primary_key=True)
    captain_id: Mapped[Optional[int]] = mapped_column(ForeignKey("players.id", use_alter=True, name="captain"))
    players: Mapped[list[Player]] = relationship(foreign_keys="Player.team_id", cascade="all, delete-orphan")
    captain: Mapped[Optional[Player]] = relationship(foreign_keys=[captain_id], post_update=True)

class Player(Base):
    __tablename__ = "players"
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
`,
      'Team',
      { teams: ['1 1', '2 3'], players: ['1 1', '2 1', '3 2', '4 2'] },
      ['1 teams UPDATE client', '2 players DELETE client', '1 teams DELETE client'],
    ],
    [
      'composite keys, of which two foreign keys share a column',
      `class Tenant(Base):
    __tablename__ = "tenants"
    id: Mapped[int] = mapped_column(primary_key=True)

class Account(Base):
    __tablename__ = "accounts"
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

class Voucher(Base):
    __tablename__ = "vouchers"
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), primary_key=True)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

class Line(Base):
    __tablename__ = "lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int]
    number: Mapped[int]
    serial: Mapped[int]
    __table_args__ = (ForeignKeyConstraint(["tenant_id", "number"], ["accounts.tenant_id", "accounts.number"]),
                      ForeignKeyConstraint(["tenant_id", "serial"], ["vouchers.tenant_id", "vouchers.serial"]))
`,
      'Line',
      { tenants: ['1', '2'], accounts: ['1 1', '2 2'], vouchers: ['1 1', '2 2'], lines: ['1 1 1 1', '2 2 2 2'] },
      ['1 lines DELETE client'],
    ],
    [
      'values that the CHECKs take',
      `class Line(Base):
    __tablename__ = "lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    low: Mapped[int]
    high: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    mail: Mapped[str]
    __table_args__ = (CheckConstraint("amount >= 100 AND amount < 200"), CheckConstraint("low < high"),
                      CheckConstraint("kind IN ('day', 'month')"), CheckConstraint("mail ~ '^[^@]+@[^@]+$'"))
`,
      'Line',
      { lines: ['1 100.00 0 1 day a@example.org', '2 100.00 0 2 day a@example.org'] },
      ['1 lines DELETE client'],
    ],
    [
      'a row in each table of inheritance, and the word for the class',
      `class Machine(Base):
    __tablename__ = "machines"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "machine"}

class Lathe(Machine):
    __tablename__ = "lathes"
    id: Mapped[int] = mapped_column(ForeignKey("machines.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[State] = mapped_column(Enum(State, name="state"))
    __mapper_args__ = {"polymorphic_identity": "lathe"}
`,
      'Lathe',
      { machines: ['1 lathe', '2 lathe'], lathes: ['1 off', '2 on'] },
      ['1 lathes DELETE client', '1 machines DELETE client'],
    ],
    [
      'keys of texts in a schema of their own, and a backref',
      `class Area(Base):
    __tablename__ = "areas"
    __table_args__ = {"schema": "board"}
    slug: Mapped[str] = mapped_column(primary_key=True)

class Thread(Base):
    __tablename__ = "threads"
    __table_args__ = {"schema": "board"}
    id: Mapped[int] = mapped_column(primary_key=True)
    area_slug: Mapped[str] = mapped_column(ForeignKey("board.areas.slug"))
    area: Mapped[Area] = relationship(backref=backref("threads", cascade="all"))
`,
      'Area',
      { 'board.areas': ['a', 'b'], 'board.threads': ['1 a', '2 a', '3 b', '4 b'] },
      ['2 board.threads DELETE client', '1 board.areas DELETE client'],
    ],
  ])('get %s', (_, classes, name, rows, expected) => {
    const { trace, refused } = run(HEAD + classes, name, name === 'Area' ? 'delete-loaded' : 'delete');
    expect([refused, trace.error, trace.missing]).toEqual([null, null, []]);
    expect(Object.fromEntries(Object.keys(trace.before).map((table) => [table, fields(trace.before, table)]))).toEqual(
      rows,
    );
    expect(effects(trace)).toEqual(expected);
  });

  test('may stand in several files, a package among them', () => {
    const modules = {
      'shop/__init__.py': '',
      'shop/base.py': `${HEAD}`,
      'shop/people.py': `from .base import *\nclass Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    orders: Mapped[list["Order"]] = relationship(cascade="all, delete-orphan")
`,
    };
    const source = `from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column
from shop.base import Base
class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
`;
    const { trace, refused } = run(source, 'Person', 'delete', { modules, filename: 'shop/orders.py' });
    expect([refused, trace.error]).toEqual([null, null]);
    expect(effects(trace)).toEqual(['2 orders DELETE client', '1 people DELETE client']);
  });

  const FRAGMENT = `from __future__ import annotations
from typing import TYPE_CHECKING
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship
from zoo.core.db import Base
from zoo.core.enums import Diet
from zoo.core.mixins import Stamped
from zoo.core.types import Secret
from zoo.clock import now
from zoo.queue import app as queue
from .annotations import str40
if TYPE_CHECKING:
    from .people import Keeper

class Cage(Stamped, Base):
    __tablename__ = "cages"
    number: Mapped[str40]
    opened = mapped_column(String(20), default=now)
    animals: Mapped[list[Animal]] = relationship(back_populates="cage", cascade="all, delete-orphan")

class Animal(Base):
    diet: Mapped[Diet] = mapped_column(default=Diet.MEAT)
    secret = mapped_column(Secret(40), nullable=False)
    cage_id: Mapped[int] = mapped_column(ForeignKey("cages.id"))
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("keepers.id", ondelete="SET NULL"))
    color_id: Mapped[int] = mapped_column(ForeignKey("colors.id"))
    cage: Mapped[Cage] = relationship(back_populates="animals")
    keeper: Mapped[Keeper | None] = relationship("Keeper", back_populates="animals")

    @queue.task
    def feed(self):
        return Diet.PLANTS
`;

  test('of a fragment are completed by what it names, and all of that is said', () => {
    const { trace, refused } = run(FRAGMENT, 'Cage');
    expect([refused, trace.error]).toEqual([null, null]);
    expect(effects(trace)).toEqual(['2 animal DELETE client', '1 cages DELETE client']);
    const said = [
      'Base was assumed to be the declarative base',
      'Stamped was assumed to be a mixin',
      'Diet was assumed to be an enum with MEAT, PLANTS',
      'Secret was assumed to be a type of a column with texts',
      'now was assumed to be a function for a default',
      'str40 was assumed to stand for str',
      'The table of Animal was assumed to be called animal',
      'Cage was assumed to have a primary key id',
      'The table keepers was assumed, with its key id',
      'The class Keeper was assumed',
    ];
    expect(said.filter((sentence) => !trace.missing.includes(sentence))).toEqual([]);
  });

  test('of a fragment are offered without the classes that were assumed', () => {
    const { trace, deletables } = runAsked(database, python, {
      source: FRAGMENT,
      filename: 'animals.py',
      standIns: true,
      foreign: true,
    });
    expect([trace.error, deletables.map((each) => each.class)]).toEqual([null, ['Animal', 'Cage']]);
  });

  test.each([
    ['a class', '[Post]] = relationship(', '["Poost"]] = relationship("Poost", ', "failed to locate a name ('Poost')"],
    [
      'a table',
      'ForeignKey("users.id", ondelete="CASCADE")',
      'ForeignKey("user.id")',
      'there are no foreign keys linking these tables',
    ],
  ])(
    'that are whole have %s that they misspell told in SQLAlchemy’s words, and nothing assumed',
    (_, right, wrong, words) => {
      const source = `import celery\n${BLOG}`
        .replace(
          'import celery\nfrom __future__ import annotations',
          'from __future__ import annotations\nimport celery',
        )
        .replace(right, wrong);
      const { trace, refused } = run(source, 'User');
      expect(refused).toContain(words);
      expect(trace.missing.filter((sentence) => sentence.includes('assumed'))).toEqual([]);
    },
  );

  test('that cannot be mapped say so themselves', () => {
    const { trace, refused, written } = run(BLOG.replace('back_populates="user",', 'back_populates="nobody",'), 'User');
    expect(written).toBeNull();
    expect(refused).toContain("has no property 'nobody'");
    expect(trace.events).toEqual([]);
  });

  test('a class that is not there, or has no objects, is refused with a sentence', () => {
    expect(run(BLOG, 'Nobody').refused).toBe('No class Nobody is mapped in these files');
    expect(run(BLOG, 'User', 'remove:friends').refused).toContain('There is no way remove:friends to delete a User');
  });

  test('a foreign key may be seeded alone', () => {
    const deletes = { class: 'User', way: 'bulk', children: 20, only: 'posts.reviewer_id' };
    const { trace } = run(BLOG, 'User', 'bulk', { deletes });
    expect(effects(trace)).toEqual(['1 users DELETE client', '20 posts UPDATE foreign-key']);
  });

  test('are offered no more by a Python that the program has broken', () => {
    const source = 'import cascade_lens.models.writing as writing\nwriting.deletables = None\n';
    const { trace, deletables } = runAsked(database, python, { source, filename: 'a.py', foreign: true });
    expect([trace.error, deletables]).toEqual([null, []]);
    const mend = 'import sys\ndel sys.modules["cascade_lens.models.writing"]\n';
    runAsked(database, python, { source: mend, filename: 'a.py' });
  });
});
