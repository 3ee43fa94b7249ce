import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isShape } from '@/lib/questions/question';
import { QUESTION_PROGRAMS, QUESTIONS } from '@/lib/questions/questions';
import { findRule } from '@/lib/rules/rules';

const TEXTS = new URL('../../../../lib/questions/python/', import.meta.url);
const SHAPES = new URL('../../../../lib/programs/python/', import.meta.url);

const textOf = (program: string) => readFileSync(new URL(`${program}.py`, isShape(program) ? SHAPES : TEXTS), 'utf8');

test('every question has a name, a title and an answer of one sentence', () => {
  expect(new Set(QUESTIONS.map(({ title }) => title)).size).toBe(QUESTIONS.length);
  for (const { id, title, answer, reason, instead } of QUESTIONS) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title, id).toMatch(/^\S.*[^.]$/);
    expect(answer.split(/(?<=\.) /), id).toHaveLength(1);
    for (const text of [answer, reason, instead.text]) expect(text, id).toMatch(/^[A-Z`'].*\.$/);
    expect([answer, reason, instead.text].join('').split('`').length % 2, id).toBe(1);
  }
});

test('every question names rules of the catalogue', () => {
  for (const { id, rules } of QUESTIONS) {
    for (const rule of rules) expect(findRule(rule), `${id}: ${rule}`).not.toBeNull();
  }
});

test('the code to write instead stands in the program that is run for it, line by line', () => {
  const dedented = (text: string) => text.split('\n').map((line) => line.trim());
  for (const { id, instead } of QUESTIONS) {
    if (!('code' in instead)) continue;
    const program = dedented(textOf(instead.program));
    for (const line of dedented(instead.code).filter((each) => each !== '')) {
      expect(
        program.some((each) => each.includes(line)),
        `${id}: ${line}`,
      ).toBe(true);
    }
  }
});

test('every text of a question is used, marks its operation once and fits the width of a page', () => {
  expect(readdirSync(TEXTS).sort()).toEqual(QUESTION_PROGRAMS.map((name) => `${name}.py`).sort());
  for (const name of QUESTION_PROGRAMS) {
    expect(textOf(name).match(/^ *# --- the operation/gm), name).toHaveLength(1);
    expect(
      textOf(name)
        .split('\n')
        .filter((line) => line.length > 100),
      name,
    ).toEqual([]);
  }
});
