// Schemas of PostgreSQL that are ours: the witness's functions, and tables that are set aside while others are in use.

/** The functions that the snapshot brings along. */
export const WITNESS_SCHEMA = 'witness';

/** The name of another one. */
export function ownSchema(name: string): string {
  return `${WITNESS_SCHEMA}/${name}`;
}

/** A regular expression for PostgreSQL. */
export const OWN_SCHEMAS = `^${WITNESS_SCHEMA}(/|$)`;
