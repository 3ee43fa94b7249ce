import { expect, test } from 'vitest';
import { RunAssembly, takeApart } from '@/lib/engine/protocol/run-parts';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import type { Task } from '@/lib/trace/insight';
import type { Trace, Value } from '@/lib/trace/trace';

const aTask = (task: Task['task'], keys: readonly number[]): Task => ({
  ...{ task, of: 'Post', deletes: true, sentence: 'Sends the DELETE', outcome: 'done', statements: [1] },
  objects: [{ entity: 'Post', keys }],
});

/** A run in which every list has `length` entries. */
function aRun(length: number): Trace<Scenario> {
  const numbers = Array.from({ length }, (_, i) => i);
  const rows = numbers.map((i): Value[] => [i, `p${i}`, 1]);
  return {
    before: { users: [[1, 'ann']], posts: rows },
    trace: {
      engine: { name: 'model', version: '2', postgres: '18' },
      scenario: DEFAULT_SCENARIO,
      events: [
        { type: 'transaction', at: 'setup', action: 'begin' },
        {
          type: 'statement',
          at: 'flush',
          sql: 'DELETE FROM posts WHERE posts.id = $1::INTEGER',
          parameters: numbers.map((i) => [i]),
          many: true,
          rowcount: -1,
          milliseconds: 1,
          rule: 'F1',
          effects: numbers.map((key) => ({ by: 'client', operation: 'DELETE', table: 'posts', key })),
          failed: false,
        },
      ],
      warnings: [],
      error: null,
      rows: { users: [], posts: rows.slice(1) },
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
    schema: { tables: [], classes: [{ name: 'Post', table: 'posts', relationships: [] }] },
  };
}

test('a run that is taken apart and put together again is the same run', () => {
  for (const length of [0, 1, 2500, 2501, 12_345]) {
    const run = aRun(length);
    const assembly = new RunAssembly();
    for (const part of takeApart(run)) assembly.add(structuredClone(part));
    expect(JSON.stringify(assembly.run)).toBe(JSON.stringify(run));
  }
});

test('no part carries more than a few lists of a few thousand entries', () => {
  for (const part of takeApart(aRun(50_000))) {
    expect(JSON.stringify(part).length).toBeLessThan(600_000);
  }
});

test('a part without its beginning is a programming error', () => {
  const assembly = new RunAssembly();
  expect(() => assembly.add({ type: 'rows', when: 'before', table: 'posts', rows: [] })).toThrow('first part');
  expect(() => assembly.run).toThrow('first part');
});
