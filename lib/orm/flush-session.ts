// The part of the Session that a flush reaches: what is waiting in it, and how it loads and sends. Session is one; the
// unit of work and its statements know no more of it than this.
import type { RuleNumber } from '@/lib/rules/rules';
import type { At } from '@/lib/trace/trace';
import type { AttributeSession } from './attributes';
import type { DriverFacts } from './drivers';
import type { InstanceState } from './instance-state';
import type { Reply, Statement, Steps } from './request';

export interface FlushSession extends AttributeSession {
  readonly driver: DriverFacts;
  readonly pending: ReadonlySet<InstanceState>;
  readonly dirty: ReadonlySet<InstanceState>;
  /** Marked by `delete()`, each with the rule that marked it. */
  readonly marked: ReadonlyMap<InstanceState, RuleNumber>;
  /** The rule of the attribute change that this flush writes out. */
  readonly changeRule: RuleNumber;
  isLoaded(user: InstanceState): boolean;
  /** Loads the posts or the profile of a user unless they are loaded. */
  load(user: InstanceState, at: At, rule: RuleNumber): Steps;
  /** The same SELECT without setting the attribute. */
  select(user: InstanceState, at: At, rule: RuleNumber): Steps<InstanceState[]>;
  /** Throws what PostgreSQL answers. */
  execute(statement: Statement): Steps<Reply>;
}
