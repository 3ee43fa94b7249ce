// The words for how the runs of the two engines compare.
import { expect, test } from 'vitest';
import { isIdentical, resultInWords } from '@/components/engine/result';
import { compareEndings, compareLines } from '@/lib/trace/engine-difference';
import type { Trace } from '@/lib/trace/trace';
import { aRun, deletes, statement, transaction } from '@/tests/unit/a-run';

const BEGIN = transaction('begin');
const DELETE_USER = statement('DELETE FROM users', [deletes('users', 1), deletes('posts', 1, 'foreign-key')]);

function result(ours: Trace<unknown>, theirs: Trace<unknown>): readonly [boolean, string] {
  const difference = { lines: compareLines(ours, theirs), endings: compareEndings(ours, theirs) };
  return [isIdentical(difference), resultInWords(difference, ours)];
}

test('identical runs are counted, with an error and warnings only where there are any', () => {
  const run = aRun([BEGIN, DELETE_USER]);
  expect(result(run, run)).toEqual([
    true,
    '1 statement, parameters, order, effects on 2 rows, objects in Python and final rows.',
  ]);
  const rejected = {
    ...aRun([]),
    error: { class: 'ArgumentError', sqlstate: null, message: 'no', detail: null, constraint: null },
    warnings: [{ class: 'SAWarning', message: 'careful', at: 'call' as const }],
  };
  expect(result(rejected, rejected)).toEqual([
    true,
    'no statement, the error, warnings, objects in Python and final rows.',
  ]);
});

test('runs that differ say in how many lines and in what of their ends', () => {
  const run = aRun([BEGIN, DELETE_USER]);
  const other = aRun([BEGIN, { ...DELETE_USER, parameters: [[2]] }], { users: [] });
  expect(result(run, other)).toEqual([false, 'in 1 line and the final rows.']);
  expect(result(run, aRun([BEGIN]))).toEqual([false, 'in 1 line.']);
  expect(result(run, { ...run, rows: {} })).toEqual([false, 'in the final rows.']);
});
