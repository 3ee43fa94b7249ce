// Python's standard library for the browser: compiled, which spares every start the compiling of what it imports, and
// without what a tab has no use for.
import path from 'node:path';
import { loadPyodide, version as PYODIDE } from 'pyodide';
import { CACHE, keptBytes, keyOf } from '@/lib/kept/kept';
import { COMPILER } from './archive';

/** Modules that need sockets, processes, a terminal or a file of SQLite, tools for developers, and rare encodings. */
const LEFT_OUT = [
  '(_pyrepl|ensurepip|idlelib|multiprocessing|sqlite3|tkinter|turtledemo|unittest|wsgiref|xmlrpc)/',
  '(bdb|cProfile|doctest|ftplib|imaplib|mailbox|pdb|pickletools|poplib|profile|pstats|pydoc|smtplib|turtle)[.]py',
  'pydoc_data/',
  'encodings/(big5|cp(?!437|1252)|euc_|gb|hp_|hz|iso|johab|koi8|kz|mac_|palmos|ptcp|shift|tis)',
].join('|');

/** As SQLAlchemy's archive: no docstrings, no asserts, stored. `sys.path` has the library that Pyodide came with. */
const REPACK = `
import importlib._bootstrap_external as bootstrap, importlib.util, io, re, sys, zipfile

def repack(left_out):
    out = io.BytesIO()
    [path] = [path for path in sys.path if path.endswith(".zip")]
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            if re.match(left_out, name):
                continue
            content = source.read(name)
            if name.endswith(".py"):
                code = compile(content, name, "exec", dont_inherit=True, optimize=2)
                content = bytes(bootstrap._code_to_hash_pyc(code, importlib.util.source_hash(content), False))
                name += "c"
            target.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()

repack
`;

export function standardLibrary(): Promise<Uint8Array<ArrayBuffer>> {
  const name = `python-${keyOf([PYODIDE, JSON.stringify(COMPILER), LEFT_OUT, REPACK])}`;
  return keptBytes(path.join(CACHE, 'sqlalchemy', name), async () => {
    const pyodide = await loadPyodide(COMPILER);
    const repack = pyodide.runPython(REPACK);
    const bytes = repack(LEFT_OUT);
    const archive = new Uint8Array(bytes.toJs());
    bytes.destroy();
    repack.destroy();
    return archive;
  });
}
