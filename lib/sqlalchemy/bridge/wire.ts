// What the Python side of the bridge needs of a PostgreSQL: one message out, the whole answer back, synchronously.
// Whoever embeds the bridge hands in a Wire; `pglite-wire.ts` makes one from a plain PGlite.

export type WireValue = number | string | null;

/**
 * "transaction" is BEGIN, COMMIT or ROLLBACK, sent by the DBAPI itself; "lookup" is a question of the driver that no
 * program asked, for example for the element type of an array.
 */
export type WireKind = 'transaction' | 'execute' | 'executemany' | 'lookup';

export interface WireMessage {
  readonly kind: WireKind;
  readonly sql: string;
  /** One list for each parameter set; PostgreSQL's input text, or an integer that JavaScript holds exactly. */
  readonly parameters: readonly (readonly WireValue[])[];
}

/** A column of a result: its name and the oid of its type. */
export type WireColumn = readonly [name: string, oid: number];

export interface WireError {
  readonly sqlstate: string | null;
  readonly message: string;
  readonly detail: string | null;
  readonly constraint: string | null;
}

export interface WireAnswer {
  /** Null when the statement returns no rows by its nature; empty for `SELECT` without columns. */
  readonly columns: readonly WireColumn[] | null;
  /** PostgreSQL's output text; integers may be numbers. */
  readonly rows: readonly (readonly WireValue[])[];
  /** As asyncpg reports it: rows touched or returned, -1 when unknown or for an executemany. */
  readonly rowcount: number;
  readonly error: WireError | null;
}

export interface Wire {
  /** Never throws for an error of PostgreSQL's. */
  exchange(message: WireMessage): WireAnswer;
}
