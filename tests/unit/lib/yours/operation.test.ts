import { expect, test } from 'vitest';
import type { TraceEvent } from '@/lib/trace/trace';
import { operationOf, withOperationAt } from '@/lib/yours/operation';
import { aRun } from '../../a-run';

const statement = (sql: string, at: 'setup' | 'flush', line: number): TraceEvent => ({
  type: 'statement',
  at,
  sql,
  parameters: [],
  many: false,
  rowcount: 1,
  milliseconds: 0,
  rule: null,
  effects: [],
  failed: false,
  line,
});

test.each([
  ['nowhere', [statement('SELECT 1', 'setup', 3)], '', null],
  ['with what deletes first', [statement('-- all\nDELETE FROM a', 'flush', 4)], '', 4],
  ['with the last transaction that changes anything', [statement('UPDATE a SET b = 1', 'flush', 5)], '', 5],
  ['at the marker', [statement('UPDATE a SET b = 1', 'flush', 6)], 'x()\n# --- the operation\n', 6],
] as const)('the operation begins %s', (begins, events, source, line) => {
  expect(operationOf(aRun([...events]), source)).toEqual({ begins, line });
});

test('the operation is begun at another line, in the place of where it began', () => {
  const source = 'a()\nif b:\n    # --- the operation\n    c()\n    d()\n';
  const moved = withOperationAt(source, 5);
  expect(moved).toBe('a()\nif b:\n    c()\n    # --- the operation\n    d()\n');
  expect(withOperationAt('a()\n', 1)).toBe('# --- the operation\na()\n');
});
