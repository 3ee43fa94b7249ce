// Whether every way of writing an import is seen, and nothing that only looks like one.
import { expect, test } from 'vitest';
import { type Import, importsOf, nameOf, sourcesOf } from './imports';

const AROUND = ['lib/one/near.ts', 'lib/two/far.tsx', 'lib/two/style.css', 'lib/two/data.json', 'lib/three/index.ts'];

const WRITTEN: readonly (readonly [string, string, readonly string[]])[] = [
  ['a value', `import { a } from '@/lib/two/far';`, ['1: lib/two/far.tsx']],
  ['a value under the default name', `import a from '../two/far';`, ['1: lib/two/far.tsx']],
  ['a namespace', `import * as a from './near';`, ['1: lib/one/near.ts']],
  ['a value and a type', `import { a, type B } from './near';`, ['1: lib/one/near.ts']],
  ['a type', `import type { A } from './near';`, ['1: lib/one/near.ts types']],
  ['a type under the default name', `import type A from './near';`, ['1: lib/one/near.ts types']],
  ['types one by one, which leaves the import itself', `import { type A } from './near';`, ['1: lib/one/near.ts']],
  ['a type in its place', `type A = import('./near').A;`, ['1: lib/one/near.ts types']],
  ['the type of a module', `let a: typeof import('pyodide');`, ['1: pyodide types']],
  ['a side effect', `import './near';`, ['1: lib/one/near.ts']],
  ['a style', `import '@/lib/two/style.css';`, ['1: lib/two/style.css']],
  ['data', `import data from '@/lib/two/data.json' with { type: 'json' };`, ['1: lib/two/data.json']],
  ['what is passed on', `export { a } from './near';`, ['1: lib/one/near.ts']],
  [
    'all that is passed on',
    `export * from './near';\nexport * as b from './near';`,
    ['1: lib/one/near.ts', '2: lib/one/near.ts'],
  ],
  ['a type that is passed on', `export type { A } from './near';`, ['1: lib/one/near.ts types']],
  ['a deferred import', `const a = () => import('./near').then(({ b }) => b);`, ['1: lib/one/near.ts']],
  ['a deferred import of a template', 'await import(`./near`);', ['1: lib/one/near.ts']],
  [
    'a computed address',
    'await import(where + "/near"); await import(where);',
    ['1: an address that is computed', '1: an address that is computed'],
  ],
  ['a worker', `new Worker(new URL('../two/far.tsx', import.meta.url), { type: 'module' });`, ['1: lib/two/far.tsx']],
  ['a folder that has an index', `import a from '@/lib/three';`, ['1: lib/three/index.ts']],
  [
    'the older forms',
    `import a = require('./near');\nconst b = require('./near');`,
    ['1: lib/one/near.ts', '2: lib/one/near.ts'],
  ],
  ['where a module is', `import.meta.resolve('./near');`, ['1: lib/one/near.ts']],
  ['a directive', `/// <reference path="./near.ts" />`, ['1: lib/one/near.ts types']],
  [
    'several lines',
    `import {\n  a,\n  b,\n} from './near';\nimport type { C } from 'react';`,
    ['1: lib/one/near.ts', '5: react types'],
  ],
  [
    'a package and what is inside one',
    `import 'next/link';\nimport '@xyflow/react/dist/style.css';`,
    ['1: next', '2: @xyflow/react'],
  ],
  ['Node itself', `import 'node:fs/promises';\nimport 'path';`, ['1: node', '2: node']],
  ['a file that is not there', `import '@/lib/two/gone';`, ['1: lib/two/gone']],
];

const ONLY_ALIKE: readonly (readonly [string, string])[] = [
  ['a comment', `// import './near';\n/* import('./near') */`],
  ['a text', "const a = \"import './near'\", b = `from './near'`;"],
  ['the text of an element', `const a = <p>import './near'; export * from './near';</p>;`],
  ['an expression for texts', `const a = /import '.\\/near'/;`],
  ['what is exported here', `const a = 1;\nexport { a };`],
  ['the address of a folder', `new URL('../two/', import.meta.url);`],
  ['an address on the network', `new URL('./near.ts', location.href);`],
  ['the module itself', `import.meta.url;`],
];

const STYLE = `@import "tailwindcss";
/* @import "no"; */
@reference "../two/style.css";
@import url("./gone.css");`;

/** What each text imports, as "line: target", with "types" where that is all. Parsed in one go. */
function seenInEach(samples: readonly (readonly [path: string, text: string])[]): ReadonlyMap<string, string[]> {
  const imports = importsOf(new Map([...AROUND.map((path) => [path, ''] as const), ...samples]));
  const said = ({ line, to, types }: Import) => `${line}: ${nameOf(to)}${types ? ' types' : ''}`;
  return new Map(samples.map(([path, text]) => [text, imports.filter(({ from }) => from === path).map(said)]));
}

const texts = [...WRITTEN, ...ONLY_ALIKE].map(([, text], at) => [`lib/one/sample-${at}.tsx`, text] as const);
const seen = seenInEach([...texts, ['lib/one/style.css', STYLE]]);

test.each(WRITTEN)('%s is seen', (_, text, targets) => {
  expect(seen.get(text)).toEqual(targets);
});

test.each(ONLY_ALIKE)('%s is no import', (_, text) => {
  expect(seen.get(text)).toEqual([]);
});

test('a style imports styles, and Tailwind what it is told to', () => {
  expect(seen.get(STYLE)).toEqual(['1: tailwindcss', '3: lib/two/style.css', '4: lib/one/gone.css']);
});

test('the sources are all there, with their texts where they can import', () => {
  const sources = sourcesOf(['lib', 'tests/unit']);
  expect(sources.get('tests/unit/imports.test.ts')).toContain('the sources are all there');
  expect(sources.get('lib/sqlalchemy/bridge/wire.ts')).toContain('export');
  expect(sources.get('lib/scale/recorded-server.json')).toBe('');
});
