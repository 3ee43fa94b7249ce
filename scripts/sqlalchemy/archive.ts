// Archives of compiled Python for sys.path: made by Pyodide's own Python, whose byte code no other writes.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadPyodide, version as PYODIDE } from 'pyodide';
import { CACHE, keptBytes, keyOf } from '@/lib/kept/kept';

/** A .py file: where it is, and its path in the archive. */
export interface PythonFile {
  readonly file: string;
  readonly name: string;
}

/** Byte code that knows its lines and not its columns, which only the caret under a quoted line needs: a quarter less. */
export const COMPILER = { env: { PYTHONNODEBUGRANGES: '1' } } as const;

/**
 * `-OO` leaves docstrings and asserts out; a stored zip is read by zipimport without unpacking, and the server's
 * compression does better on it than on deflated members. The same input gives the same bytes.
 */
const COMPILE = `
import io, importlib._bootstrap_external as bootstrap, importlib.util, json, zipfile

def archive(files, optimize):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name, source in json.loads(files):
            code = compile(source, name, "exec", dont_inherit=True, optimize=optimize)
            pyc = bootstrap._code_to_hash_pyc(code, importlib.util.source_hash(source.encode()), False)
            target.writestr(zipfile.ZipInfo(name + "c"), bytes(pyc))
    return out.getvalue()

archive
`;

/** The archive of some files, kept. `optimize` is that of compile(): 0 keeps docstrings and asserts. */
export async function keptArchive(
  name: string,
  files: readonly PythonFile[],
  optimize: 0 | 2,
): Promise<Uint8Array<ArrayBuffer>> {
  const sources = await Promise.all(files.map(async ({ file, name }) => [name, await readFile(file, 'utf8')]));
  const key = keyOf([PYODIDE, JSON.stringify(COMPILER), COMPILE, String(optimize), ...sources.flat()]);
  return keptBytes(path.join(CACHE, 'sqlalchemy', `${name}-${key}.zip`), async () => {
    const pyodide = await loadPyodide(COMPILER);
    const archive = pyodide.runPython(COMPILE);
    const proxy = archive(JSON.stringify(sources), optimize);
    const bytes = new Uint8Array(proxy.toJs());
    proxy.destroy();
    archive.destroy();
    return bytes;
  });
}

/** Every .py file of `names`, which are relative to `root`. */
export function filesBelow(root: string, names: readonly string[]): PythonFile[] {
  return names.map((name) => ({ file: path.join(root, name), name }));
}
