// The rules that a line of a log can cite: all but those of the series and of programs alone, which no page has to
// load for its log.
import type { RuleId } from '@/lib/trace/trace';
import { ORPHANS, SHAPES } from './attribute-rules';
import { CONFIGURATION, LOADING } from './configuration-rules';
import { FOREIGN_KEY, MEMORY, WITNESS } from './database-rules';
import { BULK, DELETE } from './delete-rules';
import { DRIVERS_OF_POSTGRESQL } from './driver-rules';
import { FLUSH, STATEMENT_TEXT } from './flush-rules';
import type { RuleGroupRecord } from './rule';

export const CITED = [
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
  DRIVERS_OF_POSTGRESQL,
] as const;

const BY_ID = new Map(CITED.flatMap(({ rules }: RuleGroupRecord) => Object.entries(rules)));

/** What is said of the rule with this number; null for a number that none of these has. */
export function findCited(id: RuleId): RuleGroupRecord['rules'][string] | null {
  return BY_ID.get(id) ?? null;
}
