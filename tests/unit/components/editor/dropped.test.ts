import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { filesOf, withFiles } from '@/components/editor/dropped';

const NOTHING = { source: '', filename: 'program.py', modules: {}, sqlalchemy: '2.1', driver: null } as const;
const file = (name: string, content: BlobPart) => new File([content], name);

test('a single file takes the place of the text', async () => {
  expect(await withFiles(NOTHING, [file('blog.py', 'print(1)')])).toEqual({
    ...NOTHING,
    filename: 'blog.py',
    source: 'print(1)',
  });
});

test('of several the one that says so runs, or else what deletes', async () => {
  const models = file('models.py', 'class User: pass');
  const cases = ['if __name__ == "__main__": pass', 'session.delete(user)', '# --- the operation'];
  for (const text of cases) {
    expect(await withFiles(NOTHING, [file('run.py', text), models])).toMatchObject({
      filename: 'run.py',
      modules: { 'models.py': 'class User: pass' },
    });
  }
});

test('a zip of a folder is that folder, a package stays one, and what is no Python is left out', async () => {
  const zip = (names: readonly string[]) =>
    file('a.zip', new Uint8Array(zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x = 1')])))));
  expect(await withFiles(NOTHING, [zip(['shop/models.py', 'shop/main.py', 'shop/logo.png'])])).toMatchObject({
    filename: 'main.py',
    modules: { 'models.py': 'x = 1' },
  });
  expect(await withFiles(NOTHING, [zip(['shop/__init__.py', 'shop/models.py'])])).toMatchObject({
    filename: 'shop/models.py',
    modules: { 'shop/__init__.py': 'x = 1' },
  });
});

test('SQL stands beside the text that is there, and beside what is dropped with it', async () => {
  const blog = { ...NOTHING, filename: 'blog.py', source: 'print(1)' };
  const schema = file('schema.sql', 'CREATE TABLE a ();');
  const modules = { 'schema.sql': 'CREATE TABLE a ();' };
  expect(await withFiles(blog, [schema])).toEqual({ ...blog, modules });
  expect(await withFiles(NOTHING, [schema, file('blog.py', 'print(1)')])).toEqual({ ...blog, modules });
});

test('a dump under another name is taken as SQL, and one in a format of its own is told how to become it', async () => {
  const text = '--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE a ();';
  expect(await withFiles(NOTHING, [file('shop.dump', text)])).toMatchObject({ modules: { 'shop.dump.sql': text } });
  expect(await withFiles(NOTHING, [file('shop.dump', 'PGDMP\u0001\u000e')])).toMatch(
    /^The file cannot be read: shop\.dump is in pg_dump’s own format\. .* pg_restore --schema-only -f schema\.sql shop\.dump makes it of this one$/,
  );
});

test('of a folder all that is below it is taken, by its path', async () => {
  const leaf = (path: string) => ({
    isDirectory: false,
    fullPath: path,
    file: (answer: (each: File) => void) => answer(file(path.replace(/.*\//, ''), 'x = 1')),
  });
  const folder = (path: string, content: readonly object[]) => {
    const batches = [content.slice(0, 1), content.slice(1), []];
    const readEntries = (answer: (batch: readonly object[]) => void) => answer(batches.shift() ?? []);
    return { isDirectory: true, fullPath: path, createReader: () => ({ readEntries }) };
  };
  const shop = folder('/shop', [leaf('/shop/__init__.py'), folder('/shop/db', [leaf('/shop/db/models.py')])]);
  const items = [{ webkitGetAsEntry: () => shop }];
  const found = await filesOf({ items, files: [] } as unknown as DataTransfer);
  expect(await withFiles(NOTHING, found)).toMatchObject({
    filename: 'shop/db/models.py',
    modules: { 'shop/__init__.py': 'x = 1' },
  });
});

test.each([
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x23, 0xc3, 0xbc]],
  ['UTF-16', [0xff, 0xfe, 0x23, 0x00, 0xfc, 0x00]],
  ['an old editor’s', [0x23, 0xfc]],
])('%s is read', async (_, bytes) => {
  expect(await withFiles(NOTHING, [file('a.py', new Uint8Array(bytes))])).toMatchObject({ source: '#ü' });
});

test('what cannot be read gets a sentence', async () => {
  expect(await withFiles(NOTHING, [file('a.png', 'x')])).toMatch(/nothing in it that can be run/);
  expect(await withFiles(NOTHING, [file('a.zip', 'no zip')])).toMatch(/^The file cannot be read: /);
  expect(await withFiles(NOTHING, [file('a.py', 'x'.repeat(2_000_001))])).toMatch(/more than a tab can run/);
});
