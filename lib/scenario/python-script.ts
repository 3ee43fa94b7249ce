// A scenario as a complete program: the same models, rows and operation, for a PostgreSQL of one's own with the series
// of SQLAlchemy and the driver that the scenario asks for. It works in a schema of its own, so that no table of the reader's is touched.

import type { Driver, Series } from '@/lib/versions';
import { DRIVER_PROGRAMS, urlScheme } from './dialect';
import { GONE_STATEMENTS } from './elsewhere';
import { pythonOperation, selectUser } from './python-operation';
import {
  indent,
  type Line,
  mapperLines,
  operationLines,
  relationshipArguments,
  userIdArguments,
} from './python-source';
import type { Scenario } from './scenario';
import { NAMES } from './shape';

const SCHEMA = 'cascade_lens';

const lined = (lines: readonly Line[]) =>
  lines.map((line) => line.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('')).join('\n');

/** The mapped classes of a scenario; the names that they need from SQLAlchemy are imported elsewhere. */
export function pythonModels(scenario: Scenario): string {
  const { table, entity, attribute, column } = NAMES[scenario.shape];
  const mapping = indent(mapperLines(scenario), 1)
    .map((line) => `\n${lined([line])}`)
    .join('');
  return `class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id = mapped_column(Integer, primary_key=True)
    name = mapped_column(String)
    ${attribute} = relationship(
${lined(indent(relationshipArguments(scenario), 2))}
    )${mapping}


class ${entity}(Base):
    __tablename__ = "${table}"

    id = mapped_column(Integer, primary_key=True)
    ${column} = mapped_column(String)
    user_id = mapped_column(
${lined(indent(userIdArguments(scenario), 2))}
    )
    user = relationship("User", back_populates="${attribute}")${mapping}`;
}

/** The same lines for a Session that awaits nothing. */
const withoutAwait = (text: string) => text.replaceAll('async ', '').replaceAll('await ', '');

function seed({ shape, onDelete, posts, mapper }: Scenario): string {
  const version = mapper === 'version-id-col' ? ', "version": 1' : '';
  const users = [`{"id": 1, "name": "ann"${version}}`, `{"id": 2, "name": "bob"${version}}`];
  if (onDelete === 'SET DEFAULT') users.unshift(`{"id": 0, "name": "ghost"${version}}`);
  const children =
    shape === 'one-to-one'
      ? `insert(Profile), [{"id": n, "bio": f"b{n}", "user_id": n${version}} for n in (1, 2)]`
      : `insert(Post),
            [
                {"id": n, "title": f"p{n}", "user_id": 1 if n <= ${posts} else 2${version}}
                for n in range(1, ${posts + 2} + 1)
            ],`;
  return `        await connection.execute(
            insert(User), [${users.join(', ')}]
        )
        await connection.execute(
            ${children}
        )`;
}

/** What another connection deletes and commits, while the Session holds what it has read. */
function elsewhere({ gone }: Scenario): string {
  const statements = GONE_STATEMENTS[gone];
  if (statements.length === 0) return '';
  const lines = statements.map((sql) => `                await other.execute(text("${sql}"))\n`);
  return `            async with engine.begin() as other:\n${lines.join('')}`;
}

/** The names that the program takes from SQLAlchemy, by module; no more than it uses. */
function imports(body: string, { isAsync }: (typeof DRIVER_PROGRAMS)[Driver]): string {
  const used = (names: readonly string[]) => names.filter((name) => new RegExp(`\\b${name}\\(`).test(body));
  const from = (module: string, names: readonly string[]) => `from ${module} import ${names.join(', ')}`;
  return [
    from('sqlalchemy', [
      'ForeignKey',
      'Integer',
      'String',
      ...(isAsync ? [] : ['create_engine']),
      ...used(['delete']),
      'insert',
      ...used(['select']),
      'text',
    ]),
    from('sqlalchemy.exc', ['SQLAlchemyError']),
    ...(isAsync ? [from('sqlalchemy.ext.asyncio', ['AsyncSession', 'create_async_engine'])] : []),
    from('sqlalchemy.orm', [
      'DeclarativeBase',
      ...(isAsync ? [] : ['Session']),
      'mapped_column',
      'relationship',
      ...used(['selectinload']),
    ]),
  ].join('\n');
}

/** What pip is to install: the newest release of the series. */
function requirement(series: Series, isAsync: boolean): string {
  const next = { '2.1': '2.2', '2.0': '2.1' } as const satisfies Record<Series, string>;
  return `"sqlalchemy${isAsync ? '[asyncio]' : ''}>=${series},<${next[series]}"`;
}

/** How the program reaches its schema: the drivers take the search path by different arguments. */
function engineLines(isAsync: boolean): string {
  const connect = isAsync
    ? `{"server_settings": {"search_path": "${SCHEMA}"}}`
    : `{"options": "-c search_path=${SCHEMA}"}`;
  return `    engine = ${isAsync ? 'create_async_engine' : 'create_engine'}(
        os.environ["DATABASE_URL"],
        echo=True,
        connect_args=${connect},
    )`;
}

/** A runnable program of exactly this scenario, ending with a line break. */
export function pythonScript(scenario: Scenario): string {
  const { table } = NAMES[scenario.shape];
  const { driver, sqlalchemy } = scenario;
  const program = DRIVER_PROGRAMS[driver];
  const { isAsync } = program;
  const { prepare } = pythonOperation(scenario, selectUser);
  const asDriven = isAsync ? (text: string) => text : withoutAwait;
  const body = `${pythonModels(scenario)}


${asDriven('async def main():')}
${engineLines(isAsync)}
${asDriven(`    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE"))
        await connection.execute(text("CREATE SCHEMA ${SCHEMA}"))
        ${isAsync ? 'await connection.run_sync(Base.metadata.create_all)' : 'Base.metadata.create_all(connection)'}
${seed(scenario)}

    try:
        async with ${isAsync ? 'AsyncSession' : 'Session'}(engine, expire_on_commit=False) as session:`)}
${lined(
  indent(
    prepare.map((line) => [line]),
    3,
  ),
)}
${asDriven(elsewhere(scenario))}            print("\\n--- the operation\\n")
${lined(indent(operationLines(scenario), 3))}
${asDriven('            await session.commit()')}
    except SQLAlchemyError as error:
        print(f"\\n--- refused, everything rolled back\\n{error}")

    print("\\n--- the rows afterwards\\n")
${asDriven(`    async with engine.connect() as connection:
        for table in ("users", "${table}"):
            rows = await connection.execute(text(f"SELECT * FROM {table} ORDER BY id"))
            print(table, [tuple(row) for row in rows])
    await engine.dispose()`)}


${isAsync ? 'asyncio.run(main())' : 'main()'}
`;
  return `"""One delete of Cascade Lens, on a PostgreSQL of your own; SQLAlchemy echoes every statement.

pip install ${requirement(sqlalchemy, isAsync)} ${program.package}
DATABASE_URL=${urlScheme(driver)}://localhost/postgres python script.py

The tables are made in the schema ${SCHEMA}, which is dropped first if it exists.
"""

${isAsync ? 'import asyncio\n' : ''}import os

${imports(body, program)}


${body}`;
}
