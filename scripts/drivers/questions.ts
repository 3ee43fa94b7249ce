// What a driver is asked beside the programs: one program for engines of either kind.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const QUESTIONS = fileURLToPath(new URL('questions.py', import.meta.url));

const PLAIN = `
engine = create_engine("postgresql://localhost/questions")
with engine.connect() as connection:
    ask(connection)
with Session(engine) as session:
    pass  # --- the operation
`;

const ASYNC = `
engine = create_async_engine("postgresql+asyncpg://localhost/questions")
async with engine.connect() as connection:
    await connection.run_sync(ask)
async with AsyncSession(engine) as session:
    pass  # --- the operation
`;

/** Programs by name, as those of the catalogue. */
export async function readQuestions(): Promise<readonly (readonly [name: string, source: string])[]> {
  const source = await readFile(QUESTIONS, 'utf8');
  const imported = (name: string) =>
    source.replace('sqlalchemy.ext.asyncio import AsyncSession, create_async_engine', name);
  return [
    ['questions', imported('sqlalchemy import create_engine') + PLAIN],
    ['questions, async', source + ASYNC],
  ];
}
