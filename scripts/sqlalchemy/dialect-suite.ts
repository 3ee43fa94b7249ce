// `npm run dialect-suite`: SQLAlchemy's own tests for dialects (sqlalchemy.testing.suite) on the bridge and a PGlite.
// `--sqlalchemy SERIES` chooses the release, whose own tests these are; other arguments go to pytest. Prints what
// passed, failed and was skipped; the reasons are in lib/sqlalchemy/bridge/README.md.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { hstore } from '@electric-sql/pglite/contrib/hstore';
import { loadPyodide } from 'pyodide';
import { CACHE, keptFolder } from '@/lib/kept/kept';
import { pgliteWire } from '@/lib/sqlalchemy/bridge/pglite-wire';
import type { WireKind } from '@/lib/sqlalchemy/bridge/wire';
import { DEFAULT_SERIES, SERIES } from '@/lib/versions';
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

const options = process.argv.slice(2);
const named = options.indexOf('--sqlalchemy');
const [, wanted = DEFAULT_SERIES] = named < 0 ? [] : options.splice(named, 2);
const series = SERIES.find((each) => each === wanted);
if (!series) {
  console.error(`There is no SQLAlchemy "${wanted}" here: ${SERIES.join(', ')}.`);
  process.exit(2);
}
const site = await verifiedModules(series);
if ('absent' in site) {
  console.error(`No SQLAlchemy ${series} on this machine: ${site.absent}`);
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
pyodide.globals.set('arguments', pyodide.toPy(['--tb=line', ...options]));
process.exit(pyodide.runPython(RUN));
