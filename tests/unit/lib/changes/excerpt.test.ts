import { expect, test } from 'vitest';
import { operationOf } from '@/lib/changes/excerpt';

test('the operation is what follows its marker in the same block, without the indentation', () => {
  const source = 'def main():\n    a()\n    # --- the operation\n    b()\n\n    if c:\n        d()\n\nmain()\n';
  expect(operationOf(source)).toBe('b()\n\nif c:\n    d()');
  expect(operationOf('a()\n# --- the operation\nb()\n')).toBe('b()');
});
