import { expect, test } from 'vitest';
import { parseCascade } from '@/lib/orm/cascade-options';

const options = (text: string) => {
  const parsed = parseCascade(text);
  return 'invalid' in parsed ? parsed.invalid : parsed.cascade;
};

test('"all" implies delete and save-update but not delete-orphan', () => {
  expect(options('all')).toEqual({ saveUpdate: true, delete: true, deleteOrphan: false });
  expect(options('all,delete-orphan')).toEqual({ saveUpdate: true, delete: true, deleteOrphan: true });
});

test('an empty cascade and "none" switch everything off, "none" whatever stands beside it', () => {
  const off = { saveUpdate: false, delete: false, deleteOrphan: false };
  for (const text of ['', 'none', ',', 'all, none', 'delete-orphan , none']) expect(options(text), text).toEqual(off);
});

test('spaces belong to the word except around a comma', () => {
  expect(options('save-update ,\t delete')).toEqual({ saveUpdate: true, delete: true, deleteOrphan: false });
  expect(options(' all')).toBe("Invalid cascade option(s): ' all'");
  expect(options('all ')).toBe("Invalid cascade option(s): 'all '");
});

test('unknown words are named in order, each as Python would print it', () => {
  expect(options('orphan, all, Delete')).toBe("Invalid cascade option(s): 'Delete', 'orphan'");
  expect(options("it's")).toBe('Invalid cascade option(s): "it\'s"');
  expect(options(`a"b'c`)).toBe(`Invalid cascade option(s): 'a"b\\'c'`);
  expect(options('x\\y\nz\u0001\u00a0\ue000')).toBe("Invalid cascade option(s): 'x\\\\y\\nz\\x01\\xa0\\ue000'");
  expect(options('\u{1f600}, \uff5e')).toBe("Invalid cascade option(s): '\uff5e', '\u{1f600}'");
});
