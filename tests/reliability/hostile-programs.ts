// Programs that take their surroundings apart. Each stands behind the preparations below and a delete that was flushed.

export interface HostileProgram {
  readonly name: string;
  readonly python: string;
  /** It does not end by itself. */
  readonly endless?: true;
  /** It prints more than a screen. */
  readonly loud?: true;
}

const PREPARED = `from sqlalchemy import ForeignKey, create_engine, event, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
class Base(DeclarativeBase): pass
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    posts: Mapped[list["Post"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
engine = create_engine("postgresql:///hostile", echo=False)
Base.metadata.create_all(engine)
session = Session(engine)
session.add(User(posts=[Post(), Post()]))
session.commit()
session.delete(session.get(User, 1))
session.flush()
def sql(*statements):
    for statement in statements: session.execute(text(statement))
`;

/** Its text. */
export const textOf = ({ python }: HostileProgram) => `${PREPARED}${python}\n`;

/** Schemas that the explorer makes in the database of a run. */
const OWN = 'witness, "witness/functions", "witness/aside"';

/** Each line of SQL is a statement of its own. */
const inSql = (name: string, ...statements: string[]): HostileProgram => ({
  name,
  python: `sql(${statements.map((each) => JSON.stringify(each)).join(', ')})\nsession.commit()`,
});
/** The same on a connection of its own that is in no transaction. */
const inAutocommit = (name: string, ...statements: string[]): HostileProgram => ({
  name,
  python: `session.commit()
with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
    for statement in [${statements.map((each) => JSON.stringify(each)).join(', ')}]: connection.execute(text(statement))`,
});
const inPython = (name: string, python: string): HostileProgram => ({ name, python });
const endless = (name: string, python: string): HostileProgram => ({ name, python, endless: true });

