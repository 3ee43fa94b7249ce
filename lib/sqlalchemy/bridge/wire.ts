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
  /** Of a driver that does not hand its text and its parameters on as they are. */
  readonly driver?: WireDriver;
}

/** What a driver was given, and how it sends that. */
interface WireDriver {
  readonly sql: string;
  readonly parameters: readonly (readonly WireValue[] | Readonly<Record<string, WireValue>>)[];
  /** Whether it counts the rows of an executemany. */
  readonly counts: boolean;
  /** The types of the parameters by oid; 0 is for PostgreSQL to find out. */
  readonly types?: readonly number[];
  /** A text of its own for each execution: of a driver that writes the values into the text. */
  readonly texts?: readonly string[];
  /** Sent as a simple query, which may have several statements, and whose result is read. */
  readonly simple?: 'first' | 'last';
}

/** A column of a result: its name and the oid of its type. */
export type WireColumn = readonly [name: string, oid: number];

export interface WireError {
  readonly sqlstate: string | null;
  readonly message: string;
  readonly detail: string | null;
  readonly constraint: string | null;
  /** The other fields of PostgreSQL's report by their letters in the protocol, as far as the wire knows them. */
  readonly fields?: Readonly<Record<string, string>>;
}

export interface WireAnswer {
  /** Null when the statement returns no rows by its nature; empty for `SELECT` without columns. */
  readonly columns: readonly WireColumn[] | null;
  /** PostgreSQL's output text; integers may be numbers. */
  readonly rows: readonly (readonly WireValue[])[];
  /**
   * Rows touched or returned, -1 when unknown. Of an executemany the sum when the message has a driver that counts,
   * else -1, as asyncpg reports it.
   */
  readonly rowcount: number;
  readonly error: WireError | null;
}

export interface Wire {
  /** Never throws for an error of PostgreSQL's. */
  exchange(message: WireMessage): WireAnswer;
}
