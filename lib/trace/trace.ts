// What happened in one run, as data: transactions, statements with their row effects, and what the
// Session learned. Everything a page draws and everything `npm run -s trace` prints is one of these.

import type { Insight } from './insight';
import type { Schema } from './schema';

/** A column value as PostgreSQL returns it for the types that scenarios use. */
export type Value = number | string | null;

/**
 * What names a row or an object: the value of its primary key, or all of them as "(1, 2)" where the key has several
 * columns. A table without a primary key is named by all of its columns.
 */
export type Key = number | string;

/** Where in the life of the operation something happened. "call" is inside `session.delete()` or the attribute change. */
export type At = 'setup' | 'call' | 'flush' | 'commit' | 'after-error';

/** Who touched a row, as a trigger inside PostgreSQL reported it. */
export type Actor = 'client' | 'foreign-key';

/** The number of a rule in tests/SPEC.md, for example "D1". */
export type RuleId = string;

/** One row touched by one statement, in the order in which PostgreSQL touched it. */
export interface Effect {
  readonly by: Actor;
  readonly operation: 'DELETE' | 'UPDATE' | 'INSERT';
  readonly table: string;
  readonly key: Key;
  /** The column that an UPDATE changed. */
  readonly change?: { readonly column: string; readonly from: Value; readonly to: Value };
  /** The foreign key's own SQL, from PG_CONTEXT; only for `by: "foreign-key"`. */
  readonly statement?: string;
}

export interface TransactionEvent {
  readonly type: 'transaction';
  readonly at: At;
  readonly action: 'begin' | 'commit' | 'rollback';
}

export interface StatementEvent {
  readonly type: 'statement';
  readonly at: At;
  /** The text as the driver gets it. */
  readonly sql: string;
  /** One list per parameter set: one for a plain execute, N for an executemany. */
  readonly parameters: readonly (readonly Value[])[];
  /** Sent as one executemany. */
  readonly many: boolean;
  /** As asyncpg reports it: -1 for an executemany, null when the statement failed. */
  readonly rowcount: number | null;
  /** Wall-clock time between sending the statement and having read its whole answer. */
  readonly milliseconds: number;
  readonly rule: RuleId | null;
  readonly effects: readonly Effect[];
  readonly failed: boolean;
  /** The line of the Python program that caused it, from 1; only where SQLAlchemy itself ran. */
  readonly line?: number;
}

/** The name of a mapped class, for example "User". */
export type Entity = string;

/**
 * What the Session knows of an object. "marked-deleted" is in `session.deleted` before the flush; "deleted"
 * is after it; "stale" is persistent in Python while PostgreSQL has removed or changed the row behind its back.
 */
export type ObjectState =
  | 'pending'
  | 'persistent'
  | 'orphan'
  | 'marked-deleted'
  | 'deleted'
  | 'detached'
  | 'expired'
  | 'stale';

/** Objects of one class that entered one state together. */
export interface ObjectChange {
  readonly entity: Entity;
  readonly keys: readonly Key[];
  readonly state: ObjectState;
  /** The class's foreign key, user_id in a scenario, as Python now holds it; absent when unchanged. */
  readonly userId?: Value;
}

/** A collection (or scalar attribute) of relationship() as Python holds it. */
export interface CollectionChange {
  readonly owner: Entity;
  readonly key: Key;
  /** "posts", "profile" or "user". */
  readonly attribute: string;
  readonly loaded: boolean;
  /** Keys of the members, in Python's order; empty while not loaded. */
  readonly members: readonly Key[];
}

/** What Python learned or decided between two statements. */
export interface SessionEvent {
  readonly type: 'session';
  readonly at: At;
  readonly action:
    | 'loaded'
    | 'not-loaded'
    | 'marked-deleted'
    | 'changed'
    | 'orphaned'
    | 'flushed'
    | 'expired'
    | 'detached'
    | 'stale'
    | 'raised';
  /** One sentence for a reader, for example "The Session loads user.posts to delete each post itself". */
  readonly note: string;
  readonly rule: RuleId | null;
  readonly objects: readonly ObjectChange[];
  readonly collections: readonly CollectionChange[];
}

export type TraceEvent = TransactionEvent | StatementEvent | SessionEvent;

export interface Warning {
  readonly class: string;
  readonly message: string;
}

/** Why the run failed: PostgreSQL's own words, or the exception that SQLAlchemy raised. */
export interface TraceError {
  /** For example "IntegrityError" or "ArgumentError". */
  readonly class: string;
  readonly sqlstate: string | null;
  readonly message: string;
  readonly detail: string | null;
  readonly constraint: string | null;
  /** The line of a program that raised it, from 1. */
  readonly line?: number;
}

/** Every table's rows by primary key; columns in the order of the table. */
export type Tables = Readonly<Record<string, readonly (readonly Value[])[]>>;

/** The JSON of one run. `S` is the scenario's type, so that this module imports nothing. */
export interface Trace<S> {
  readonly engine: { readonly name: 'model' | 'sqlalchemy'; readonly version: string; readonly postgres: string };
  readonly scenario: S;
  readonly events: readonly TraceEvent[];
  readonly warnings: readonly Warning[];
  readonly error: TraceError | null;
  /** The rows that a second connection sees afterwards. */
  readonly rows: Tables;
  /** Present only when SQLAlchemy itself ran. */
  readonly insight?: Insight;
}

/** A trace with the rows that were there before it, read from the database after the seed. */
export interface Run<S> {
  readonly trace: Trace<S>;
  readonly before: Tables;
  /** Only of a program: a scenario's tables and classes are known by its settings. */
  readonly schema?: Schema;
}
