// What a reader is told to change in their own text is what mends it: each edit is applied and run.
import { expect, test } from 'vitest';
import { runProgram } from '@/lib/engine/run/run-program';
import type { Trace } from '@/lib/trace/trace';
import type { Files } from '@/lib/yours/files';
import { fixesOf } from '@/lib/yours/fixes';
import { applied, changedLines } from '@/lib/yours/source-edit';
import { describeLive } from './live';

const program = (relationship: string, column: string, operation = 'session.delete(session.get(Team, 1))') => ({
  'models.py': `from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Team(Base):
    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(primary_key=True)
    players: Mapped[list["Player"]] = relationship(${relationship})

class Player(Base):
    __tablename__ = "players"
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[${column.includes('NULL') ? 'int | None' : 'int'}] = mapped_column(ForeignKey("teams.id"${column.replace('NULL', '')}))  # its team
`,
  'app.py': `from models import *
from sqlalchemy import create_engine, delete
from sqlalchemy.orm import Session
engine = create_engine("postgresql:///a")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Team(players=[Player(), Player()]))
    session.commit()
with Session(engine) as session:
    ${operation}
    session.commit()
`,
});

await describeLive('What to change in a text', ({ database, python }) => {
  const run = ({ 'app.py': source = '', ...modules }: Files) =>
    runProgram(database, python, { source, filename: 'app.py', modules });
  const end = ({ error, rows }: Trace<unknown>) => error?.sqlstate ?? rows.players?.length;
  /** The fixes, each with how the run ends after it, and the statements that it then takes. */
  const tried = (files: Files) =>
    fixesOf(run(files), files).map(({ text, edits }) => {
      const after = run(applied(files, edits));
      const sent = after.events.filter((event) => event.type === 'statement' && event.at !== 'setup').length;
      return [text.replace(/:.*/s, ''), end(after), sent];
    });

  test('where the ORM empties a column that may not be NULL', () => {
    const files = program('', '');
    expect(end(run(files))).toBe('23502');
    expect(tried(files)).toEqual([
      ['Let the foreign key remove them', 0, 1],
      ['Have the ORM delete them, each', 0, 3],
      ['Let players.team_id be NULL', 2, 3],
    ]);
  });

  test('where rows are left with NULL', () => {
    const files = program('passive_deletes=False', ', ondelete="CASCADE"NULL');
    expect(end(run(files))).toBe(2);
    expect(tried(files)).toEqual([
      ['Let the foreign key remove them', 0, 1],
      ['Have the ORM delete them, each', 0, 3],
    ]);
  });

  test('where the foreign key refuses', () => {
    const files = program('cascade="all", passive_deletes=True,', '');
    expect(end(run(files))).toBe('23503');
    expect(tried(files)).toEqual([
      ['Add ondelete="CASCADE" to players.team_id', 0, 1],
      ['Have the ORM delete them, each', 0, 3],
    ]);
    const bulk = program('', '', 'session.execute(delete(Team))');
    expect(tried(bulk)[0]).toEqual(['Add ondelete="CASCADE" to players.team_id', 0, 1]);
  });

  test('where the ORM deletes row by row what the foreign key could', () => {
    const files = program('\n        cascade="all, delete-orphan",  # theirs\n    ', '');
    expect(end(run(files))).toBe(0);
    expect(tried(files)).toEqual([['Let the foreign key remove them', 0, 1]]);
  });

  test('nothing, where nothing is wrong, where the text says it otherwise, or where a dump makes the tables', () => {
    const best = program('cascade="all", passive_deletes=True', ', ondelete="CASCADE"');
    expect(fixesOf(run(best), best)).toEqual([]);
    const files = program('', '');
    const { 'app.py': app } = files;
    expect(fixesOf(run(files), { 'app.py': app })).toEqual([]);
    const dumped = { ...files, 'schema.sql': '' };
    expect(fixesOf(run(files), dumped).map(({ text }) => text.split(' ', 4).join(' '))).toEqual([
      'Have the ORM delete',
    ]);
  });

  const dump = (action: string) => `CREATE TABLE public.teams (id serial PRIMARY KEY);
CREATE TABLE public.players (id serial PRIMARY KEY, team_id integer NOT NULL);
ALTER TABLE ONLY public.players
    ADD CONSTRAINT players_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id)${action};
`;

  test.each([
    ['', ' ON DELETE CASCADE'],
    [' ON UPDATE CASCADE', ' ON DELETE CASCADE ON UPDATE CASCADE'],
    [' ON DELETE RESTRICT DEFERRABLE', ' ON DELETE CASCADE DEFERRABLE'],
    [' ON UPDATE CASCADE ON DELETE RESTRICT', ' ON UPDATE CASCADE ON DELETE CASCADE'],
  ])('where the models say ondelete, and the database has%s', (action, after) => {
    const files = {
      ...program('cascade="all", passive_deletes=True', ', ondelete="CASCADE"'),
      'schema.sql': dump(action),
    };
    const [fix] = fixesOf(run(files), files);
    expect(fix?.text).toBe(
      'Migrate the database: the models say ondelete="CASCADE" on players.team_id, and its foreign key does not.',
    );
    const mended = applied(files, fix?.edits ?? []);
    expect(mended).toEqual({ ...files, 'schema.sql': dump(after) });
    expect(end(run(mended))).toBe(0);
    // The migration makes of the old tables what the edit makes of the file.
    const migrated = { ...files, 'schema.sql': `${files['schema.sql']}${fix?.migration}` };
    expect(run(migrated).schema.tables[1]?.foreignKeys[0]).toMatchObject({ onDelete: 'CASCADE' });
    expect(end(run(migrated))).toBe(0);
  });

  test('both, where neither the models nor the database say it', () => {
    const files = { ...program('cascade="all", passive_deletes=True', ''), 'schema.sql': dump('') };
    expect(tried(files)).toEqual([
      ['Add ondelete="CASCADE" to players.team_id, in the models and in the database', 0, 1],
      ['Have the ORM delete them, each', 0, 3],
    ]);
  });

  test('where the database is another one', () => {
    const { 'app.py': app, ...models } = program('cascade="all"', '');
    const on = (url: string) => ({ ...models, 'app.py': app.replace('"postgresql:///a"', url) });
    const lite = on('"sqlite:///:memory:", connect_args={"check_same_thread": False}, echo=True');
    expect(run(lite).error?.class).toBe('NoSuchModuleError');
    const [fix, ...others] = fixesOf(run(lite), lite);
    expect([applied(lite, fix?.edits ?? []), others]).toEqual([on('"postgresql://localhost/app", echo=True'), []]);
    expect(tried(lite)).toEqual([[expect.stringContaining('Run it on PostgreSQL'), 0, 3]]);
    const asynchronous = on("'mysql+aiomysql://db/shop'");
    expect(applied(asynchronous, fixesOf(run(asynchronous), asynchronous)[0]?.edits ?? [])).toEqual(
      on('"postgresql+asyncpg://localhost/app"'),
    );
  });

  test('is shown line by line, and leaves the rest of the text as it was', () => {
    const files = program('\n        back_populates=None,  # none\n    ', '');
    const [fix] = fixesOf(run(files), files);
    expect(changedLines(files, fix?.edits ?? []).map(({ line, after }) => [line, after.trim()])).toEqual([
      [11, 'back_populates=None, cascade="all, delete-orphan", passive_deletes=True,  # none'],
      [17, 'team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))  # its team'],
    ]);
  });
});
