import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DRIVERS, SERIES } from '@/lib/versions';
import { LONGEST_LINK } from '@/lib/yours/packed';
import { packShared, type Shared, unpackShared } from '@/lib/yours/shared';

const shared: fc.Arbitrary<Shared> = fc.record({
  source: fc.string({ unit: 'grapheme' }),
  filename: fc.string(),
  // By paths of Python files: valibot takes no "prototype" and the like for a key.
  modules: fc.dictionary(
    fc.string().map((path) => `${path}.py`),
    fc.string(),
    { noNullPrototype: true },
  ),
  sqlalchemy: fc.constantFrom(...SERIES),
  driver: fc.constantFrom(...DRIVERS, null),
  step: fc.option(fc.nat()),
});

test('whatever is packed is the same when it is unpacked, and an address takes it as it is', async () => {
  await fc.assert(
    fc.asyncProperty(shared, async (program) => {
      const packed = await packShared(program);
      expect(packed).toMatch(/^[\w-]+$/);
      expect(await unpackShared(packed)).toEqual(program);
    }),
  );
});

test('what is mangled, cut off or none at all is none', async () => {
  const packed = await packShared({
    source: 'print(1)\n'.repeat(9),
    filename: 'a.py',
    modules: {},
    sqlalchemy: '2.1',
    driver: null,
    step: null,
  });
  await fc.assert(
    fc.asyncProperty(fc.nat(packed.length - 1), async (length) => {
      expect(await unpackShared(packed.slice(0, length))).toBeNull();
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.string(), async (text) => {
      expect(await unpackShared(text)).toBeNull();
    }),
  );
});

test('30 kB of a program fit into a link', async () => {
  const lines = Array.from({ length: 900 }, (_, n) => `    field_${n}: Mapped[int] = mapped_column(${n ** 3})`);
  const source = lines.join('\n');
  expect(source.length).toBeGreaterThan(30_000);
  const program = { source, filename: 'a.py', modules: {}, sqlalchemy: '2.1', driver: null, step: null } as const;
  expect((await packShared(program)).length).toBeLessThan(LONGEST_LINK);
});

test('what unpacks to more than anybody wrote is none', async () => {
  const source = 'x'.repeat(5_000_000);
  const program = { source, filename: 'a.py', modules: {}, sqlalchemy: '2.1', driver: null, step: null } as const;
  expect(await unpackShared(await packShared(program))).toBeNull();
});
