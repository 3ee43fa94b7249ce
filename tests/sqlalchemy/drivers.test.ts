// What a program's driver decides, as a real server and the real drivers did it: asyncpg 0.32, psycopg 3.3 and
// psycopg2 2.9 under SQLAlchemy 2.0 and 2.1.
import { expect, test } from 'vitest';
import { runProgram } from '@/lib/engine/run/run-program';
import type { StatementEvent, Trace } from '@/lib/trace/trace';
import { DRIVERS, type Driver } from '@/lib/versions';
import { describeLive } from './live';

const MODELS = `
import json
from sqlalchemy import ForeignKey, bindparam, create_engine, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Shelf(Base):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    boxes: Mapped[list["Box"]] = relationship(order_by="Box.id")

class Box(Base):
    __tablename__ = "boxes"
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str | None]
    shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelves.id"))

class Crate(Base):
    __tablename__ = "crates"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": edition}
`;

const SYNCHRONOUS = `${MODELS}
engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Shelf(id=1), Crate(id=1), Crate(id=2)])
    session.flush()
    session.add_all([Box(id=n, label="b", shelf_id=1) for n in (1, 2, 3)])
    session.commit()
`;

/** A program whose operation is \`lines\`, with \`session\`; what \`told\` is in the end is told as its exit. */
const operation = (...lines: readonly string[]) =>
  [
    SYNCHRONOUS,
    'told = None',
    'with Session(engine) as session:',
    '    # --- the operation',
    ...lines.map((line) => `    ${line}`),
    'if told is not None:',
    '    raise SystemExit(json.dumps(told))',
    '',
  ].join('\n');

const statementsOf = ({ events }: Trace<null>): readonly StatementEvent[] =>
  events.filter((event) => event.type === 'statement');
const toldBy = ({ error }: Trace<null>): unknown => JSON.parse(error?.message ?? 'null');
const each = <const T>(values: Record<Driver, T>) => DRIVERS.map((driver) => [driver, values[driver]] as const);

