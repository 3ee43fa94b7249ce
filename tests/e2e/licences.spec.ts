// What the site is made of: on its page, in a text file and in a bill of materials, and the same in all three.
import { readdir } from 'node:fs/promises';
import type { PythonManifest } from '@/lib/engine/protocol/python-files';
import type { Component as Shipped } from '@/lib/shipped/component';
import { expect, expectFit, test } from './explorer';

interface Listed extends Pick<Shipped, 'name' | 'purl' | 'hashes'> {
  readonly version?: string;
  readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[];
}

const licenceOf = ({ licenses: [first] }: Listed) => first?.license?.id ?? first?.expression ?? '';

test('the foot of the explorer leads to the licences', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('contentinfo').getByRole('link', { name: 'licences' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What this site is made of');
});

test('what the bill of materials names is on the page, and opens to a text that stands in the text file', async ({
  page,
  request,
}) => {
  const { components } = (await (await request.get('./sbom.cdx.json')).json()) as { components: readonly Listed[] };
  const file = await (await request.get('./licences.txt')).text();
  await page.goto('./licences/');
  const entries = page.getByRole('main').locator('details');
  await expect(entries).toHaveCount(components.length);
  const shown = await entries.evaluateAll((all) =>
    all.map((each) => ({
      summary: each.querySelector('summary')?.textContent ?? '',
      text: each.querySelector('pre')?.textContent ?? '',
    })),
  );
  for (const [at, component] of components.entries()) {
    const { name, version = '' } = component;
    const entry = shown[at];
    expect(entry?.summary.startsWith(`${name} ${version}`), name).toBe(true);
    expect(entry?.summary, name).toContain(licenceOf(component));
    expect(entry?.text.length, name).toBeGreaterThan(200);
    expect(file.includes(entry?.text ?? '-'), name).toBe(true);
  }
  const zlib = entries.filter({ has: page.locator('summary', { hasText: /^zlib/ }) });
  await expect(zlib.locator('pre')).toBeHidden();
  await zlib.locator('summary').click();
  await expect(zlib.locator('pre')).toContainText('Jean-loup Gailly');
});

test('every archive of Python code that the site has is in the bill of materials, with its hash', async ({
  request,
}) => {
  const { components } = (await (await request.get('./sbom.cdx.json')).json()) as { components: readonly Listed[] };
  const { series } = (await (await request.get('./sqlalchemy/current.json')).json()) as PythonManifest;
  for (const carried of Object.values(series)) {
    if ('absent' in carried) continue;
    const archives: [string, string, string][] = [
      ['sqlalchemy', carried.version, `${carried.version.slice(0, 3)}/sqlalchemy.zip`],
    ];
    for (const [name, each] of Object.entries(carried.packages)) {
      if (!('absent' in each) && /^packages\/.*\.zip$/.test(each.file)) archives.push([name, each.version, each.file]);
    }
    expect(archives.length).toBeGreaterThan(20);
    for (const [name, version, path] of archives) {
      const component = components.find(({ purl }) => purl === `pkg:pypi/${name.replaceAll('_', '-')}@${version}`);
      const bytes = await (await request.get(`.${carried.path}${path}`)).body();
      const content = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
      expect(component?.hashes, name).toEqual([{ alg: 'SHA-256', content }]);
    }
  }
});

const GROUND = ['Emscripten', 'musl', 'LLVM: compiler-rt, libc++, libc++abi, libunwind', 'zlib'];
const IN_PYODIDE = ['pyodide', 'CPython', 'Expat', 'HACL*', 'libffi', 'libmpdec', 'mimalloc', 'SQLite', ...GROUND];
/** What each file of the engines is made of beside our own, where no archive of its own name says it. */
const MADE_OF: readonly (readonly [file: RegExp, components: readonly string[]])[] = [
  [/^engine\/\w+\/pglite\.wasm$/, ['PostgreSQL', 'ICU', 'libxml2', 'libxslt', ...GROUND]],
  [/^engine\/\w+\/(?:snapshot\.tar|auto_explain\.tgz)$/, ['PostgreSQL']],
  [/^engine\/\w+\/[\w-]+(?:\.worker)?\.js$/, ['@electric-sql/pglite', 'comlink', 'esbuild']],
  [/^sqlalchemy\/\w+\/pyodide\.asm\.wasm$/, ['bzip2', 'XZ Utils: liblzma', 'Zstandard', ...IN_PYODIDE]],
  [/^sqlalchemy\/\w+\/pyodide(?:\.asm\.js|\.js|-lock\.json)$/, ['pyodide', 'Emscripten']],
  [/^sqlalchemy\/\w+\/python_stdlib\.zip$/, ['CPython']],
  [/^sqlalchemy\/\w+\/2\.\d\/(?:dialects|sqlalchemy)\.zip$/, ['SQLAlchemy', 'typing_extensions']],
  [/^sqlalchemy\/\w+\/2\.\d\/python\.bin$/, ['SQLAlchemy', ...IN_PYODIDE]],
  [/^sqlalchemy\/\w+\/bridge\.zip$/, []],
  [/^sqlalchemy\/\w+\/packages\/vector\.tar$/, ['pgvector', '@electric-sql/pglite-pgvector']],
  [/^sqlalchemy\/\w+\/packages\/uuid-ossp\.tar$/, ['PostgreSQL', 'OSSP uuid']],
  [
    /^sqlalchemy\/\w+\/packages\/(?:btree_gin|btree_gist|citext|hstore|intarray|ltree|pg_trgm|unaccent)\.tar$/,
    ['PostgreSQL'],
  ],
  [/^(?:engine|sqlalchemy)\/current\.json$/, []],
];

test('every file of the engines is made of what the bill of materials names', async ({ request }) => {
  const { components } = (await (await request.get('./sbom.cdx.json')).json()) as { components: readonly Listed[] };
  const named = new Set(components.map(({ name }) => name));
  const files = (
    await Promise.all(
      ['engine', 'sqlalchemy'].map(async (folder) =>
        (
          await readdir(`out/${folder}`, { recursive: true, withFileTypes: true })
        )
          .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
          .map((entry) => `${entry.parentPath}/${entry.name}`.slice('out/'.length)),
      ),
    )
  ).flat();
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const archive = /^sqlalchemy\/\w+\/packages\/(\w+)\.zip$/.exec(file)?.[1];
    const made = archive ? [archive] : MADE_OF.find(([pattern]) => pattern.test(file))?.[1];
    expect(made, `${file} is made of something`).toBeDefined();
    for (const name of made ?? []) expect(named.has(name), `${file}: ${name}`).toBe(true);
  }
});

test('no script of the site has a source map, and none is for browsers that cannot run it', async ({
  page,
  request,
}) => {
  await page.goto('./licences/');
  const scripts = await page
    .locator('link[rel=preload][as=script]')
    .evaluateAll((all) => all.map((each) => (each as HTMLLinkElement).href));
  expect(scripts.length).toBeGreaterThan(0);
  for (const address of scripts) expect(await (await request.get(address)).text()).not.toContain('sourceMappingURL');
});

test('the page of licences fits a phone, with a text open', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('./licences/');
  await page.getByRole('main').locator('summary').first().click();
  await expectFit(page);
});
