import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROGRAMS } from '@/lib/programs/programs';
import { findRule } from '@/lib/rules/rules';

const TEXTS = new URL('../../../../lib/programs/python/', import.meta.url);

test('every program has a name, a text and a lesson of its own, and no text is left over', () => {
  expect(readdirSync(TEXTS).sort()).toEqual(PROGRAMS.map(({ id }) => `${id}.py`).sort());
  expect(new Set(PROGRAMS.map(({ title }) => title)).size).toBe(PROGRAMS.length);
  for (const { id, title, lesson } of PROGRAMS) {
    expect(title, id).toMatch(/^\S.*[^.]$/);
    expect(lesson.split(/(?<=\.) /).length, id).toBeGreaterThanOrEqual(2);
    expect(lesson, id).toMatch(/\.$/);
  }
});

test('every program names rules of the catalogue', () => {
  for (const { id, rules } of PROGRAMS) {
    expect(rules.length, id).toBeGreaterThan(0);
    for (const rule of rules) expect(findRule(rule), `${id}: ${rule}`).not.toBeNull();
  }
});

test('every text marks its operation once and fits the width of a page', () => {
  for (const { id } of PROGRAMS) {
    const text = readFileSync(new URL(`${id}.py`, TEXTS), 'utf8');
    expect(text.match(/^ *# --- the operation/gm), id).toHaveLength(1);
    expect(
      text.split('\n').filter((line) => line.length > 100),
      id,
    ).toEqual([]);
  }
});
