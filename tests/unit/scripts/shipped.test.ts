// What the site says it is made of is what it is made of.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import type { PythonManifest } from '@/lib/engine/protocol/python-files';
import type { Component } from '@/lib/shipped/component';
import { wrongParts } from '@/scripts/shipped/check';
import { collectComponents, collectNpm } from '@/scripts/shipped/collect';
import { packagesOf, takePagePackages, workerPackages } from '@/scripts/shipped/modules';
import { NPM } from '@/scripts/shipped/parts';
import { billOfMaterials } from '@/scripts/shipped/sbom';
import { licencesFile } from '@/scripts/shipped/text-file';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SITE = { name: 'site', version: '1.0.0', licence: 'MIT', description: 'A site.' };
const WITHOUT_PYTHON: PythonManifest = { series: { '2.1': { absent: 'none' }, '2.0': { absent: 'none' } } };
const components = await collectComponents(WITHOUT_PYTHON);

test('every package in the workers has an entry', async () => {
  const found = await workerPackages();
  expect(found).toContain('@electric-sql/pglite');
  expect([...found].filter((name) => !(name in NPM))).toEqual([]);
});

test('every package that the pages import has an entry', async () => {
  const app = await readdir(path.join(ROOT, 'app'), { recursive: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: app.filter((name) => name.endsWith('.tsx')).map((name) => `app/${name}`),
    ...{
      bundle: true,
      write: false,
      metafile: true,
      outdir: '/',
      format: 'esm',
      jsx: 'automatic',
      platform: 'browser',
    },
    ...{
      external: ['node:*', 'next', 'next/*', 'react', 'react/*', 'react-dom'],
      alias: { hastscript: './components/code/element.ts' },
    },
    loader: { '.woff2': 'empty', '.css': 'empty' },
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const found = packagesOf(inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([module]) => module));
  expect(found).toContain('@xyflow/react');
  expect([...found].filter((name) => !(name in NPM))).toEqual([]);
});

test('a package without an entry is told, and an entry without a package', () => {
  const all = new Set(Object.keys(NPM));
  expect(wrongParts(all)).toEqual([]);
  expect(wrongParts(new Set([...all, 'left-pad']))).toEqual([
    'left-pad is in the site’s scripts and has no entry in scripts/shipped/parts.ts.',
  ]);
  all.delete('comlink');
  expect(wrongParts(all)).toEqual([
    'comlink has an entry in scripts/shipped/parts.ts and is in none of the site’s scripts.',
  ]);
});

test('a module is told by its package, wherever that lies', () => {
  const modules = [
    'turbopack:///[project]/node_modules/zustand/esm/vanilla.mjs',
    'turbopack:///[project]/node_modules/@xyflow/react/dist/base.css',
    'turbopack:///[project]/node_modules/next/dist/client/link.js',
    'turbopack:///[project]/node_modules/next/dist/compiled/react-dom/index.js',
    'turbopack:///[turbopack]/browser/runtime/base/globals.ts',
    'node_modules/one/node_modules/@of/two/index.js',
    'components/stage/stage.tsx',
  ];
  expect([...packagesOf(modules)]).toEqual([
    ...['zustand', '@xyflow/react', 'next', 'next/dist/compiled/react-dom', 'one/node_modules/@of/two'],
  ]);
});

test('source maps say what is in scripts and styles, and do not travel', async () => {
  const out = await mkdtemp(path.join(tmpdir(), 'shipped-'));
  const chunks = path.join(out, '_next/static/chunks');
  const map = (source: string) => JSON.stringify({ sections: [{ map: { sources: [source] } }] });
  const files = {
    'a.js': 'a();\n\n//# sourceMappingURL=x.js.map',
    'x.js.map': map('node_modules/one/a.js'),
    'b.css': 'b{}\n/*# sourceMappingURL=y.css.map*/',
    'y.css.map': map('node_modules/two/b.css'),
  };
  await mkdir(chunks, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(chunks, name), text);
  expect([...(await takePagePackages(out))]).toEqual(['one', 'two']);
  expect((await readdir(chunks)).sort()).toEqual(['a.js', 'b.css']);
  expect(await readFile(path.join(chunks, 'a.js'), 'utf8')).toBe('a();\n');
  await expect(takePagePackages(out)).rejects.toThrow('a.js has no source map');
  await rm(out, { recursive: true });
});

test('every component has a version or none that is known, a licence of SPDX and its text, and an address of its own', async () => {
  expect(components.length).toBeGreaterThan(Object.keys(NPM).length);
  expect(new Set(components.map(({ purl }) => purl)).size).toBe(components.length);
  const known = new Set(await readdir(path.join(ROOT, 'node_modules/spdx-license-list/licenses')));
  const idsOf = ({ licence }: Component) => licence.split(/ (?:AND|OR) /).map((each) => each.replace(/ WITH .*/, ''));
  for (const component of components) {
    const { name, does, text, licence } = component;
    expect(text.length, name).toBeGreaterThan(200);
    expect(text, name).not.toMatch(/<(year|owner|copyright holders)>/i);
    expect(does, name).toMatch(/^\S.*[^.]$/);
    for (const id of idsOf(component)) expect(id.startsWith('LicenseRef-') || known.has(`${id}.json`), id).toBe(true);
    if (licence === 'MIT') expect(text, name).toMatch(/Permission is hereby granted, free of charge/);
    if (licence.startsWith('Apache')) expect(text, name).toMatch(/Apache License/);
  }
});

test('Pyodide’s source is named, as its licence asks', async () => {
  expect(await collectNpm('pyodide')).toMatchObject({
    licence: 'MPL-2.0',
    source: expect.stringMatching(/\/pyodide\/tree\/\d/),
  });
});

test('the bill of materials is one of CycloneDX 1.6, and the same one each time', async () => {
  const bill = billOfMaterials(SITE, components);
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(bill)).toBeNull();
  expect(billOfMaterials(SITE, await collectComponents(WITHOUT_PYTHON))).toBe(bill);
  expect(JSON.parse(bill).components).toHaveLength(components.length);
  const wrong = bill.replace('"type": "library"', '"type": "work"');
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(wrong)).not.toBeNull();
});

test('the text file has the site’s own licence and every text', () => {
  const file = licencesFile('Our own.', components);
  expect(file).toContain('Our own.');
  for (const { text, name } of components) expect(file.includes(text), name).toBe(true);
});

test('without SQLAlchemy there is no Python in the list, and what PostgreSQL runs on is', () => {
  expect(components.map(({ name }) => name)).toContain('PostgreSQL');
  expect(components.map(({ name }) => name)).toContain('Emscripten');
  expect(components.map(({ name }) => name)).not.toContain('CPython');
});
