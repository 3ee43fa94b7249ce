// The catalogue of all rules. tests/SPEC.md and the rules page are renderings of it.
import type { RuleId } from '@/lib/trace/trace';
import { ORPHANS, SHAPES } from './attribute-rules';
import { CONFIGURATION, LOADING } from './configuration-rules';
import { FOREIGN_KEY, MEMORY, WITNESS } from './database-rules';
import { BULK, DELETE } from './delete-rules';
import { FLUSH, STATEMENT_TEXT } from './flush-rules';
import type { Rule, RuleGroup } from './rule';

export const RULE_GROUPS: readonly RuleGroup[] = [
  CONFIGURATION,
  LOADING,
  DELETE,
  STATEMENT_TEXT,
  FLUSH,
  ORPHANS,
  BULK,
  FOREIGN_KEY,
  MEMORY,
  SHAPES,
  WITNESS,
];

export const RULES: readonly Rule[] = RULE_GROUPS.flatMap(({ rules }) => rules);

const BY_ID: ReadonlyMap<RuleId, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule with this number; null for a number that no rule has. */
export function findRule(id: RuleId): Rule | null {
  return BY_ID.get(id) ?? null;
}