await describeLive('A driver', ({ database, python }) => {
  const run = (source: string, driver?: Driver) =>
    runProgram(database, python, { source: source, filename: 'program.py', ...(driver && { driver }) });

  test.each(
    each({
      asyncpg: { text: 'WHERE boxes.id = $1::INTEGER AND boxes.label = $2::VARCHAR', parameters: [1, 'b'] },
      psycopg: {
        text: 'WHERE boxes.id = %(id_1)s::INTEGER AND boxes.label = %(label_1)s::VARCHAR',
        parameters: { id_1: 1, label_1: 'b' },
      },
      psycopg2: {
        text: 'WHERE boxes.id = %(id_1)s AND boxes.label = %(label_1)s',
        parameters: { id_1: 1, label_1: 'b' },
      },
    }),
  )('%s is given text and parameters in its own style', (driver, { text, parameters }) => {
    const trace = run(operation('session.execute(delete(Box).where(Box.id == 1, Box.label == "b"))'), driver);
    expect(trace.engine.driver).toBe(driver);
    expect(statementsOf(trace)).toMatchObject([
      { sql: expect.stringContaining(text), parameters: [parameters], rowcount: 1, effects: [{ key: 1 }] },
    ]);
  });

  test.each(
    each({
      asyncpg: { rowcount: null, warnings: 0 },
      psycopg: { rowcount: 2, warnings: 1 },
      psycopg2: { rowcount: 2, warnings: 1 },
    }),
  )('%s counts the rows of an executemany of DELETE, or does not', (driver, { rowcount, warnings }) => {
    const trace = run(
      operation(
        'boxes = session.scalars(select(Box)).all()',
        'session.execute(text("DELETE FROM boxes WHERE id = 2"))',
        'for box in boxes:',
        '    session.delete(box)',
        'session.commit()',
      ),
      driver,
    );
    expect(statementsOf(trace).at(-1)).toMatchObject({ many: true, rowcount });
    expect(trace.warnings.map(({ message }) => message)).toEqual(
      Array(warnings).fill(
        expect.stringContaining("DELETE statement on table 'boxes' expected to delete 3 row(s); 2 were matched."),
      ),
    );
    expect(trace.rows.boxes).toEqual([]);
  });

  test.each(each({ asyncpg: null, psycopg: 'StaleDataError', psycopg2: 'StaleDataError' }))(
    '%s lets an UPDATE of rows that are gone pass, or fails it',
    (driver, error) => {
      const trace = run(
        operation(
          'shelf = session.get_one(Shelf, 1)',
          'shelf.boxes',
          'session.execute(text("DELETE FROM boxes WHERE id = 2"))',
          'session.delete(shelf)',
          'session.commit()',
        ),
        driver,
      );
      expect(trace.error?.class ?? null).toBe(error);
      expect(trace.rows.shelves).toEqual(error === null ? [] : [[1]]);
    },
  );

  test.each(each({ asyncpg: 2, psycopg: 1, psycopg2: 1 }))(
    '%s gets the DELETEs of rows with a version one by one, or as one executemany',
    (driver, count) => {
      const trace = run(
        operation('for each in session.scalars(select(Crate)).all():', '    session.delete(each)', 'session.commit()'),
        driver,
      );
      expect(statementsOf(trace).filter(({ sql }) => sql.startsWith('DELETE'))).toHaveLength(count);
    },
  );

  test.each(each({ asyncpg: [true, 2], psycopg: [true, 2], psycopg2: [false, 1] }))(
    '%s gets INSERTs with keys as an executemany, or as one statement with many VALUES',
    (driver, [many, sets]) => {
      const trace = run(
        operation('session.execute(insert(Box), [{"id": n, "shelf_id": 1} for n in (8, 9)])', 'session.commit()'),
        driver,
      );
      const [statement] = statementsOf(trace);
      expect([statement?.many, statement?.parameters.length]).toEqual([many, sets]);
      expect(statement?.effects.map(({ key }) => key)).toEqual([8, 9]);
    },
  );

  const SHOWN = [
    'except DBAPIError as error:',
    '    original, cause = error.orig, error.orig.__cause__',
    '    name = lambda each: each and f"{type(each).__module__}.{type(each).__name__}"',
    '    diag = getattr(original, "diag", None)',
    '    told = [type(error).__name__, name(original), name(cause), getattr(original, "pgcode", None),',
    '            getattr(original, "sqlstate", None), diag and [diag.constraint_name, diag.table_name],',
    '            cause and [cause.constraint_name, cause.table_name], str(error).splitlines()[0]]',
  ];
  const refused =
    'update or delete on table "shelves" violates foreign key constraint "boxes_shelf_id_fkey" on table "boxes"';
  const key = ['boxes_shelf_id_fkey', 'boxes'];
  const dialect = 'sqlalchemy.dialects.postgresql.asyncpg';

  test.each(
    each<readonly unknown[]>({
      // 2.1 has a class of its own for each SQLSTATE of integrity, and no name of asyncpg's in its words
      asyncpg: [
        'IntegrityError',
        expect.stringMatching(/^sqlalchemy\.dialects\.postgresql\.asyncpg\.(Integrity|ForeignKeyViolation)Error$/),
        'asyncpg.exceptions.ForeignKeyViolationError',
        '23503',
        '23503',
        null,
        key,
        expect.stringMatching(new RegExp(`^\\(${dialect}\\..*${refused}$`)),
      ],
      psycopg: [
        'IntegrityError',
        'psycopg.errors.ForeignKeyViolation',
        null,
        null,
        '23503',
        key,
        null,
        `(psycopg.errors.ForeignKeyViolation) ${refused}`,
      ],
      psycopg2: [
        'IntegrityError',
        'psycopg2.errors.ForeignKeyViolation',
        null,
        '23503',
        null,
        key,
        null,
        `(psycopg2.errors.ForeignKeyViolation) ${refused}`,
      ],
    }),
  )('%s says in its own way what a foreign key refused', (driver, expected) => {
    const source = operation('try:', '    session.execute(text("DELETE FROM shelves"))', ...SHOWN);
    expect(toldBy(run(source, driver))).toEqual(expected);
  });

  test.each(
    each({
      asyncpg: ['DBAPIError', 'DBAPIError', 'DBAPIError'],
      psycopg: ['ProgrammingError', 'DataError', 'InternalError'],
      psycopg2: ['InternalError', 'DataError', 'InternalError'],
    }),
  )('%s has SQLAlchemy raise a class of its own for P0001, 22012 and 25P02', (driver, expected) => {
    const source = operation(
      'told = []',
      'def attempt(sql):',
      '    try:',
      '        session.execute(text(sql))',
      '    except DBAPIError as error:',
      '        told.append(type(error).__name__)',
      'attempt("DO $$ BEGIN RAISE EXCEPTION \'no\'; END $$")',
      'session.rollback()',
      'attempt("SELECT 1/0")',
      'attempt("SELECT 1")',
    );
    expect(toldBy(run(source, driver))).toEqual(expected);
  });

  test.each(
    each({
      asyncpg: [[[2]], 'ProgrammingError', 'ProgrammingError', [[1]]],
      psycopg: ['ProgrammingError', [[2]], [[1]], 'ProgrammingError'],
      psycopg2: ['TypeError', [[2]], [[2]], 'ProgrammingError'],
    }),
  )('%s gets the text of exec_driver_sql() as it is', (driver, expected) => {
    const source = operation(
      'told = []',
      'for sql, *sets in (("SELECT 5 % 3",), ("SELECT 5 %% 3",), ("SELECT 1; SELECT 2",), ("SELECT $1::int", (1,))):',
      '    try:',
      '        found = session.connection().exec_driver_sql(sql, *sets).all()',
      '        told.append([list(row) for row in found])',
      '    except (SQLAlchemyError, TypeError) as error:',
      '        told.append(type(error).__name__)',
      '        session.rollback()',
    );
    expect(toldBy(run(source, driver))).toEqual(expected);
  });

  test.each(each({ asyncpg: ['22000', [[1]]], psycopg: [[[1]], []], psycopg2: [[[1]], []] }))(
    '%s takes a value of another type than the column, or refuses it unsent',
    (driver, expected) => {
      const source = operation(
        'told = []',
        'for value in ("1", 1.5):',
        '    try:',
        '        found = session.execute(text("SELECT id FROM boxes WHERE id = :v"), {"v": value}).all()',
        '        told.append([list(row) for row in found])',
        '    except DBAPIError as error:',
        '        told.append(error.orig.sqlstate)',
      );
      expect(toldBy(run(source, driver))).toEqual(expected);
    },
  );

  test('is the one that the URL names, and of a bare one that of the series', () => {
    const bare = python.version.startsWith('2.0.') ? 'psycopg2' : 'psycopg';
    const named = (url: string) => run(operation('session.commit()').replace('postgresql+psycopg:', url)).engine.driver;
    expect(['postgresql+psycopg:', 'postgresql+psycopg2:', 'postgresql:'].map(named)).toEqual([
      'psycopg',
      'psycopg2',
      bare,
    ]);
  });

  const lazy = (url: string) => `${MODELS}
engine = create_async_engine("${url}")
async with engine.begin() as connection:
    await connection.run_sync(Base.metadata.create_all)
async with AsyncSession(engine) as session:
    session.add(Shelf(id=1))
    await session.commit()
async with AsyncSession(engine) as session:
    # --- the operation
    shelf = await session.get_one(Shelf, 1)
    shelf.boxes
`;

  test.each(['asyncpg', 'psycopg'])('with asyncio may be %s, and asks for a greenlet', (driver) => {
    const { engine, error } = run(lazy(`postgresql+${driver}://localhost/demo`));
    expect(engine.driver).toBe(driver);
    expect(error?.class).toMatch(/^(MissingGreenlet|StatementError)$/);
    expect(error?.message).toContain("greenlet_spawn has not been called; can't call await_");
  });

  test('with asyncio cannot be psycopg2', () => {
    for (const trace of [
      run(lazy('postgresql+psycopg2://localhost/demo')),
      run(lazy('postgresql://x/y'), 'psycopg2'),
    ]) {
      expect(trace.error).toMatchObject({
        class: 'InvalidRequestError',
        message: "The asyncio extension requires an async driver to be used. The loaded 'psycopg2' is not async.",
      });
    }
  });

  const VALUES = '[{"a": [1, None, "x"], "b": {"c": 1.5}}, [], "text", 7, True]';
  const documents = (wait: string, engine: string, inside: string) => `
from sqlalchemy import JSON
from sqlalchemy.dialects.postgresql import JSONB
${MODELS}
class Document(Base):
    __tablename__ = "documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    binary = mapped_column(JSONB)
    plain = mapped_column(JSON)

engine = ${engine}
${wait ? 'async ' : ''}with engine.begin() as connection:
    ${inside}
${wait ? 'async ' : ''}with ${wait ? 'AsyncSession' : 'Session'}(engine) as session:
    session.add_all([Document(id=n, binary=each, plain=each) for n, each in enumerate(${VALUES})])
    ${wait}session.commit()
    session.expunge_all()
    found = (${wait}session.scalars(select(Document).order_by(Document.id))).all()
    inner = ${wait}session.scalar(select(Document.binary["b"]["c"].as_float()).where(Document.id == 0))
    held = ${wait}session.scalar(select(Document.id).where(Document.binary.contains({"b": {"c": 1.5}})))
    # --- the operation
    for each in found:
        ${wait}session.delete(each)
    ${wait}session.commit()
raise SystemExit(json.dumps([[each.binary for each in found] == ${VALUES}, [each.plain for each in found] == ${VALUES}, inner, held]))
`;

  test.each([
    ...DRIVERS.map((driver) => [driver, '', `create_engine("postgresql://localhost/demo")`] as const),
    ['asyncpg with asyncio', 'await ', 'create_async_engine("postgresql+asyncpg://localhost/demo")'] as const,
    ['psycopg with asyncio', 'await ', 'create_async_engine("postgresql+psycopg://localhost/demo")'] as const,
  ])('%s keeps JSON and JSONB', (name, wait, engine) => {
    const inside = wait
      ? 'await connection.run_sync(Base.metadata.create_all)'
      : 'Base.metadata.create_all(connection)';
    const trace = run(documents(wait, engine, inside), wait ? undefined : DRIVERS.find((driver) => driver === name));
    expect(toldBy(trace)).toEqual([true, true, 1.5, 0]);
    expect(trace.rows.documents).toEqual([]);
  });
});
