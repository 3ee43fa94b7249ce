// M1 of programs: an object is stale when it is not what its row is, whoever has been at that row.
import { expect, test } from 'vitest';
import { runProgram } from '@/lib/engine/run/run-program';
import { objectsOf } from './a-library';
import { describeLive } from './live';

/** Three farms and three cows, which belong to farm 1 and graze on farm 2, in a Session that expires nothing. */
const farms = (operation: string, ddl = '') => `
from sqlalchemy import ForeignKey, create_engine, delete, select, text, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
class Base(DeclarativeBase):
    pass
class Farm(Base):
    __tablename__ = "farms"
    id: Mapped[int] = mapped_column(primary_key=True)
    cows = relationship("Cow", foreign_keys="Cow.farm_id", passive_deletes=True)
class Cow(Base):
    __tablename__ = "cows"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    farm_id: Mapped[int | None] = mapped_column(ForeignKey("farms.id", ondelete="CASCADE"))
    meadow_id: Mapped[int | None] = mapped_column(ForeignKey("farms.id", ondelete="SET NULL"))
engine = create_engine("postgresql+psycopg://localhost/farms")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Farm(id=n) for n in (1, 2, 3)])
    session.flush()
    session.add_all([Cow(id=n, name=f"cow {n}", farm_id=1, meadow_id=2) for n in (1, 2, 3)])
    session.commit()
with engine.begin() as connection:
    connection.execute(text("""${ddl || 'SELECT 1'}"""))
with Session(engine, expire_on_commit=False) as session:
    farm1, farm2, farm3 = session.scalars(select(Farm).order_by(Farm.id)).all()
    cow1, cow2, cow3 = session.scalars(select(Cow).order_by(Cow.id)).all()
    # --- the operation
${operation
  .split('\n')
  .map((line) => `    ${line.trim()}`)
  .join('\n')}
    session.commit()
`;

const LOUD = `
CREATE FUNCTION loud() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := NEW.name || '!'; RETURN NEW; END $$;
CREATE TRIGGER loud BEFORE UPDATE ON cows FOR EACH ROW EXECUTE FUNCTION loud()`;

const CASES: Readonly<Record<string, readonly [operation: string, stale: string, ddl?: string]>> = {
  'what a trigger made of an UPDATE of the Session': ['farm2.cows.append(cow1)', 'Cow 1', LOUD],
  'what TRUNCATE took': ['session.execute(text("TRUNCATE cows"))', 'Cow 1, Cow 2, Cow 3'],
  'what a statement changed that the Session does not follow': [
    `session.execute(text("UPDATE cows SET farm_id = 3 WHERE id = 1"))
     session.execute(update(Cow).where(Cow.id == 2).values(name="b"), execution_options={"synchronize_session": False})`,
    'Cow 1, Cow 2',
  ],
  'what has got another key': ['session.execute(text("UPDATE farms SET id = 9 WHERE id = 3"))', 'Farm 3'],
  'one column, when the Session has written another one': [
    'session.delete(farm2); session.flush(); cow1.name = "new"',
    'Cow 1, Cow 2, Cow 3',
  ],
  'a row that was written anew with other values, and not one with the same': [
    `session.execute(text("DELETE FROM cows WHERE id < 3"))
     session.execute(text("INSERT INTO cows VALUES (1, 'cow 1', 1, 2), (2, 'other', 1, 2)"))`,
    'Cow 2',
  ],
  'nothing that was read again since': [
    `session.execute(text("DELETE FROM farms WHERE id = 2"))
     session.refresh(cow1)
     session.expire(cow2)`,
    'Cow 3, Farm 2',
  ],
  'what was read again after a savepoint, and before its row was taken': [
    `nested = session.begin_nested()
     cow1.name = "new"
     session.flush(); nested.rollback()
     cow1.name
     session.execute(text("DELETE FROM cows WHERE id = 1"))`,
    'Cow 1',
  ],
  'nothing that a savepoint gave back': [
    'nested = session.begin_nested(); session.delete(farm1); nested.rollback()',
    '',
  ],
};

/** All columns of a row that is read, held and touched, and not changed but in what the program says. */
const typed = (driver: string) => `
import datetime, decimal, enum, uuid
from sqlalchemy import *
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, column_property, mapped_column
class Base(DeclarativeBase):
    pass
class Colour(enum.Enum):
    red = "red one"
class Lower(TypeDecorator):
    impl = String
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return value.upper()
    def process_result_value(self, value, dialect):
        return value.lower()
class Thing(Base):
    __tablename__ = "Things 100%"
    id: Mapped[uuid.UUID] = mapped_column("The id", primary_key=True)
    flag: Mapped[bool] = mapped_column(primary_key=True)
    title = mapped_column("A 'title'", String)
    colour, plain = mapped_column(Enum(Colour)), mapped_column(Enum("a", "b", name="plain"))
    price, ratio, big = mapped_column(Numeric(10, 2)), mapped_column(Float), mapped_column(BigInteger)
    at, day, span = mapped_column(DateTime(timezone=True)), mapped_column(Date), mapped_column(Interval)
    data, more, words = mapped_column(JSON), mapped_column(JSONB), mapped_column(ARRAY(String))
    blob, pick = mapped_column(LargeBinary), mapped_column(PickleType)
    low, short, hidden = mapped_column(Lower), mapped_column(CHAR(5)), mapped_column(String, deferred=True)
    twice = column_property(ratio * 2)
engine = create_engine("postgresql+${driver}://localhost/things")
Base.metadata.create_all(engine)
with Session(engine) as session:
    zone = datetime.timezone(datetime.timedelta(hours=2))
    session.add_all([Thing(
        id=uuid.UUID(int=10), flag=flag, title="it's 5%", colour=Colour.red, plain="a", price=decimal.Decimal("1.50"),
        ratio=0.1, big=2**60, at=datetime.datetime(2024, 1, 2, 3, 4, 5, 678, zone), day=datetime.date(2024, 1, 2),
        span=datetime.timedelta(days=3, seconds=5), data={"a": [1, None]}, more={"b": 1.5}, words=["a b", "c,d"],
        blob=b"\\x00a", pick={"x": (1, 2)}, low="abc", short="ab", hidden="h") for flag in (True, False)])
    session.commit()
with Session(engine, expire_on_commit=False) as session:
    things = session.scalars(select(Thing)).all()
    # --- the operation
    for thing in things:
        thing.title = "new"
    session.flush()
    session.execute(text("""UPDATE "Things 100%" SET flag = flag, hidden = 'other'"""))
    session.commit()
    session.execute(text("""UPDATE "Things 100%" SET price = 2 WHERE flag"""))
    session.commit()
`;

await describeLive('Stale is', ({ database, python }) => {
  test.each(Object.entries(CASES))('M1: %s', (_, [operation, stale, ddl]) => {
    const trace = runProgram(database, python, { source: farms(operation, ddl), filename: 'program.py' });
    expect([trace.error, trace.missing]).toEqual([null, []]);
    expect(objectsOf(trace, 'stale').sort().join(', ')).toBe(stale);
  });

  test.each(['psycopg', 'psycopg2'])('M1: no value for the sake of its type, on %s', (driver) => {
    const trace = runProgram(database, python, { source: typed(driver), filename: 'program.py' });
    expect([trace.error, trace.missing]).toEqual([null, []]);
    expect(objectsOf(trace, 'stale')).toEqual(['Thing 00000000-0000-0000-0000-00000000000a,t']);
  });
});
