// The catalogue of all rules. tests/SPEC.md and the rules page are renderings of it.
import type { RuleId } from '@/lib/trace/trace';
import { CITED } from './cited';
import { PROGRAMS_ALONE } from './program-rules';
import type { Rule, RuleGroup, RuleGroupRecord } from './rule';
import { SERIES_OF_SQLALCHEMY } from './series-rules';

const CATALOGUE = [...CITED, PROGRAMS_ALONE, SERIES_OF_SQLALCHEMY] as const;

type KeyOf<Records> = Records extends unknown ? keyof Records : never;
/** The number of a rule of the catalogue, for example "D1"; a trace may come from elsewhere and cite any (RuleId). */
export type RuleNumber = KeyOf<(typeof CATALOGUE)[number]['rules']>;

const numbered = (rules: RuleGroupRecord['rules']): Rule<RuleNumber>[] =>
  Object.entries(rules).map(([id, rule]) => ({ id: id as RuleNumber, ...rule }));

export const RULE_GROUPS: readonly RuleGroup<RuleNumber>[] = CATALOGUE.map(({ title, rules }) => ({
  title,
  rules: numbered(rules),
}));

export const RULES: readonly Rule<RuleNumber>[] = RULE_GROUPS.flatMap(({ rules }) => rules);

const BY_ID: ReadonlyMap<RuleId, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule with this number; null for a number that no rule has. */
export function findRule(id: RuleId): Rule | null {
  return BY_ID.get(id) ?? null;
}
