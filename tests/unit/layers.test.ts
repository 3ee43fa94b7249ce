// Who imports whom, held against the table of docs/ARCHITECTURE.md; and whether the table says what it has to.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { circlesOf } from './circles';
import { type Import, importsOf, nameOf, sourcesOf, type Target } from './imports';
import { layersOf, type Row, rowOf, rowsOf, violationsOf } from './layers';

const rows = layersOf(readFileSync(new URL('../../docs/ARCHITECTURE.md', import.meta.url), 'utf8'));
const folders = rows.map(({ folder }) => folder);
const sources = sourcesOf(['lib', 'components', 'app', 'scripts', 'tests']);
const imports = importsOf(sources);

const file = (path: string): Target => ({ type: 'file', path });
const isFile = (folder: string) => /\.ts$/.test(folder);
/** A new import, in a file of its own unless the row is a file. */
const added = ({ folder }: Row, to: Target, types: boolean): Import => ({
  from: isFile(folder) ? folder : `${folder}/added.ts`,
  line: 1,
  to,
  types,
});

test('every import is one that the table allows', () => {
  expect(violationsOf(rows, imports)).toEqual([]);
});

test('no imports lead back to where they began, types included', () => {
  expect(circlesOf(imports)).toEqual([]);
});

test('every file that imports is in a row, and no row is empty', () => {
  const paths = [...sources.keys()].filter((path) => /\.([cm]?[jt]sx?|css)$/.test(path));
  expect(paths.filter((path) => !rowOf(rows, path))).toEqual([]);
  expect(folders.filter((folder) => !paths.some((path) => rowOf(rows, path)?.folder === folder))).toEqual([]);
});

test('a row names what there is, and of that only rows above it', () => {
  for (const [at, { folder, mayImport }] of rows.entries()) {
    for (const { name } of mayImport) {
      const holding = sources.has(name) ? [rowOf(rows, name)] : rowsOf(rows, name);
      expect(holding, `${folder}: ${name}`).not.toEqual([]);
      expect(
        holding.filter((row) => !row || rows.indexOf(row) >= at),
        `${folder}: ${name}`,
      ).toEqual([]);
    }
  }
});

test('a cell of the table means what is said below it', () => {
  const table = layersOf(`# A document

## The layers, and who may import whom

| folder | holds | may import | packages |
|---|---|---|---|
| lib/a | | nothing | nothing |
| lib/d | | nothing | nothing |
| lib/b | | lib/a (types) | react (types), computed |
| lib/b/c | | lib/{a, b}, lib/d/one.ts | @xyflow/react, node |
| app | | lib | any |

## The next section

| folder | of another table |
`);
  const text = [
    `import { a } from '@/lib/a/a';`,
    `import type { A } from '@/lib/a/a';`,
    `import { b } from '@/lib/b/b';`,
    `import { c } from '@/lib/b/c/c';`,
    `import { useState } from 'react';`,
    `import type { ReactNode } from 'react';`,
    `import '@xyflow/react/dist/style.css';`,
    `import { readFileSync } from 'node:fs';`,
    `await import(address);`,
    `import { one } from '@/lib/d/one';`,
    `import { two } from '@/lib/d/two';`,
  ].join('\n');
  const others = ['lib/a/a.ts', 'lib/b/b.ts', 'lib/b/c/c.ts', 'lib/d/one.ts', 'lib/d/two.ts'].map((path) => [path, '']);
  const refusedLines = (from: string) => {
    const found = importsOf(new Map([...others, [from, text]] as [string, string][]));
    return found.filter((each) => violationsOf(table, [each]).length > 0).map(({ line }) => line);
  };
  expect(refusedLines('lib/a/x.ts')).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(refusedLines('lib/b/x.ts')).toEqual([1, 4, 5, 7, 8, 10, 11]);
  expect(refusedLines('lib/b/c/x.ts')).toEqual([5, 6, 9, 11]);
  expect(refusedLines('app/x.ts')).toEqual([]);
  expect(refusedLines('elsewhere/x.ts')).toHaveLength(11);
});

test('a circle is told as the way round it, whatever kind of import closes it', () => {
  const circle = [
    ['lib/a.ts', `import { b } from './b';`],
    ['lib/b.ts', `export type { C } from './c';`],
    ['lib/c.ts', `const later = () => import('./a');`],
    ['lib/d.ts', `import type { A } from './a';`],
    ['lib/e.ts', `import './e';`],
  ] as const;
  expect(circlesOf(importsOf(new Map(circle)))).toEqual([
    'lib/a.ts -> lib/b.ts -> lib/c.ts -> lib/a.ts',
    'lib/e.ts -> lib/e.ts',
  ]);
});

