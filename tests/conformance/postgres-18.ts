// The one place where the recording (PostgreSQL 15) and PGlite (PostgreSQL 18) say different things.
import type { Scenario } from '@/lib/scenario/scenario';
import type { RecordedTrace } from './recording';

type RecordedError = NonNullable<RecordedTrace['error']>;

interface Difference {
  readonly why: string;
  readonly applies: (error: RecordedError, scenario: Scenario) => boolean;
  readonly onPostgres18: (error: RecordedError) => RecordedError;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    why: 'Since PostgreSQL 18 RESTRICT raises restrict_violation, 23001, where it raised foreign_key_violation, 23503, and says so (ri_triggers.c, ri_ReportViolation)',
    applies: ({ sqlstate }, { onDelete }) => onDelete === 'RESTRICT' && sqlstate === '23503',
    onPostgres18: (error) => ({
      ...error,
      sqlstate: '23001',
      message: error.message.replace('violates foreign key', 'violates RESTRICT setting of foreign key'),
      detail: error.detail?.replace('is still referenced', 'is referenced') ?? null,
    }),
  },
];

/** The recorded trace as PostgreSQL 18 would have had it. */
export function asOnPostgres18(recorded: RecordedTrace, scenario: Scenario): RecordedTrace {
  const { error } = recorded;
  if (!error) return recorded;
  const known = DIFFERENCES.find(({ applies }) => applies(error, scenario));
  return known ? { ...recorded, error: known.onPostgres18(error) } : recorded;
}
