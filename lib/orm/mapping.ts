// The two mapped classes of a scenario as SQLAlchemy configures them: User with its posts or profile, and the
// child with its user. Refused settings are data, in SQLAlchemy's words (C1-C3).
import type { PassiveDeletes, Scenario } from '@/lib/scenario/scenario';
import { type Entity, NAMES, type Names } from '@/lib/scenario/shape';
import type { TraceError, Warning } from '@/lib/trace/trace';
import { type CascadeOptions, parseCascade } from './cascade-options';
import { exception } from './python-error';

/** One side of the relationship; the two sides name each other in back_populates. */
export interface Relationship {
  readonly owner: Entity;
  /** "posts", "profile" or "user". */
  readonly key: string;
  readonly direction: 'one-to-many' | 'many-to-one';
  readonly uselist: boolean;
  readonly cascade: CascadeOptions;
  readonly passiveDeletes: PassiveDeletes;
}

export interface Mapping {
  readonly names: Names;
  /** User.posts or User.profile, with the scenario's flags. */
  readonly children: Relationship;
  /** Post.user or Profile.user, with SQLAlchemy's defaults. */
  readonly parent: Relationship;
  /** Rows have a version, which every UPDATE raises and every UPDATE and DELETE asks for (version_id_col). */
  readonly versioned: boolean;
  /** Whether a DELETE that matched fewer rows is told of (confirm_deleted_rows). */
  readonly confirmsDeletedRows: boolean;
}

const DEFAULT_CASCADE: CascadeOptions = { saveUpdate: true, delete: false, deleteOrphan: false };

/** What configuring the mappers gives: the mapping, or the error that refuses it; the warnings come first. */
export function configureMapping(scenario: Scenario): {
  readonly warnings: readonly Warning[];
  readonly result: Mapping | { readonly error: TraceError };
} {
  const names = NAMES[scenario.shape];
  const parsed = parseCascade(scenario.cascade);
  if ('invalid' in parsed) return { warnings: [], result: { error: exception('ArgumentError', parsed.invalid) } };
  const { cascade } = parsed;
  const { passiveDeletes } = scenario;
  const warnings: Warning[] = [];
  if (cascade.deleteOrphan && !cascade.delete) {
    // C2: said by CascadeOptions itself, so before the check below
    warnings.push({
      class: 'SAWarning',
      at: 'setup',
      message: "The 'delete-orphan' cascade option requires 'delete'.",
    });
  }
  if (passiveDeletes === 'all' && (cascade.delete || cascade.deleteOrphan)) {
    const message = `On User.${names.attribute}, can't set passive_deletes='all' in conjunction with 'delete' or 'delete-orphan' cascade`;
    return { warnings, result: { error: exception('ArgumentError', message) } }; // C1
  }
  return {
    warnings,
    result: {
      names,
      children: {
        owner: 'User',
        key: names.attribute,
        direction: 'one-to-many',
        uselist: scenario.shape === 'one-to-many',
        cascade,
        passiveDeletes,
      },
      parent: {
        owner: names.entity,
        key: 'user',
        direction: 'many-to-one',
        uselist: false,
        cascade: DEFAULT_CASCADE,
        passiveDeletes: false,
      },
      versioned: scenario.mapper === 'version-id-col',
      confirmsDeletedRows: scenario.mapper !== 'confirm-deleted-rows-false',
    },
  };
}
