import { expect, test } from 'vitest';
import { RunAssembly, takeApart } from '@/lib/engine/protocol/run-parts';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import type { Task } from '@/lib/trace/insight';
import type { Trace, Value } from '@/lib/trace/trace';
import { aRun, deletes, statement, transaction } from '@/tests/unit/a-run';

const aTask = (task: Task['task'], keys: readonly number[]): Task => ({
  ...{ task, of: 'Post', deletes: true, sentence: 'Sends the DELETE', outcome: 'done', statements: [1] },
  objects: [{ entity: 'Post', keys }],
});

/** A run in which every list has `length` entries. */
function aLongRun(length: number): Trace<Scenario> {
  const numbers = Array.from({ length }, (_, i) => i);
  const rows = numbers.map((i): Value[] => [i, `p${i}`, 1]);
  const executemany = statement(
    'DELETE FROM posts WHERE posts.id = $1::INTEGER',
    numbers.map((key) => deletes('posts', key)),
    { parameters: numbers.map((i) => [i]), many: true, rowcount: -1, rule: 'F1' },
  );
  const run = aRun(
    [transaction('begin'), executemany],
    { users: [], posts: rows.slice(1) },
    {
      before: { users: [[1, 'ann']], posts: rows },
      insight: {
        flushes: [
          {
            ...{ from: 1, to: 2, planning: [] },
            tasks: [aTask('ProcessAll', numbers), aTask('DeleteAll', numbers)],
          },
        ],
        identityMap: {
          before: [{ entity: 'User', keys: [1], state: 'persistent' }],
          after: [{ entity: 'Post', keys: numbers, state: 'expired' }],
        },
      },
    },
  );
  return { ...run, scenario: DEFAULT_SCENARIO };
}

test('a run that is taken apart and put together again is the same run', () => {
  for (const length of [0, 1, 2500, 2501, 12_345]) {
    const run = aLongRun(length);
    const assembly = new RunAssembly();
    for (const part of takeApart(run)) assembly.add(structuredClone(part));
    expect(JSON.stringify(assembly.run)).toBe(JSON.stringify(run));
  }
});

test('no part carries more than a few lists of a few thousand entries', () => {
  for (const part of takeApart(aLongRun(50_000))) {
    expect(JSON.stringify(part).length).toBeLessThan(600_000);
  }
});

test('a part without its beginning is a programming error', () => {
  const assembly = new RunAssembly();
  expect(() => assembly.add({ type: 'rows', when: 'before', table: 'posts', rows: [] })).toThrow('first part');
  expect(() => assembly.run).toThrow('first part');
});