/** What spoils the database. */
const HOSTILE_SQL: readonly HostileProgram[] = [
  inSql('drops the schema', 'DROP SCHEMA public CASCADE'),
  inSql('drops every schema of ours', `DROP SCHEMA IF EXISTS ${OWN} CASCADE`, 'DROP SCHEMA public CASCADE'),
  {
    name: 'drops whatever schema it finds',
    python: `for (name,) in session.execute(text("SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^(pg_|information)'")).all():
    sql(f"DROP SCHEMA {name} CASCADE")
session.commit()`,
  },
  {
    name: 'replaces every function that it finds',
    python: `for (name,) in session.execute(text("SELECT oid::regprocedure::text FROM pg_proc WHERE oid >= 16384 AND prorettype = 'trigger'::regtype")).all():
    sql(f"CREATE OR REPLACE FUNCTION {name} RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$")
session.add(User(id=7)); session.flush()
session.commit()`,
  },
  {
    name: 'drops every trigger that it finds',
    python: `for name, table in session.execute(text("SELECT quote_ident(tgname), tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")).all():
    sql(f"DROP TRIGGER {name} ON {table}")
session.add(User(id=7)); session.flush(); session.execute(text("DELETE FROM users"))
session.commit()`,
  },
  inSql('switches triggers off', 'ALTER TABLE users DISABLE TRIGGER ALL', 'DELETE FROM users', 'DELETE FROM posts'),
  inSql('is a replica', "SET session_replication_role = 'replica'", 'INSERT INTO posts VALUES (9, 99)'),
  inAutocommit(
    'makes the whole database a replica',
    "ALTER DATABASE postgres SET session_replication_role = 'replica'",
    "ALTER ROLE postgres SET session_replication_role = 'replica'",
  ),
  inAutocommit('makes the database read-only', 'ALTER DATABASE postgres SET default_transaction_read_only = on'),
  inAutocommit('leads names nowhere', "ALTER ROLE postgres SET search_path = 'nowhere'", "SET search_path = 'nowhere'"),
  inAutocommit('sets the system', "ALTER SYSTEM SET work_mem = '64kB'", 'SELECT pg_reload_conf()'),
  inSql('takes another role', 'CREATE ROLE nobody', 'SET ROLE nobody'),
  inSql('logs in as another', 'CREATE ROLE nobody LOGIN', 'SET SESSION AUTHORIZATION nobody'),
  inSql('gives its tables away', 'CREATE ROLE nobody', 'ALTER TABLE users OWNER TO nobody', 'SET ROLE nobody'),
  inSql('takes everybody’s rights away', 'REVOKE ALL ON SCHEMA public FROM PUBLIC, postgres'),
  inSql('drops what it owns', 'DROP OWNED BY CURRENT_USER CASCADE'),
  inSql('renames the only role', 'ALTER ROLE postgres RENAME TO somebody'),
  inSql('gives its role’s powers up', 'ALTER ROLE postgres NOSUPERUSER NOCREATEDB'),
  inSql(
    'hides a table behind a temporary one',
    'CREATE TEMP TABLE users (id int, x text)',
    'INSERT INTO users VALUES (1)',
  ),
  inSql(
    'hides the catalog behind temporary tables',
    'CREATE TEMP TABLE pg_class (x int)',
    'CREATE TEMP TABLE pg_namespace (x int)',
    'SET search_path = pg_temp, pg_catalog',
  ),
  inSql(
    'hides functions behind its own',
    "CREATE FUNCTION public.quote_ident(text) RETURNS text LANGUAGE sql AS 'SELECT NULL::text'",
    'SET search_path = public, pg_catalog',
  ),
  inSql(
    'redefines =',
    "CREATE FUNCTION lies(int, int) RETURNS bool LANGUAGE sql AS 'SELECT false'",
    'CREATE OPERATOR public.= (LEFTARG = int, RIGHTARG = int, FUNCTION = lies)',
    'SET search_path = public, pg_catalog',
  ),
  inSql(
    'writes values otherwise',
    "SET DateStyle = 'German'",
    "SET IntervalStyle = 'sql_standard'",
    "SET TimeZone = 'Asia/Kathmandu'",
    "SET bytea_output = 'escape'",
    'SET extra_float_digits = -15',
    'SET standard_conforming_strings = off',
  ),
  inSql(
    'allows itself no time',
    "SET statement_timeout = '1ms'",
    "SET lock_timeout = '1ms'",
    "SET idle_in_transaction_session_timeout = '1ms'",
  ),
  inSql(
    'is read-only and serializable',
    "SET default_transaction_isolation = 'serializable'",
    'SET default_transaction_read_only = on',
    'SET default_transaction_deferrable = on',
  ),
  inSql(
    'defers and checks',
    'SET CONSTRAINTS ALL DEFERRED',
    'SET check_function_bodies = off',
    "SET client_min_messages = 'panic'",
  ),
  inSql(
    'explains itself',
    'SET debug_print_plan = on',
    'SET log_statement_stats = on',
    "SET client_min_messages = 'debug5'",
  ),
  inSql('listens', 'LISTEN everything', "NOTIFY everything, 'something'"),
  inSql('prepares and forgets', 'PREPARE p AS SELECT 1', 'DEALLOCATE ALL'),
  inAutocommit('discards all', 'DISCARD ALL'),
  inSql('holds cursors', 'DECLARE held CURSOR WITH HOLD FOR SELECT * FROM users', 'DECLARE c CURSOR FOR SELECT 1'),
  inSql(
    'locks',
    'SELECT pg_advisory_lock(1)',
    'LOCK TABLE users IN ACCESS EXCLUSIVE MODE',
    'SELECT pg_advisory_lock_shared(2)',
  ),
  {
    name: 'refuses every DROP',
    python: `sql("CREATE FUNCTION never() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never'; END $$")
sql("CREATE EVENT TRIGGER never ON sql_drop EXECUTE FUNCTION never()")
sql("CREATE EVENT TRIGGER not_ever ON ddl_command_start EXECUTE FUNCTION never()")
session.commit()`,
  },
  {
    name: 'raises whenever something is defined',
    python: `sql("CREATE FUNCTION never() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never'; END $$")
sql("CREATE EVENT TRIGGER never ON ddl_command_end EXECUTE FUNCTION never()")
session.commit()`,
  },
  inSql('does nothing instead', 'CREATE RULE nothing AS ON DELETE TO posts DO INSTEAD NOTHING', 'DELETE FROM posts'),
  inSql(
    'writes into the catalog',
    'SET allow_system_table_mods = on',
    "UPDATE pg_catalog.pg_proc SET proname = 'gone' WHERE oid >= 16384",
    'DELETE FROM pg_catalog.pg_trigger WHERE tgrelid >= 16384',
  ),
  inSql('leaves large objects', 'SELECT lo_create(4711)', "SELECT lo_from_bytea(0, 'x')"),
  inAutocommit('makes databases', 'CREATE DATABASE another', "CREATE TABLESPACE t LOCATION '/nowhere'"),
  inAutocommit('cleans up', 'VACUUM FULL', 'REINDEX DATABASE postgres', 'CHECKPOINT'),
  inSql(
    'ends its own connection',
    'SELECT pg_cancel_backend(pg_backend_pid())',
    'SELECT pg_terminate_backend(pg_backend_pid())',
  ),
  inSql('begins within and commits within', 'BEGIN', 'COMMIT', 'ROLLBACK', 'COMMIT AND CHAIN'),
  inSql('prepares to commit', "PREPARE TRANSACTION 'later'"),
  inSql('leaves savepoints', 'SAVEPOINT a', 'SAVEPOINT a', 'ROLLBACK TO a', 'RELEASE b'),
  {
    name: 'fails and stays so',
    python: 'try: sql("SELECT 1/0")\nexcept Exception: pass\ntry: sql("SELECT 1")\nexcept Exception: pass',
  },
  inSql('drops the language', 'DROP EXTENSION plpgsql CASCADE'),
  inSql(
    'names things as nobody would',
    'CREATE TABLE "a""; DROP TABLE users; --" ("" int)',
    'CREATE TABLE "é\u2028" ("select" int, "a.b" int)',
  ),
  {
    name: 'makes wide tables',
    python:
      'sql("CREATE TABLE wide (" + ", ".join(f"c{n} int" for n in range(1600)) + ")")\nsql("INSERT INTO wide DEFAULT VALUES")\nsession.commit()',
  },
  {
    name: 'makes many tables',
    python: 'for n in range(300): sql(f"CREATE TABLE t{n} (id int PRIMARY KEY)")\nsession.commit()',
  },
  inSql(
    'renames under way',
    'ALTER TABLE users RENAME TO people',
    'ALTER TABLE posts RENAME COLUMN user_id TO owner',
    'ALTER TABLE people ADD COLUMN x int',
  ),
  inSql(
    'moves tables away',
    'CREATE SCHEMA elsewhere',
    'ALTER TABLE users SET SCHEMA elsewhere',
    'ALTER SCHEMA public RENAME TO private',
  ),
  inSql('copies to files', "COPY users TO '/tmp/users'", "COPY users FROM '/tmp/users'"),
  inSql('reads files', "SELECT pg_read_file('PG_VERSION')", "SELECT pg_ls_dir('/')"),
  inSql('asks for too much', "SELECT length(repeat('x', 1073741000))"),
  inSql(
    'recurses in a trigger',
    'CREATE FUNCTION again() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO users VALUES (NEW.id + 1); RETURN NEW; END $$',
    'CREATE TRIGGER again BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION again()',
    'INSERT INTO users VALUES (100)',
  ),
];

