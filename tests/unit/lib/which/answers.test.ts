import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readAsked, writeAsked } from '@/components/which/asked';
import { answers, BESIDES, CHILDREN, FATES } from '@/lib/which/answer';
import { ANSWERS } from '@/lib/which/answers';

const SHAPES = new URL('../../../../lib/programs/python/', import.meta.url);

test('every answer has a title, sentences and something that it does not cover', () => {
  expect(new Set(ANSWERS.map(({ title }) => title)).size).toBe(ANSWERS.length);
  for (const { id, title, text, limits } of ANSWERS) {
    expect(title, id).toMatch(/^\S.*[^.]$/);
    for (const each of [text, ...limits.map((limit) => limit.text)]) {
      expect(each, id).toMatch(/^[A-Z`].*\.$/);
      expect(each.split('`').length % 2, id).toBe(1);
    }
    expect(limits.length, id).toBeGreaterThan(0);
  }
});

test('the code of a program stands in its text, line by line', () => {
  for (const { id, run } of ANSWERS) {
    if (!('code' in run)) continue;
    const program = readFileSync(new URL(`${run.program}.py`, SHAPES), 'utf8').split('\n');
    for (const line of run.code.split('\n').filter((each) => each !== '')) expect(program, id).toContain(line);
  }
});

test('every choice of every question has an answer', () => {
  const open = { children: null, fate: null, besides: null };
  for (const asked of [
    ...CHILDREN.map((children) => ({ ...open, children })),
    ...FATES.map((fate) => ({ ...open, fate })),
    ...BESIDES.map((besides) => ({ ...open, besides })),
  ]) {
    expect(
      ANSWERS.some((answer) => answers(asked, answer)),
      JSON.stringify(asked),
    ).toBe(true);
    expect(readAsked(writeAsked(asked))).toEqual({ asked, ignored: [] });
  }
  expect(ANSWERS.every((answer) => answers(open, answer))).toBe(true);
  expect(writeAsked(open)).toBe('');
});

test('what an address asks for and there is not is left open, and said', () => {
  const { asked, ignored } = readAsked('?fate=gone&children=one');
  expect(asked).toEqual({ children: 'one', fate: null, besides: null });
  expect(ignored.map(({ field, value }) => [field, value])).toEqual([['fate', 'gone']]);
});
