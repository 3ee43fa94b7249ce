import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHANGE_PROGRAMS, CHANGES } from '@/lib/changes/changes';
import { partsOf } from '@/lib/rules/marked-text';
import { SERIES_OF_SQLALCHEMY } from '@/lib/rules/series-rules';

test('every rule of the series is a change, in order', () => {
  expect(CHANGES.map(({ id }) => id)).toEqual(Object.keys(SERIES_OF_SQLALCHEMY.rules));
});

test('every program of a change is a file, and every file a program of one change', () => {
  const files = readdirSync(new URL('../../../../lib/changes/python/', import.meta.url));
  expect([...CHANGE_PROGRAMS].map((name) => `${name}.py`).sort()).toEqual(files.sort());
});

test('a change without a program says why, in marked sentences', () => {
  for (const { id, programs, unseen } of CHANGES) {
    if (programs.length === 0) expect(unseen, id).toBeDefined();
    if (unseen === undefined) continue;
    expect(unseen, id).toMatch(/\.$/);
    expect(partsOf(unseen).length % 2, id).toBe(1);
  }
});
