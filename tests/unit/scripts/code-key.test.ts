import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { keyOfCode } from '@/scripts/code-key';

const root = await mkdtemp(path.join(tmpdir(), 'code-key-'));
afterAll(() => rm(root, { recursive: true }));

async function put(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), content);
}

const key = () => keyOfCode('scripts/entry.ts', root);

beforeEach(async () => {
  await put('tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }');
  await put('scripts/entry.ts', `import { deep } from '@/lib/deep/below/deep';\nconsole.log(deep);\n`);
  await put('lib/deep/below/deep.ts', `import { x } from 'some-package/inner';\nexport const deep: number = x + 1;\n`);
  await put('lib/deep/other.ts', 'export const other = 1;\n');
  await put('node_modules/some-package/package.json', '{ "version": "1.0.0" }');
});

test('the key is the same for the same sources', async () => {
  expect(await key()).toBe(await key());
});

for (const [what, file, content] of [
  ['an input in a folder below', 'lib/deep/below/deep.ts', `import 'some-package/inner';\nexport const deep = 2;\n`],
  ['the entry', 'scripts/entry.ts', `import { deep } from '@/lib/deep/below/deep';\nconsole.error(deep);\n`],
  ['the version of a package', 'node_modules/some-package/package.json', '{ "version": "1.0.1" }'],
] as const) {
  test(`another key follows from a change of ${what}`, async () => {
    const before = await key();
    await put(file, content);
    expect(await key()).not.toBe(before);
  });
}

test('a comment, a type and a file that nothing imports change nothing', async () => {
  const before = await key();
  await put('lib/deep/other.ts', 'export const other = 2;\n');
  await put(
    'lib/deep/below/deep.ts',
    `// Why.\nimport { x } from 'some-package/inner';\nexport const deep: 1 | number = x + 1;\n`,
  );
  expect(await key()).toBe(before);
});
