import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findProgram } from '@/lib/programs/programs';
import { findCited } from '@/lib/rules/cited';
import { partsOf, plainText } from '@/lib/rules/marked-text';
import { PROGRAMS_ALONE } from '@/lib/rules/program-rules';
import { findRule, RULE_GROUPS, RULES } from '@/lib/rules/rules';
import { SERIES_OF_SQLALCHEMY } from '@/lib/rules/series-rules';
import { specText } from '@/lib/rules/spec-text';
import { parseScenario } from '@/lib/scenario/scenario';
import { CITED_POSTGRESQL, CITED_SQLALCHEMY, MODELLED_SQLALCHEMY } from '@/lib/versions';

const SPEC = new URL('../../../SPEC.md', import.meta.url);

test('SPEC.md is exactly the catalogue of rules', () => {
  const text = specText(RULE_GROUPS);
  if (process.env.UPDATE_SPEC) writeFileSync(SPEC, text);
  expect(readFileSync(SPEC, 'utf8')).toBe(text);
});

test('every rule has a number of its own, and is found by it', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const rule of RULES) expect(findRule(rule.id)).toBe(rule);
  expect(findRule('D99')).toBeNull();
});

test('a log finds every rule but those that no statement is sent by', () => {
  const uncited = [PROGRAMS_ALONE, SERIES_OF_SQLALCHEMY].flatMap(({ rules }) => Object.keys(rules));
  expect(RULES.filter(({ id }) => !findCited(id)).map(({ id }) => id)).toEqual(uncited);
});

test('every rule says what happens in whole sentences and names a versioned source', () => {
  for (const { id, title, text, reference } of RULES) {
    expect(plainText(title), id).toMatch(/^\S.*[^.]$/);
    expect(text, id).toMatch(/\.$/);
    const releases = [CITED_SQLALCHEMY, ...Object.values(MODELLED_SQLALCHEMY)].map((each) => `SQLAlchemy ${each}`);
    const versions = [...releases, `PostgreSQL ${CITED_POSTGRESQL}`].join('|');
    expect(reference, id).toMatch(new RegExp(`^(${versions.replaceAll('.', '\\.')}), \\S`));
  }
});

test('what is code in a text of a rule stands in backticks, and every backtick has its partner', () => {
  for (const { id, title, text } of RULES) {
    for (const marked of [title, text]) {
      expect(marked.split('`').length % 2, id).toBe(1);
      const prose = partsOf(marked).filter(({ code }) => !code);
      for (const part of prose)
        expect(part.text, id).not.toMatch(/\w[_=]\w|\(\)|::|\bON DELETE\b|delete-orphan|Error\b/);
    }
  }
});

test('the parts of a text are its code and the rest, in order', () => {
  expect(partsOf('`delete()` marks, the `flush` deletes')).toEqual([
    { text: 'delete()', code: true },
    { text: ' marks, the ', code: false },
    { text: 'flush', code: true },
    { text: ' deletes', code: false },
  ]);
  expect(plainText('`delete()` marks')).toBe('delete() marks');
});

test('every rule can be seen in one place: a scenario, a program of the catalogue, or a page', () => {
  for (const { id, scenario, program, page } of RULES) {
    expect(
      [scenario, program, page].filter((place) => place !== undefined),
      id,
    ).toHaveLength(1);
    if (program) expect(findProgram(program)?.rules, id).toContain(id);
  }
});

test('the settings with which a rule decides are a valid scenario', () => {
  const scenarios = RULES.flatMap(({ id, scenario }) => (scenario ? [{ id, scenario }] : []));
  expect(scenarios.length).toBeGreaterThan(25);
  for (const { id, scenario } of scenarios) expect(parseScenario(scenario), id).toHaveProperty('scenario');
});
