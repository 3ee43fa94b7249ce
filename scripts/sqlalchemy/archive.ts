// Archives of compiled Python: made by Pyodide's own Python, whose byte code no other writes.
import path from 'node:path';
import { loadPyodide, version as PYODIDE } from 'pyodide';
import { CACHE, keptBytes, keyOf } from '@/lib/kept/kept';

/** Contents by their paths in the archive, in its order. What is no Python goes there as it is. */
type ArchivedFiles = ReadonlyMap<string, Uint8Array>;

/** Byte code that knows its lines and not its columns, which only the caret under a quoted line needs: a quarter less. */
export const COMPILER = { env: { PYTHONNODEBUGRANGES: '1' } } as const;

/**
 * `-OO` leaves docstrings and asserts out; a stored zip is read by zipimport without unpacking, and the server's
 * compression does better on it than on deflated members. The same input gives the same bytes.
 */
const COMPILE = `
import io, importlib._bootstrap_external as bootstrap, importlib.util, zipfile

def archive(files, optimize):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name, content in files.to_py():
            if name.endswith(".py"):
                code = compile(content, name, "exec", dont_inherit=True, optimize=optimize)
                content = bootstrap._code_to_hash_pyc(code, importlib.util.source_hash(content.encode()), False)
                name += "c"
            target.writestr(zipfile.ZipInfo(name), content if isinstance(content, str) else bytes(content))
    return out.getvalue()

archive
`;

/** One for all archives that are made, where any is. */
let compiling: ReturnType<typeof loadPyodide> | undefined;

/** The archive of some files, kept. `optimize` is that of compile(): 0 keeps docstrings and asserts. */
export async function keptArchive(
  name: string,
  files: ArchivedFiles,
  optimize: 0 | 2,
): Promise<Uint8Array<ArrayBuffer>> {
  const contents = [...files].map(([file, bytes]) => [
    file,
    file.endsWith('.so') ? bytes : new TextDecoder().decode(bytes),
  ]);
  const key = keyOf([PYODIDE, JSON.stringify(COMPILER), COMPILE, String(optimize), ...contents.flat()]);
  return keptBytes(path.join(CACHE, 'sqlalchemy', `${name}-${key}`), async () => {
    compiling ??= loadPyodide(COMPILER);
    const archive = (await compiling).runPython(COMPILE);
    const proxy = archive(contents, optimize);
    const bytes = new Uint8Array(proxy.toJs());
    proxy.destroy();
    archive.destroy();
    return bytes;
  });
}