test.each(rows)('an import that leads back to $folder is told', ({ folder }) => {
  const isOwn = ({ from, to }: Import) => from.startsWith(folder) && to.type === 'file' && to.path.endsWith('.ts');
  for (const { from, to } of imports.filter(isOwn).slice(0, 3)) {
    const back: Import = { from: nameOf(to), line: 1, to: file(from), types: true };
    const circles = circlesOf([...imports, back]);
    expect(circles).not.toEqual([]);
    expect(circles.filter((circle) => !circle.includes(`${back.from} -> ${from}`))).toEqual([]);
  }
});

// What the table must not come to allow, whatever is added to it.
const naming = (name: string) => rows.filter(({ packages }) => packages.some((each) => each.name === name));
const foldersOf = (some: readonly Row[]) => some.map(({ folder }) => folder);
const PAGES = ['explorer', 'compare', 'shapes', 'scale', 'matrix', 'rules'].map((page) => `components/${page}`);

test('lib knows no page: neither React nor Next nor a component', () => {
  for (const { folder, mayImport, packages } of rows.filter((row) => row.folder.startsWith('lib/'))) {
    expect(
      mayImport.filter(({ name }) => !name.startsWith('lib/')),
      folder,
    ).toEqual([]);
    expect(
      packages.filter(({ name }) => /^(any|next|react.*|@xyflow\/.*)$/.test(name)),
      folder,
    ).toEqual([]);
  }
});

test('the stage and the graph of an audit alone draw with React Flow and dagre, the database and the bridge alone hold PGlite', () => {
  expect(foldersOf(naming('@xyflow/react'))).toEqual(['components/stage', 'components/audit']);
  expect(foldersOf(naming('@dagrejs/dagre'))).toEqual(['components/stage', 'components/audit']);
  expect(foldersOf(naming('@electric-sql/pglite'))).toEqual(['lib/database', 'lib/sqlalchemy/bridge']);
  expect(foldersOf(naming('pyodide'))).toEqual(['lib/sqlalchemy/bridge', 'lib/sqlalchemy', 'lib/engine/worker']);
  expect(foldersOf(naming('any'))).toEqual(['scripts', 'tests', 'scripts/bench.ts']);
});

test('a page is imported by app alone, and by tests', () => {
  for (const page of PAGES) {
    const names = ({ name }: { readonly name: string }) => foldersOf(rowsOf(rows, name)).includes(page);
    expect(foldersOf(rows.filter(({ mayImport }) => mayImport.some(names))), page).toEqual(['app', 'tests']);
  }
});

test('a component and the session of a page know the worker by its types, and what runs in it not at all', () => {
  const onPage = rows.filter(({ folder }) => /^(components\/|app$|lib\/engine\/page$)/.test(folder));
  const named = onPage.flatMap(({ folder, mayImport }) => mayImport.map((permit) => ({ folder, ...permit })));
  expect(named.filter(({ name, typesOnly }) => name === 'lib/engine/worker' && !typesOnly)).toEqual([]);
  expect(named.filter(({ name }) => /^lib(\/(engine|engine\/run|orm|database.*|sqlalchemy.*))?$/.test(name))).toEqual(
    [],
  );
});

// What shows that the test above would notice: each row with each import that it does not allow.
const PACKAGES = [...new Set(imports.flatMap(({ to }) => (to.type === 'package' ? [to.name] : []))), 'left-pad'];

test.each(rows)('an import that the row of $folder does not name is told, and nothing else', (row) => {
  const forbidden = [...otherFolders(row), ...otherPackages(row)];
  expect(forbidden.length).toBeGreaterThan(0);
  const told = forbidden.map(
    ({ from, to, types }) =>
      `${from}:1 imports ${nameOf(to)} by ${types ? 'type' : 'value'}: the row of ${row.folder} does not name it`,
  );
  expect(violationsOf(rows, [...imports, ...forbidden])).toEqual(told);
});

function otherFolders(row: Row): Import[] {
  return rows.flatMap((other) => {
    const to = file(isFile(other.folder) ? other.folder : `${other.folder}/any.ts`);
    const permits = row.mayImport.filter(({ name }) => rowsOf(rows, name).includes(other));
    return other === row ? [] : forbiddenOf(row, to, permits);
  });
}

function otherPackages(row: Row): Import[] {
  if (row.packages.some(({ name }) => name === 'any')) return [];
  return PACKAGES.flatMap((name) => {
    const permits = row.packages.filter((each) => each.name === name);
    return forbiddenOf(row, { type: 'package', name }, permits);
  });
}

/** By value unless the row allows that, and by type unless it allows as much. */
function forbiddenOf(row: Row, to: Target, permits: readonly { readonly typesOnly: boolean }[]): Import[] {
  const byValue = permits.some(({ typesOnly }) => !typesOnly) ? [] : [added(row, to, false)];
  return permits.length > 0 ? byValue : [...byValue, added(row, to, true)];
}
