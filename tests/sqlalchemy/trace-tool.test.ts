// The trace tool as its users call it, with SQLAlchemy itself.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pythonScript } from '@/lib/scenario/python-script';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import type { Trace } from '@/lib/trace/trace';
import { DRIVERS, SERIES } from '@/lib/versions';
import { firstArchives, pythonArchives } from '@/scripts/sqlalchemy/archives';

const first = await firstArchives();
const absent = 'absent' in first ? first.absent : null;

function trace(args: readonly string[], input = '') {
  return spawnSync('npx', ['tsx', 'scripts/trace.ts', ...args], { input, encoding: 'utf8' });
}

describe.skipIf(absent)(`The trace tool with SQLAlchemy${absent ? ` (skipped: ${absent})` : ''}`, () => {
  test.each(SERIES)('answers the same lines on %s, each in its place', async (series) => {
    const args = ['--engine', 'sqlalchemy', '--sqlalchemy', series];
    const { status, stdout, stderr } = trace(args, '{}\n{"posts": -1}\n{"cascade": "all, orphan"}\n');
    const found = await pythonArchives(series);
    if ('absent' in found) {
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`No SQLAlchemy ${series} on this machine`);
      return;
    }
    const [line, second, third, rest] = stdout.split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({
      engine: { name: 'sqlalchemy', version: found.version },
      scenario: { ...DEFAULT_SCENARIO, sqlalchemy: series },
      error: null,
    });
    expect(JSON.parse(second ?? '')).toHaveProperty('invalid');
    expect(JSON.parse(third ?? '').error).toMatchObject({ class: 'ArgumentError' }); // C3
    expect([rest, status]).toEqual(['', 1]);
  });

  test('runs each line on the series that it names', async () => {
    const lines = SERIES.map((sqlalchemy) => JSON.stringify({ sqlalchemy })).join('\n');
    const found = await Promise.all(SERIES.map((series) => pythonArchives(series)));
    const { status, stdout } = trace(['--engine', 'sqlalchemy'], lines);
    const versions = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).engine.version]));
    const all = found.every((each) => 'version' in each);
    if (all) expect(versions).toEqual(found.map((each) => 'version' in each && each.version));
    expect(status).toBe(all ? 0 : 2);
  });

  test.each(DRIVERS)('runs the script of a scenario on %s', (driver) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'program-'));
    const file = path.join(folder, 'program.py');
    writeFileSync(file, pythonScript({ ...DEFAULT_SCENARIO, driver }));
    const { stdout } = trace(['--python', file]);
    rmSync(folder, { recursive: true });
    expect(JSON.parse(stdout)).toMatchObject({ engine: { driver }, error: null });
  });

  // A program that ends in a way of its own, or takes Python or PostgreSQL down with it.
  const MADE = `from sqlalchemy import create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
class Base(DeclarativeBase): pass
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
engine = create_engine("postgresql:///a")
Base.metadata.create_all(engine)
session = Session(engine)
session.add(User())
session.commit()
session.delete(session.get(User, 1))
session.flush()
`;
  const BAD = `class Bad(Exception):
    detail = {}
    def __str__(self): raise RuntimeError("no")
raise Bad()`;
  test.each([
    ['a BaseException', 'raise BaseException("out")', 'BaseException', 'out'],
    ['an exception that cannot be told', BAD, 'Bad', 'its __str__() raised RuntimeError'],
    ['os._exit()', 'import os; os._exit(3)', 'SystemExit', '3'],
    ['Python’s stack', 'x = []\nfor _ in range(200_000): x = [x]\nrepr(x)', 'PythonCrash', 'ran out of stack'],
    ['names of everyone', 'import builtins; builtins.len = builtins.print = None; 1 / 0', 'ZeroDivisionError', ''],
    ['rows that nobody sends', 'session.execute(text("COPY users FROM STDIN"))', 'NotSupportedError', 'nobody sends'],
    ['a shell', 'session.execute(text("-- out\\nCOPY users TO PROGRAM \'cat\'"))', 'NotSupportedError', 'no shell'],
  ])('tells of a program that ends with %s', (_, end, name, message) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'program-'));
    const file = path.join(folder, 'program.py');
    writeFileSync(file, `${MADE}${end}\n`);
    const { status, stdout, stderr } = trace(['--python', file]);
    rmSync(folder, { recursive: true });
    const { error, rows, events }: Trace<null> = JSON.parse(stdout);
    expect(error).toMatchObject({ class: name, message: expect.stringContaining(message) });
    expect(events.some((event) => event.type === 'statement' && event.sql.startsWith('DELETE'))).toBe(true);
    expect([status, rows.users?.length, stderr]).toEqual([1, 1, '']);
  });

  test.each([
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['latin-1', (text: string) => Buffer.from(text, 'latin1')],
  ])('reads a file in %s', (_, encoded) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'program-'));
    const file = path.join(folder, 'program.py');
    writeFileSync(file, encoded(`${MADE}print("é")\n`));
    const { stdout, stderr } = trace(['--python', file]);
    rmSync(folder, { recursive: true });
    expect([JSON.parse(stdout).error, stderr]).toEqual([null, 'é\n']);
  });

  test('prints the trace of a program on the default series and nothing that the program prints', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'program-'));
    const file = path.join(folder, 'program.py');
    writeFileSync(file, pythonScript(DEFAULT_SCENARIO));
    const { status, stdout, stderr } = trace(['--python', file]);
    rmSync(folder, { recursive: true });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      engine: { name: 'sqlalchemy', version: 'version' in first ? first.version : '' },
      scenario: null,
      error: null,
    });
    expect(stderr).toContain('--- the operation');
    expect(status).toBe(0);
  });

  test.each([
    [['--python', 'nowhere.py']],
    [['--python', 'nowhere.py', '--engine', 'model']],
    [['--engine', 'django']],
    [['--python', 'nowhere.py', '--sqlalchemy', '1.4']],
    [['--sqlalchemy', '2.0']],
  ])('refuses %j with status 2', (args) => {
    const { status, stdout, stderr } = trace(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  });
});
