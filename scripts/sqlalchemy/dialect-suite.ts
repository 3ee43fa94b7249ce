// `npm run dialect-suite`: SQLAlchemy's own tests for dialects (sqlalchemy.testing.suite) on the bridge and a PGlite.
// Arguments go to pytest. Prints what passed, failed and was skipped; the reasons are in lib/sqlalchemy/README.md.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { hstore } from '@electric-sql/pglite/contrib/hstore';
import { loadPyodide } from 'pyodide';
import { CACHE, keptFolder } from '@/lib/kept/kept';
import { pgliteWire } from '@/lib/sqlalchemy/bridge/pglite-wire';
import type { WireKind } from '@/lib/sqlalchemy/bridge/wire';
import { verifiedModules } from './archives';
import { install } from './origin';

const folder = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PYTEST = ['pytest', 'pluggy', 'iniconfig', 'packaging', 'pygments'].map((name) => ({
  requirement: name,
  debian: `python3-${name}`,
}));

const RUN = `
import os, sys
from sqlalchemy_pglite.running import outside_of_the_page
os.chdir("/suite")
import pytest
with outside_of_the_page():
    status = pytest.main(["-p", "no:cacheprovider", "-p", "no:faulthandler", "-s", "-q", *arguments])
int(status)
`;

const site = await verifiedModules('2.0');
if ('absent' in site) {
  console.error(`No SQLAlchemy on this machine: ${site.absent}`);
  process.exit(2);
}
const pytest = await keptFolder(path.join(CACHE, 'sqlalchemy', 'pytest'), (target) => install(PYTEST, target));
const pg = new PGlite({ extensions: { citext, hstore } });
await pg.waitReady;
await pg.exec('CREATE SCHEMA test_schema; CREATE SCHEMA test_schema_2');
const wire = pgliteWire(pg);

const pyodide = await loadPyodide();
pyodide.registerJsModule('pglite_wire', {
  exchange: (kind: WireKind, sql: string, parameters: string) =>
    JSON.stringify(wire.exchange({ kind, sql, parameters: JSON.parse(parameters) })),
});
// Source files and not the archives: the suite wants docstrings, asserts and sqlalchemy.testing.
const mounts = {
  '/bridge': folder('../../lib/sqlalchemy/bridge/python'),
  '/sqlalchemy': site.folder,
  '/pytest': pytest,
  '/suite': folder('suite'),
};
for (const [point, root] of Object.entries(mounts)) {
  pyodide.FS.mkdirTree(point);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, point);
}
pyodide.runPython(`import sys; sys.dont_write_bytecode = True; sys.path[:0] = ${JSON.stringify(Object.keys(mounts))}`);
pyodide.globals.set('arguments', pyodide.toPy(['--tb=line', ...process.argv.slice(2)]));
process.exit(pyodide.runPython(RUN));
