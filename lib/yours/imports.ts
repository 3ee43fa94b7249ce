// What a program imports and cannot have in a tab, told by its text before anything runs.
import { NOT_TO_BE_HAD, PACKAGE_NAMES } from '@/lib/packages';
import { type Files, isPython } from './files';

/** Of Python 3.14's standard library: sys.stdlib_module_names without those of its own use, and without NOT_TO_BE_HAD. */
const STANDARD =
  `abc annotationlib antigravity argparse array ast asyncio atexit base64 binascii bisect builtins bz2 calendar cmath
cmd code codecs codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy
copyreg csv ctypes curses dataclasses datetime dbm decimal difflib dis email encodings ensurepip enum errno
faulthandler fcntl filecmp fileinput fnmatch fractions functools gc genericpath getopt getpass gettext glob graphlib
grp gzip hashlib heapq hmac html http idlelib importlib inspect io ipaddress itertools json keyword linecache locale
logging lzma marshal math mimetypes mmap modulefinder msvcrt multiprocessing netrc nt ntpath nturl2path numbers opcode
operator optparse os pathlib pickle pkgutil platform plistlib posix posixpath pprint pty pwd py_compile pyclbr
pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors
shelve shlex shutil signal site socket socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat statistics
string stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile termios textwrap this
threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtledemo types typing
unicodedata urllib uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xml xmlrpc zipapp zipfile
zipimport zlib zoneinfo`.split(/\s/);
/** What comes with SQLAlchemy and its drivers. */
const WITH_SQLALCHEMY = ['sqlalchemy', 'greenlet', 'typing_extensions', 'psycopg', 'psycopg2', 'asyncpg', '__future__'];
const THERE = new Set<string>([...STANDARD, ...WITH_SQLALCHEMY, ...PACKAGE_NAMES]);

const IMPORTS = /^[ \t]*(?:from[ \t]+(\w[\w.]*)[ \t]+import\b|import[ \t]+(\w[^#\n;]*))/gm;

/** A module that a stand-in takes the place of; `why` ends a sentence, and is null for one that nobody here knows. */
export interface StoodFor {
  readonly module: string;
  readonly why: string | null;
}

/** Those that the texts of a program import, in the order of their names. `files` are texts by path. */
export function stoodFor(files: Files): readonly StoodFor[] {
  const own = new Set(Object.keys(files).flatMap((path) => path.replace(/\.\w+$/, '').split('/')));
  const found = new Set<string>();
  for (const [path, text] of Object.entries(files)) {
    if (!isPython(path)) continue;
    for (const [, from, names] of text.matchAll(IMPORTS)) {
      for (const name of from ? [from] : (names ?? '').split(',')) found.add(name.trim().split(/[.\s]/)[0] ?? '');
    }
  }
  return [...found]
    .filter((name) => name && !THERE.has(name) && !own.has(name))
    .sort()
    .map((module) => ({ module, why: NOT_TO_BE_HAD.find(({ modules }) => modules.includes(module))?.why ?? null }));
}
