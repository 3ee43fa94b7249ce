import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RULES } from '@/lib/rules/rules';
import { EXERCISES } from '@/tests/conformance/exercise';

const TESTS = new URL('../../../', import.meta.url);

test('every rule is exercised by recorded cells, or by a test that begins with its number', () => {
  const named = new Set<string>();
  for (const file of readdirSync(TESTS, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.test.ts')) continue;
    for (const [, id] of readFileSync(new URL(file, TESTS), 'utf8').matchAll(/\btest\(\s*['`]([A-Z]\d+): /g))
      named.add(id ?? '');
  }
  expect(RULES.map(({ id }) => id).filter((id) => !EXERCISES.has(id) && !named.has(id))).toEqual([]);
});
