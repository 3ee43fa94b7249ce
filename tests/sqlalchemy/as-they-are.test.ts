// Programs as their authors have them: with imports that a tab cannot have, addresses from the environment, functions
// that a framework or pytest would call.
import { expect, test } from 'vitest';
import { runProgram, runReaders } from '@/lib/engine/run/run-program';
import type { ProgramText } from '@/lib/program-text';
import { indexRun } from '@/lib/trace/run-index';
import type { StatementEvent, Trace } from '@/lib/trace/trace';
import { verdictOf } from '@/lib/verdict/verdict';
import { describeLive } from './live';

const MODELS = `from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, sessionmaker

class Base(DeclarativeBase):
    pass

class Team(Base):
    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(primary_key=True)
    players: Mapped[list["Player"]] = relationship(cascade="all, delete-orphan")

class Player(Base):
    __tablename__ = "players"
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
`;
const SYNC = MODELS.replace(/^from sqlalchemy\.ext\.asyncio.*\n/m, '');
const SEED =
  'with Session(engine) as session:\n    session.add(Team(players=[Player(), Player()]))\n    session.commit()\n';

const deleted = ({ events }: Trace<null>) =>
  events
    .filter((event): event is StatementEvent => event.type === 'statement' && event.sql.startsWith('DELETE'))
    .map(({ sql }) => sql.split(' ')[2]);

