// The trace tool as its users call it, with SQLAlchemy itself.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

/** Of a program of this content; `left` is what is in its folder afterwards. */
function traceFile(content: string | Uint8Array, ...args: readonly string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'program-'));
  const file = path.join(folder, 'program.py');
  writeFileSync(file, content);
  const { status, stdout, stderr } = trace(['--python', file, ...args]);
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true });
  return { status, stdout, stderr, left };
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
    const { stdout } = traceFile(pythonScript({ ...DEFAULT_SCENARIO, driver }));
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
    [
      'every schema gone',
      'sql = lambda s: session.execute(text(s))\nsql("DROP SCHEMA \\"witness/aside\\" CASCADE")\n1 / 0',
      'ZeroDivisionError',
      '',
    ],
    ['a shell', 'session.execute(text("-- out\\nCOPY users TO PROGRAM \'cat\'"))', 'NotSupportedError', 'no shell'],
  ])('tells of a program that ends with %s', (_, end, name, message) => {
    const { status, stderr, trace } = traceOf(end);
    const { error, rows, events } = trace;
    expect(error).toMatchObject({ class: name, message: expect.stringContaining(message) });
    expect(events.some((event) => event.type === 'statement' && event.sql.startsWith('DELETE'))).toBe(true);
    expect([status, rows.users?.length, stderr]).toEqual([1, 1, '']);
  });

  function traceOf(end: string, ...args: readonly string[]) {
    const { stdout, ...told } = traceFile(`${MADE}${end}\n`, ...args);
    return { ...told, trace: JSON.parse(stdout) as Trace<null> };
  }

  test.each([
    ['JavaScript’s functions taken away', 'import js; js.Array.prototype.push = None; session.commit()'],
    [
      'PostgreSQL that tells nothing',
      'session.commit(); session.execute(text("DROP SCHEMA \\"witness/aside\\" CASCADE")); session.commit()',
    ],
  ])('tells of a program that ends with %s what was seen', (_, end) => {
    const { stderr, trace } = traceOf(end);
    expect(trace.events.some((event) => event.type === 'statement' && event.sql.startsWith('DELETE'))).toBe(true);
    expect(stderr).toBe('');
  });

  test.each([
    ['a loop', 'while True: pass', ['--time-limit', '2'], 'TimeLimit', 'it had run for 2 seconds. Nothing'],
    [
      'a loop that takes no interrupt',
      'while True:\n  try:\n    while True: pass\n  except BaseException: pass',
      ['--time-limit', '2'],
      'TimeLimit',
      '2 seconds',
    ],
    [
      'a statement',
      'session.execute(text("SELECT pg_sleep(1000)"))',
      ['--time-limit', '2'],
      'TimeLimit',
      'at work on SELECT pg_sleep(1000)',
    ],
    [
      'what fills the memory',
      'x = []\nwhile True: x.append(b"x" * 10_000_000)',
      ['--memory-limit', '1200'],
      'MemoryLimit',
      '1200 MB',
    ],
  ])('ends %s, and prints what was seen up to there', (_, end, args, name, message) => {
    const { status, stderr, trace } = traceOf(end, ...args);
    expect(trace.error).toMatchObject({ class: name, message: expect.stringContaining(message) });
    expect(trace.events.some((event) => event.type === 'statement' && event.sql.startsWith('DELETE'))).toBe(true);
    expect(trace.before.users).toHaveLength(1);
    expect(trace.missing).toEqual([expect.stringContaining('were not seen')]);
    expect([status, stderr]).toEqual([1, '']);
  });

  // Each prints what it has got hold of.
  const WAYS_OUT = `import os, js, pyodide_js, pathlib
def attempt(name, way):
    try: found = way()
    except BaseException: return
    if found: print("out by", name, repr(found)[:80])
for name in ["process", "require", "fetch", "XMLHttpRequest", "WebSocket", "Worker", "importScripts", "Buffer", "eval"]:
    attempt(name, lambda: getattr(js, name))
attempt("Function", lambda: js.Function("return 1")())
attempt("constructor", lambda: js.Object.constructor("return 1")())
attempt("timers", lambda: js.setTimeout("1", 0))
attempt("mountNodeFS", lambda: (pyodide_js.mountNodeFS("/a", "/"), os.listdir("/a"))[1])
def mounted():
    os.mkdir("/b")
    pyodide_js.FS.mount(pyodide_js.FS.filesystems.NODEFS, js.Object.fromEntries([["root", "/"]]), "/b")
    return os.listdir("/b")
attempt("NODEFS", mounted)
attempt("files", lambda: open("/etc/passwd").read())
attempt("system", lambda: os.system("touch FOLDER/made") == 0)
attempt("popen", lambda: os.popen("ls").read())
attempt("subprocess", lambda: __import__("subprocess").run(["ls"]))
attempt("ctypes", lambda: __import__("ctypes").CDLL(None).system(b"touch FOLDER/made") == 0)
attempt("sockets", lambda: __import__("socket").create_connection(("127.0.0.1", 80), 1))
attempt("urllib", lambda: __import__("urllib.request").request.urlopen("http://127.0.0.1/"))
attempt("pyodide.http", lambda: __import__("pyodide.http").http.open_url("http://127.0.0.1/"))
attempt("environment", lambda: "SECRET" in os.environ)
attempt("server files", lambda: session.execute(text("SELECT pg_read_file('/etc/shadow')")).scalar())`;

  test('a program finds no way out of its own memory', () => {
    process.env.SECRET = 'kept';
    const { stderr, trace, left } = traceOf(WAYS_OUT.replaceAll('FOLDER', tmpdir()));
    delete process.env.SECRET;
    expect(existsSync(path.join(tmpdir(), 'made'))).toBe(false);
    expect([stderr, trace.error, left]).toEqual(['', null, ['program.py']]);
  });

  test.each([
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['latin-1', (text: string) => Buffer.from(text, 'latin1')],
  ])('reads a file in %s', (_, encoded) => {
    const { stdout, stderr } = traceFile(encoded(`${MADE}print("é")\n`));
    expect([JSON.parse(stdout).error, stderr]).toEqual([null, 'é\n']);
  });

  test('prints the trace of a program on the default series and nothing that the program prints', () => {
    const { status, stdout, stderr } = traceFile(pythonScript(DEFAULT_SCENARIO));
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
