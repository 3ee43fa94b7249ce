import { describe, expect, test } from 'vitest';
import { nearest, recognise } from '@/lib/errors/recognise';
import { QUESTIONS } from '@/lib/questions/questions';
import { RECOGNISED } from './recognised';
import { UNKNOWN } from './unknown';

test('there are sixty of either kind at least, and none twice', () => {
  expect(RECOGNISED.length).toBeGreaterThanOrEqual(60);
  expect(UNKNOWN.length).toBeGreaterThanOrEqual(60);
  expect(new Set(UNKNOWN).size).toBe(UNKNOWN.length);
  expect(new Set(RECOGNISED.map(({ from, text }) => from + text)).size).toBe(RECOGNISED.length);
});

describe('is recognised', () => {
  test.each(RECOGNISED)('$question: $from', ({ text, question, names = [] }) => {
    const [first] = recognise(text);
    expect(first?.candidates[0]?.question).toBe(question);
    for (const name of names) expect(first?.cause).toContain(name);
    expect(first?.cause.split('`').length).toSatisfy((count: number) => count % 2 === 1);
    expect(first?.cause).toMatch(/^[A-Z`].*\.$/);
  });
});

test('several candidates say what tells them apart', () => {
  for (const { text, from } of RECOGNISED) {
    for (const { candidates } of recognise(text)) {
      if (candidates.length > 1)
        expect(
          candidates.map(({ apart }) => apart),
          from,
        ).not.toContain(null);
    }
  }
});

test('a Session that is used again is told with the error that it repeats', () => {
  const repeated = RECOGNISED.find(({ from }) => from === 'a Session that is used again');
  expect(recognise(repeated?.text ?? '').map(({ candidates: [first] }) => first?.question)).toEqual([
    'pending-rollback',
    'foreign-key-violation',
  ]);
});

describe('is not recognised', () => {
  test.each(UNKNOWN.map((text) => ({ text })))('$text', ({ text }) => {
    expect(recognise(text)).toEqual([]);
  });
});

test('what is not recognised gets the questions that have its words, and none where none has', () => {
  expect(nearest('My delete is so slow with all those children', QUESTIONS)[0]?.id).toBe('slow-delete');
  expect(nearest('savepoint for each delete in a loop', QUESTIONS).map(({ id }) => id)).toContain('refused-in-a-loop');
  expect(nearest('Lorem ipsum dolor', QUESTIONS)).toEqual([]);
});

test('a text of a million letters is read in a moment', () => {
  for (const piece of ['"', '«', '(id)=(', 'update or delete on table "', '[SQL: ', 'null value in column ', ' ']) {
    const begun = performance.now();
    recognise(piece.repeat(Math.ceil(1e6 / piece.length)));
    expect(performance.now() - begun, piece).toBeLessThan(1000);
  }
});