await describeLive('A program as it is', ({ database, python, printed }) => {
  const run = (source: string, how: Partial<ProgramText> = {}) =>
    runProgram(database, python, { source, filename: 'app.py', ...how });

  test.each([
    ['os.environ["DATABASE_URL"]', 'psycopg'],
    ['os.getenv("SHOP_DB_URI")', 'psycopg'],
    ['os.environ.get("PG_DSN", "sqlite://")', 'psycopg'],
  ])('takes its address from %s', (expression, driver) => {
    const { error, engine } = run(
      `import os\n${SYNC}engine = create_engine(${expression})\nBase.metadata.create_all(engine)\n`,
    );
    expect([error, engine.driver]).toEqual([null, driver]);
  });

  test('gets what else it demands of its environment, and is told so', () => {
    const { error, missing } = run('import os\nos.environ["MINE"] = "2"\nassert int(os.environ["WORKERS"]) == 1\n');
    expect(error).toBeNull();
    expect(missing).toContain('The environment of a tab has no WORKERS: it was given the value 1');
    expect(missing.join()).not.toContain('MINE');
  });

  // The same Session makes the rows, and may not even have committed them.
  test.each([
    ['that it committed', 'session.commit()'],
    ['that it only flushed', 'session.flush()'],
  ])('is judged by its operation: rows %s before are none of it', (_, end) => {
    const made = `team = Team(players=[Player(), Player()])\nsession.add(team)\n${end}\nteam.players\n`;
    const trace = run(
      `${SYNC}engine = create_engine("postgresql:///a")\nBase.metadata.create_all(engine)\nsession = Session(engine)\n${made}session.delete(team)\nsession.commit()\n`,
    );
    const { sentences } = verdictOf(indexRun(trace), null);
    expect(sentences.map((parts) => parts.map(({ text }) => text).join(''))).toEqual([
      'The ORM deleted 1 row of teams and 2 rows of players, in 2 statements.',
    ]);
  });

  test('gets one for asyncpg where it works with that', () => {
    const source = `import os, asyncio\n${MODELS}async def main():
    engine = create_async_engine(os.environ["DATABASE_URL"])
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
asyncio.run(main())\n`;
    const { error, engine } = run(source);
    expect([error, engine.driver]).toEqual([null, 'asyncpg']);
  });

  const FRAMEWORK = `from typing import Annotated
from fastapi import Depends, FastAPI, HTTPException
from pydantic_settings import BaseSettings
from celery.schedules import crontab
import loguru

class Settings(BaseSettings):
    url: str = "postgresql://localhost/app"

settings = Settings()
${SYNC}engine = create_engine(settings.url)
SessionLocal = sessionmaker(engine)
app = FastAPI(title="Teams")
loguru.logger.info("hello")

def get_db():
    with SessionLocal() as db:
        yield db

@app.on_event("startup")
def start():
    Base.metadata.create_all(engine)
    with SessionLocal() as db:
        db.add(Team(players=[Player(), Player()]))
        db.commit()

@app.delete("/teams/{team_id}", status_code=204)
def remove(team_id: int, db: Annotated[Session, Depends(get_db)]):
    start()
    team = db.get(Team, team_id)
    if team is None:
        raise HTTPException(404)
    db.delete(team)
    db.commit()
`;

  test('of a framework runs on stand-ins, which are said to be some, and its function can be called', () => {
    const trace = run(FRAMEWORK, { standIns: true, call: 'remove' });
    expect(trace.error).toBeNull();
    expect(deleted(trace)).toEqual(['players', 'teams']);
    const named = ['fastapi', 'pydantic_settings', 'celery', 'loguru'];
    expect(named.filter((name) => trace.missing?.some((each) => each.startsWith(`${name} is not to be had`)))).toEqual(
      named,
    );
  });

  test('ends where it imports what is not to be had when nothing may stand in', () => {
    const { error } = run(FRAMEWORK);
    expect(error).toMatchObject({ class: 'ModuleNotFoundError', line: 2 });
    expect(run(`${SYNC}import celery\n`).error?.note).toContain('does not carry celery');
  });

  test('what it raises of a stand-in is an exception', () => {
    const { error } = run(FRAMEWORK.replace('    start()\n', ''), { standIns: true, call: 'remove' });
    expect(error?.class).toBe('HTTPException');
  });

  const TESTED = `import pytest
${SYNC}
@pytest.fixture
def session():
    engine = create_engine("postgresql:///test")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session

@pytest.fixture(scope="function")
def team(session):
    team = Team(players=[Player(), Player()])
    session.add(team)
    session.commit()
    return team

def test_players_go(session, team):
    session.delete(team)
    session.commit()
    assert session.scalars(select(Player)).all() == []

def test_refused(session):
    with pytest.raises(ZeroDivisionError):
        1 / 0
    session.add(Player(team_id=9))
    session.commit()

@pytest.mark.asyncio
async def test_async():
    assert False, "reached"

class TestTeam:
    """What goes, and what stays."""

    @pytest.mark.parametrize("n, left", [(1, 1), (2, 0)])
    @pytest.mark.slow
    def test_some_go(self, session, team, n, left):
        for player in list(team.players)[:n]:
            session.delete(player)
        session.commit()
        assert session.query(Player).count() == left
`;

  test('of pytest gets its fixtures', () => {
    const trace = run(TESTED, { standIns: true, call: 'test_players_go' });
    expect([trace.error, deleted(trace)]).toEqual([null, ['players', 'teams']]);
    expect(run(TESTED, { standIns: true, call: 'test_refused' }).error).toMatchObject({ class: 'IntegrityError' });
    expect(run(TESTED, { standIns: true, call: 'test_async' }).error).toMatchObject({ class: 'AssertionError' });
    const some = run(TESTED, { standIns: true, call: 'TestTeam.test_some_go' });
    expect([some.error, deleted(some)]).toEqual([null, ['players']]);
  });

  test('that nobody seeded and whose tables nobody made has tables, and is told so', () => {
    const trace = run(
      `${SYNC}engine = create_engine("postgresql:///a")\ndef use(session):\n    session.get(Team, 1)\n`,
      {
        call: 'use',
      },
    );
    expect([trace.error, trace.missing?.some((each) => each.startsWith('The tables were made'))]).toEqual([null, true]);
  });

  test('says what it cannot be given', () => {
    const { error } = run(`${SYNC}def use(what):\n    pass\n`, { call: 'use' });
    expect(error).toMatchObject({
      class: 'TypeError',
      message: expect.stringContaining('nothing is known to give it for what'),
    });
  });

  test('of several files imports them, also as a package', () => {
    const rest = `engine = create_engine("postgresql:///a")\nBase.metadata.create_all(engine)\n${SEED}with Session(engine) as session:\n    session.delete(session.get(Team, 1))\n    session.commit()\n`;
    const flat = run(`from models import *\n${rest}`, { modules: { 'models.py': SYNC } });
    expect([flat.error, deleted(flat)]).toEqual([null, ['players', 'teams']]);
    const inPackage = run(`from .db.models import *\n${rest}`, {
      filename: 'shop/main.py',
      modules: {
        'shop/__init__.py': '',
        'shop/db/__init__.py': '',
        'shop/db/models.py': SYNC,
        '../../outside.py': 'x',
      },
    });
    expect([inPackage.error, deleted(inPackage)]).toEqual([null, ['players', 'teams']]);
    // and nothing of them is left for the next
    expect(run('import models\n').error?.class).toBe('ModuleNotFoundError');
  });

  const MAKE =
    'engine = create_engine("postgresql:///a")\nBase.metadata.drop_all(engine)\nBase.metadata.create_all(engine)\n';
  const DUMP = `\\restrict x
CREATE ROLE shop;
ALTER ROLE shop WITH NOSUPERUSER LOGIN;
\\connect shop
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
COMMENT ON EXTENSION plpgsql IS 'none';
CREATE TABLE public.teams (
    id integer NOT NULL
);
ALTER TABLE public.teams OWNER TO shop;
CREATE SEQUENCE public.teams_id_seq OWNED BY public.teams.id;
ALTER TABLE ONLY public.teams ALTER COLUMN id SET DEFAULT nextval('public.teams_id_seq'::regclass);
ALTER TABLE ONLY public.teams ADD CONSTRAINT teams_pkey PRIMARY KEY (id);
CREATE TABLE public.players (id serial PRIMARY KEY, team_id integer NOT NULL, shirt text DEFAULT '100%');
COPY public.teams (id) FROM stdin;
1
\\.
SELECT pg_catalog.setval('public.teams_id_seq', 41, true);
CREATE POLICY own ON public.players FOR SELECT TO shop USING ((id > 0));
ALTER TABLE public.players ENABLE ROW LEVEL SECURITY;
CREATE PUBLICATION everything FOR ALL TABLES;
ALTER TABLE ONLY public.players ADD CONSTRAINT in_team FOREIGN KEY (team_id) REFERENCES public.teams(id);
GRANT ALL ON TABLE public.teams TO shop;
`;
  const DELETE = `${SEED}with Session(engine) as session:\n    session.delete(session.get(Team, 1))\n    session.commit()\n`;
  const CASCADING = SYNC.replace('"all, delete-orphan"', '"all", passive_deletes=True').replace(
    'ForeignKey("teams.id")',
    'ForeignKey("teams.id", ondelete="CASCADE")',
  );

  test('has the tables that a dump makes, whatever the models say', () => {
    const program = `${CASCADING}${MAKE}${DELETE}`;
    expect(run(program).error).toBeNull();
    const { error, schema, missing } = run(program, { modules: { 'schema.sql': DUMP } });
    expect(error).toMatchObject({ class: 'IntegrityError', sqlstate: '23503', constraint: 'in_team' });
    expect(schema.tables.map(({ name }) => name)).toEqual(['teams', 'players']);
    expect(missing).toEqual([
      'The rows of schema.sql were left out: its tables are empty when the program begins',
      'The tables are those of schema.sql: create_all() and drop_all() did nothing',
    ]);
  });

  test('ends where its dump does', () => {
    const { error, missing } = run(`${SYNC}${MAKE}`, { modules: { 'a.sql': 'CREATE TABLE teams (id nothing);' } });
    expect(error?.message).toContain('type "nothing" does not exist');
    expect(missing).toContain('a.sql could not be run to its end, so there are no tables');
  });

  const CHANGE = `with Session(engine) as session:
    print("once")
    player = session.get(Player, 1)
    player.team_id = 2
    session.commit()
print(2)
`;
  const TWO = SEED.replace('players=[Player(), Player()]))', 'players=[Player(), Player()]))\n    session.add(Team())');

  test.each([
    ['an attribute', CHANGE],
    [
      'of Core',
      'with engine.begin() as connection:\n    connection.execute(Player.__table__.update().values(team_id=2))\n',
    ],
  ])('that deletes nothing is about the last transaction that changed anything: %s', (_, change) => {
    const source = `${SYNC}${MAKE}${TWO}${change}`;
    const trace = runReaders(database, python, { source, filename: 'app.py' });
    const sent = trace.events.filter((event) => event.at !== 'setup' && event.type !== 'session');
    expect([trace.error, trace.missing]).toEqual([null, []]);
    expect(sent[0]).toMatchObject({ type: 'transaction', action: 'begin' });
    const statements = sent.filter((event): event is StatementEvent => event.type === 'statement');
    expect(statements.flatMap(({ effects }) => effects.map(({ operation }) => operation))).toContain('UPDATE');
    expect(statements.some(({ sql }) => sql.startsWith('INSERT'))).toBe(false);
    expect(trace.before.players).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  test('is run again for that without printing twice, and only where nothing says what the operation is', () => {
    printed.length = 0;
    runReaders(database, python, { source: `${SYNC}${MAKE}${TWO}${CHANGE}`, filename: 'app.py' });
    expect(printed).toEqual(['once', '2']);
    const marked = `${SYNC}${MAKE}${TWO}# --- the operation\nprint()\n`;
    expect(runReaders(database, python, { source: marked, filename: 'app.py' }).events).toEqual([]);
  });
});