/** What spoils Python, or takes it down. */
const HOSTILE_PYTHON: readonly HostileProgram[] = [
  inPython('takes builtins away', 'import builtins\nbuiltins.len = builtins.print = builtins.isinstance = None'),
  inPython(
    'deletes builtins',
    'import builtins\nfor name in dir(builtins):\n    try: delattr(builtins, name)\n    except BaseException: pass',
  ),
  inPython('patches Session', 'Session.delete = Session.flush = Session.commit = lambda *_: None'),
  inPython(
    'patches the flush',
    'from sqlalchemy.orm import unitofwork\nunitofwork.UOWTransaction.execute = lambda self: None\nsession.add(User()); session.commit()',
  ),
  inPython(
    'patches the dialect',
    'from sqlalchemy.engine import default\ndefault.DefaultDialect.do_execute = lambda *a, **k: None\nsession.commit()',
  ),
  inPython(
    'listens to every Session',
    'def never(*_): raise RuntimeError("never")\nevent.listen(Session, "before_flush", never)\nevent.listen(Session, "after_begin", never)\nsession.commit()\nsession.add(User()); session.commit()',
  ),
  inPython(
    'listens to every engine',
    'from sqlalchemy.engine import Engine\n@event.listens_for(Engine, "before_cursor_execute", retval=True)\ndef other(c, u, statement, parameters, x, many): return "SELECT 1", ()\nsession.commit()',
  ),
  inPython(
    'listens to every mapper',
    'from sqlalchemy.orm import Mapper\nevent.listen(Mapper, "before_delete", lambda *_: 1 / 0)\nsession.delete(session.merge(User(id=1))); session.commit()',
  ),
  inPython('traces itself', 'import sys, threading\nsys.settrace(lambda *_: 1 / 0)\nsys.setprofile(lambda *_: 1 / 0)'),
  inPython('forgets its modules', 'import sys\nsys.modules.clear()'),
  inPython(
    'forgets where modules are',
    'import sys\nsys.path.clear(); sys.meta_path.clear(); sys.path_hooks.clear(); sys.path_importer_cache.clear()',
  ),
  inPython(
    'spoils what finds modules',
    'import sys\nclass Bad:\n    def find_spec(*_): raise KeyError("no")\nsys.meta_path.insert(0, Bad())\nimport xml.dom',
  ),
  inPython('closes its output', 'import sys\nsys.stdout.close(); sys.stderr.close(); sys.stdin.close()'),
  inPython('has no output', 'import sys\nsys.stdout = sys.stderr = sys.stdin = None\nprint("x")'),
  inPython(
    'has an output that raises',
    'import sys\nclass Bad:\n    def write(*_): raise OSError("full")\n    flush = write\nsys.stdout = sys.stderr = Bad()\nprint("x")',
  ),
  inPython('does things at exit', 'import atexit\natexit.register(lambda: 1 / 0)\natexit.register(session.commit)'),
  inPython('collects nothing', 'import gc\ngc.disable(); gc.freeze(); gc.set_threshold(0)'),
  inPython(
    'collects everything',
    'import gc\nfor each in gc.get_objects():\n    if isinstance(each, dict) and len(each) > 40:\n        try: each.clear()\n        except BaseException: pass',
  ),
  inPython('starts threads', 'import threading\nthreading.Thread(target=session.commit).start()'),
  inPython('starts processes', 'import multiprocessing, os\nos.fork()'),
  inPython(
    'closes its loop',
    'import asyncio\nasyncio.get_event_loop().close()\nasyncio.set_event_loop(None)\nasyncio.run = None',
  ),
  inPython(
    'leaves a task',
    'import asyncio\nasync def later():\n    while True: await asyncio.sleep(0)\nasyncio.ensure_future(later())',
  ),
  inPython('awaits what never comes', 'import asyncio\nawait asyncio.get_event_loop().create_future()'),
  inPython(
    'raises signals',
    'import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nsignal.raise_signal(signal.SIGTERM)',
  ),
  inPython('exits', 'import sys\nsys.exit("enough")'),
  inPython('exits at once', 'import os\nos._exit(7)'),
  inPython('aborts', 'import os\nos.abort()'),
  inPython('kills itself', 'import os, signal\nos.kill(os.getpid(), signal.SIGKILL)'),
  inPython('reads where nothing is', 'import ctypes\nctypes.string_at(0)'),
  inPython('writes where it should not', 'import ctypes\nctypes.memset(id(None), 0xff, 64)'),
  inPython('crashes on purpose', 'import faulthandler\nfaulthandler._sigsegv()'),
  inPython('recurses', 'def again(): again()\nagain()'),
  inPython('recurses as deep as it can', 'import sys\nsys.setrecursionlimit(10**6)\ndef again(): again()\nagain()'),
  inPython('allows itself no depth', 'import sys\nsys.setrecursionlimit(30)\nsession.commit()'),
  inPython('recurses in C', 'x = []\nfor _ in range(200_000): x = [x]\nrepr(x)'),
  inPython('fills a list at once', 'x = [0] * 10**10'),
  inPython('raises MemoryError', 'raise MemoryError'),
  inPython(
    'makes warnings errors',
    'import warnings\nwarnings.simplefilter("error")\nwarnings.showwarning = None\nwarnings.warn("x")',
  ),
  inPython(
    'patches the driver',
    'import psycopg\npsycopg.Connection.execute = psycopg.Cursor.execute = None\nsession.commit()',
  ),
  inPython(
    'deletes the files of SQLAlchemy',
    'import shutil, sqlalchemy, os\nshutil.rmtree(os.path.dirname(sqlalchemy.__file__), ignore_errors=True)',
  ),
  inPython(
    'writes over the files of SQLAlchemy',
    'import sqlalchemy.orm.session as s\nopen(s.__file__, "w").write("raise SystemExit")',
  ),
  inPython(
    'deletes all files',
    'import shutil\nfor folder in ("/lib", "/home", "/tmp", "/usr"): shutil.rmtree(folder, ignore_errors=True)',
  ),
  inPython(
    'leaves the folder',
    'import os\nos.makedirs("/gone"); os.chdir("/gone"); os.rmdir("/gone"); os.environ.clear()',
  ),
  inPython('speaks for its host', 'import js\njs.postMessage("ended"); js.self.onmessage = None; js.close()'),
  inPython(
    'takes its host’s functions away',
    'import js\nfor name in ["JSON", "Array", "Object", "Promise", "Map", "postMessage"]:\n    try: setattr(js, name, None)\n    except BaseException: pass',
  ),
  inPython(
    'spoils its host’s prototypes',
    'import js\njs.Object.prototype.toJSON = "x"\njs.Array.prototype.map = None\njs.Array.prototype.push = None',
  ),
  inPython(
    'evaluates JavaScript',
    'from pyodide.code import run_js\nrun_js("globalThis.postMessage = null; for (;;) { throw 1 }")',
  ),
  inPython(
    'takes Pyodide apart',
    'import pyodide_js\npyodide_js.runPython = pyodide_js.globals = None\npyodide_js.FS.unlink("/lib/python3.14/os.py")',
  ),
  inPython(
    'spoils decimals and locales',
    'import decimal, locale\ndecimal.getcontext().prec = 1\nlocale.setlocale(locale.LC_ALL, "C")',
  ),
  inPython(
    'raises what cannot be told',
    'class Bad(Exception):\n    def __str__(self): raise RuntimeError("no")\n    __repr__ = __str__\nraise Bad()',
  ),
  inPython('raises what is no Exception', 'raise BaseException("out")'),
  inPython('raises KeyboardInterrupt', 'raise KeyboardInterrupt'),
  inPython('raises GeneratorExit', 'raise GeneratorExit'),
  inPython('raises a class with no name', 'raise type("", (Exception,), {})("\\ud800\\0")'),
  inPython('raises a long message', 'raise ValueError("x" * 10_000_000)'),
  inPython('raises a group', 'raise BaseExceptionGroup("g", [KeyboardInterrupt(), ValueError("x")])'),
  inPython('raises in a circle', 'a = ValueError("a"); b = ValueError("b")\na.__cause__ = b; b.__cause__ = a\nraise a'),
  inPython(
    'raises when it is forgotten',
    'class Bad:\n    def __del__(self): raise SystemExit("late")\nx = [Bad() for _ in range(3)]',
  ),
  inPython(
    'has objects that lie',
    'class Liar(int):\n    def __eq__(self, other): raise ValueError("no")\n    def __hash__(self): return 1\nsession.add(User(id=Liar(5))); session.commit()',
  ),
  inPython(
    'has classes that cannot be told',
    'User.__repr__ = User.__str__ = lambda self: 1 / 0\nUser.__name__ = "\\ud800"\nsession.add(User()); session.commit()',
  ),
  { name: 'prints without end', python: 'for n in range(200_000): print("x" * 50)', loud: true },
  inPython('prints what no text can hold', 'print("\\ud800\\0\\x1b[2J")'),
  inPython('has no builtins', 'globals()["__builtins__"] = {}\nexec("x", {"__builtins__": {}})'),
  inPython(
    'patches what tells',
    'import json, traceback, inspect, linecache, time\njson.dumps = traceback.format_exception = inspect.stack = linecache.getline = time.perf_counter = None\n1 / 0',
  ),
  inPython(
    'looks for who watches',
    'import sys\nframe = sys._getframe()\nwhile frame:\n    frame.f_globals.clear() if frame.f_globals is not globals() else None\n    frame = frame.f_back',
  ),
  inPython(
    'takes modules of ours apart',
    'import sys\nfor name, module in list(sys.modules.items()):\n    if "cascade" in name or "bridge" in name or "lens" in name: module.__dict__.clear()\nsession.commit()',
  ),
  inPython(
    'spoils types',
    'import ctypes, sqlalchemy.orm.state as s\nfor name in dir(s.InstanceState):\n    try: setattr(s.InstanceState, name, None)\n    except BaseException: pass\nsession.commit()',
  ),
  inPython('is no Python', 'class (:'),
  inPython('has a null in it', 'x = "\u0000"'),
  inPython('is deeply nested', `x = ${'('.repeat(300)}${')'.repeat(300)}`),
  inPython('keeps hold of everything', 'import gc\nheld = gc.get_objects()\nsession.info["held"] = held'),
  inPython(
    'leaves its transaction open',
    'session.add(User(id=50)); session.flush()\nother = engine.connect(); other.execute(text("SELECT 1"))',
  ),
  inPython('opens many connections', 'held = [engine.connect() for _ in range(15)]\nengine.connect()'),
  endless('loops', 'while True: pass'),
  endless(
    'loops and takes no interrupt',
    'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
  ),
  endless('waits', 'import time\ntime.sleep(10_000)'),
  endless('waits in PostgreSQL', 'sql("SELECT pg_sleep(10000)")'),
  endless(
    'loops in a trigger',
    'sql("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN LOOP END LOOP; END $$", "CREATE TRIGGER slow BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION slow()", "INSERT INTO users VALUES (7)")',
  ),
  endless(
    'counts for ever',
    'sql("WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x FROM n) SELECT count(*) FROM n")',
  ),
  endless('inserts for ever', 'while True:\n    session.add(User()); session.commit()'),
  endless(
    'deletes for ever',
    'while True:\n    session.add(User(id=5)); session.flush(); session.execute(text("DELETE FROM users")); session.expunge_all()',
  ),
  endless('fills its memory', 'x = []\nwhile True: x.append(b"x" * 5_000_000)'),
  endless('backtracks', 'import re\nre.match(r"(a+)+$", "a" * 40 + "b")'),
];

export const HOSTILE_PROGRAMS: readonly HostileProgram[] = [...HOSTILE_SQL, ...HOSTILE_PYTHON];
