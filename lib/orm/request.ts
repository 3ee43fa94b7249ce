// The conversation between the model of the unit of work and whoever runs its statements. The model is a
// generator: it yields requests and is fed one reply for each; it knows no database.

import type { RuleNumber } from '@/lib/rules/rules';
import type { Scenario } from '@/lib/scenario/scenario';
import type { At, ParameterSet, SessionEvent, TraceError, TransactionEvent, Value, Warning } from '@/lib/trace/trace';

/** A statement to execute. An executemany is one request with `many: true` and one parameter list per set. */
export interface StatementRequest {
  readonly type: 'statement';
  readonly at: At;
  /** As PostgreSQL gets it, with numbered placeholders; what a driver makes of it is told by lib/orm/drivers.ts. */
  readonly sql: string;
  readonly parameters: readonly (readonly Value[])[];
  /** The names of the parameters, for drivers that go by names. */
  readonly names: readonly string[];
  readonly many: boolean;
  readonly rule: RuleNumber | null;
  /** Of a driver that writes what goes to PostgreSQL from something else, which is what the trace shows. */
  readonly driver?: DriverRequest;
}

interface DriverRequest {
  readonly sql: string;
  readonly parameters: readonly ParameterSet[];
  /** Whether it counts the rows of an executemany. */
  readonly counts: boolean;
  readonly types?: readonly number[];
  readonly texts?: readonly string[];
  readonly simple?: 'first' | 'last';
}

export interface TransactionRequest {
  readonly type: 'transaction';
  readonly at: At;
  readonly action: TransactionEvent['action'];
  /** Of a savepoint. */
  readonly name?: string;
  /** As it was sent; without it, the action's own word. */
  readonly sql?: string;
}

export interface WarningRequest {
  readonly type: 'warning';
  readonly warning: Warning;
}

/** All objects are read, and the operation comes next: the moment for what others do meanwhile. */
interface ReadyRequest {
  readonly type: 'ready';
}

/** Session events, warnings and "ready" need no answer; whoever drives the model replies with NOTHING. */
export type Request = StatementRequest | TransactionRequest | SessionEvent | WarningRequest | ReadyRequest;

/** What the database answered to one statement or transaction request. */
export interface Reply {
  /** Result rows of a SELECT, in the order of its columns; else empty. */
  readonly rows: readonly (readonly Value[])[];
  /** As the driver reports it; null when it does not know, or the statement failed. */
  readonly rowcount: number | null;
  /** PostgreSQL's error, or null. */
  readonly error: Omit<TraceError, 'class'> | null;
}

export const NOTHING: Reply = { rows: [], rowcount: null, error: null };

/** A part of the run that may send statements. */
export type Steps<T = void> = Generator<Request, T, Reply>;

/** What a part of the run asks to have sent. */
export interface Statement {
  readonly at: At;
  readonly rule: RuleNumber;
  readonly sql: string;
  readonly names: readonly string[];
  readonly parameters: readonly (readonly Value[])[];
}

/** A run of the model: yields requests, returns the error that ended it or null. */
export type ModelRun = Steps<TraceError | null>;

/** The signature of `lib/orm/model.ts`'s `runModel`. */
export type Model = (scenario: Scenario) => ModelRun;
