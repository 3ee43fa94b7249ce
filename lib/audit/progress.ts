// An audit as it comes: what the models are, then class by class what was observed.

import type { Table } from '@/lib/trace/schema';
import type { Driver } from '@/lib/versions';
import type { Audit, AuditEngine, Facts, MappingError, Observed } from './facts';

/** What is audited, and on what. */
export interface AuditedFiles {
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly driver?: Driver;
}

/** Those that have objects to delete. */
export const deletableIn = (soFar: AuditSoFar) =>
  soFar && 'facts' in soFar ? soFar.facts.classes.filter(({ ways }) => ways.length > 0) : [];

export type OnAudited = (progress: AuditProgress) => void | Promise<void>;

export type AuditProgress =
  | { readonly type: 'opened'; readonly facts: Facts; readonly tables: readonly Table[]; readonly engine: AuditEngine }
  /** Nothing can be observed. */
  | { readonly type: 'unmapped'; readonly error: MappingError; readonly engine: AuditEngine }
  | {
      readonly type: 'observed';
      readonly class: string;
      readonly observed: readonly Observed[];
      readonly notes: readonly string[];
      /** Why nothing more of the class could be. */
      readonly why: string | null;
    };

/** What was observed of models, or why they could not be mapped. */
export type Audited = Audit | { readonly error: MappingError; readonly engine: AuditEngine };

/** What is known so far; null before the models are. */
export type AuditSoFar = Audited | null;

export function withProgress(before: AuditSoFar, progress: AuditProgress): AuditSoFar {
  if (progress.type === 'opened') {
    const { facts, tables, engine } = progress;
    return { facts, tables, engine, observed: [], unobserved: {}, notes: [] };
  }
  if (progress.type === 'unmapped') return { error: progress.error, engine: progress.engine };
  if (before === null || 'error' in before) return before;
  const { class: name, observed, notes, why } = progress;
  return {
    ...before,
    observed: [...before.observed, ...observed],
    notes: [...new Set([...before.notes, ...notes])],
    unobserved: why === null ? before.unobserved : { ...before.unobserved, [name]: why },
  };
}
