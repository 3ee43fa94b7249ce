// A scenario as a complete program: the same models, rows and operation, for a PostgreSQL of one's own with
// SQLAlchemy 2.0 and asyncpg. It works in a schema of its own, so that no table of the reader's is touched.
import { pythonOperation, selectUser } from './python-operation';
import { indent, type Line, operationLines, relationshipArguments, userIdArguments } from './python-source';
import type { Scenario } from './scenario';
import { NAMES } from './shape';

const SCHEMA = 'cascade_lens';

const lined = (lines: readonly Line[]) =>
  lines.map((line) => line.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('')).join('\n');

/** The mapped classes of a scenario; the names that they need from SQLAlchemy are imported elsewhere. */
export function pythonModels(scenario: Scenario): string {
  const { table, entity, attribute, column } = NAMES[scenario.shape];
  return `class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id = mapped_column(Integer, primary_key=True)
    name = mapped_column(String)
    ${attribute} = relationship(
${lined(indent(relationshipArguments(scenario), 2))}
    )


class ${entity}(Base):
    __tablename__ = "${table}"

    id = mapped_column(Integer, primary_key=True)
    ${column} = mapped_column(String)
    user_id = mapped_column(
${lined(indent(userIdArguments(scenario), 2))}
    )
    user = relationship("User", back_populates="${attribute}")`;
}

function seed({ shape, onDelete, posts }: Scenario): string {
  const users = ['{"id": 1, "name": "ann"}', '{"id": 2, "name": "bob"}'];
  if (onDelete === 'SET DEFAULT') users.unshift('{"id": 0, "name": "ghost"}');
  const children =
    shape === 'one-to-one'
      ? 'insert(Profile), [{"id": n, "bio": f"b{n}", "user_id": n} for n in (1, 2)]'
      : `insert(Post),
            [
                {"id": n, "title": f"p{n}", "user_id": 1 if n <= ${posts} else 2}
                for n in range(1, ${posts + 2} + 1)
            ],`;
  return `        await connection.execute(
            insert(User), [${users.join(', ')}]
        )
        await connection.execute(
            ${children}
        )`;
}

/** The names that the program takes from SQLAlchemy, by module; no more than it uses. */
function imports(body: string): string {
  const used = (names: readonly string[]) => names.filter((name) => new RegExp(`\\b${name}\\(`).test(body));
  return `from sqlalchemy import ${['ForeignKey', 'Integer', 'String', ...used(['delete']), 'insert', ...used(['select']), 'text'].join(', ')}
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import ${['DeclarativeBase', 'mapped_column', 'relationship', ...used(['selectinload'])].join(', ')}`;
}

/** A runnable program of exactly this scenario, ending with a line break. */
export function pythonScript(scenario: Scenario): string {
  const { table } = NAMES[scenario.shape];
  const { prepare } = pythonOperation(scenario, selectUser);
  const body = `${pythonModels(scenario)}


async def main():
    engine = create_async_engine(
        os.environ["DATABASE_URL"],
        echo=True,
        connect_args={"server_settings": {"search_path": "${SCHEMA}"}},
    )
    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE"))
        await connection.execute(text("CREATE SCHEMA ${SCHEMA}"))
        await connection.run_sync(Base.metadata.create_all)
${seed(scenario)}

    try:
        async with AsyncSession(engine, expire_on_commit=False) as session:
${lined(
  indent(
    prepare.map((line) => [line]),
    3,
  ),
)}
            print("\\n--- the operation\\n")
${lined(indent(operationLines(scenario), 3))}
            await session.commit()
    except SQLAlchemyError as error:
        print(f"\\n--- refused, everything rolled back\\n{error}")

    print("\\n--- the rows afterwards\\n")
    async with engine.connect() as connection:
        for table in ("users", "${table}"):
            rows = await connection.execute(text(f"SELECT * FROM {table} ORDER BY id"))
            print(table, [tuple(row) for row in rows])
    await engine.dispose()


asyncio.run(main())
`;
  return `"""One delete of Cascade Lens, on a PostgreSQL of your own; SQLAlchemy echoes every statement.

pip install "sqlalchemy[asyncio]>=2.0" asyncpg
DATABASE_URL=postgresql+asyncpg://localhost/postgres python script.py

The tables are made in the schema ${SCHEMA}, which is dropped first if it exists.
"""

import asyncio
import os

${imports(body)}


${body}`;
}
