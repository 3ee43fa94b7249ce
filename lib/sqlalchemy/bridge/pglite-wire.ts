// A wire to a plain PGlite, through its synchronous protocol call: what the bridge needs to be used on its own.
import { messages, type PGlite, protocol } from '@electric-sql/pglite';
import type { Wire, WireAnswer, WireColumn, WireError, WireMessage, WireValue } from './wire';

const { serialize, Parser } = protocol;

/** PGlite must be ready, and belongs to the wire: another user's transaction would be the wire's, too. */
export function pgliteWire(pg: Pick<PGlite, 'execProtocolRawSync'>): Wire {
  return { exchange: (message) => read(pg.execProtocolRawSync(write(message)), message) };
}

/** Parse once, then bind and execute for each parameter set, then one sync: what asyncpg sends. */
function write({ sql, parameters, driver }: WireMessage): Uint8Array {
  const { types, texts, simple } = driver ?? {};
  if (simple) return serialize.query(texts?.[0] ?? sql);
  const parts = texts ? [] : [serialize.parse({ text: sql, ...(types && { types: [...types] }) })];
  for (const [index, values] of parameters.entries()) {
    const text = texts?.[index];
    if (text !== undefined) parts.push(serialize.parse({ text }));
    parts.push(serialize.bind({ values: values.map((value) => (value === null ? null : String(value))) }));
    if (index === 0) parts.push(serialize.describe({ type: 'P' }));
    parts.push(serialize.execute({}));
  }
  parts.push(serialize.sync());
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function read(bytes: Uint8Array, { kind, driver }: WireMessage): WireAnswer {
  const reads = driver?.simple ?? 'all';
  let result: { columns: WireColumn[] | null; rows: WireValue[][] } = { columns: null, rows: [] };
  let read = result;
  let tag: string | null = null;
  let sum = 0;
  let error: WireError | null = null;
  new Parser().parse(bytes, (message) => {
    if (message instanceof messages.DataRowMessage) result.rows.push(message.fields);
    else if (message instanceof messages.RowDescriptionMessage) {
      result.columns = message.fields.map(({ name, dataTypeID }) => [name, dataTypeID]);
    } else if (message instanceof messages.CommandCompleteMessage) {
      sum += Math.max(0, rowcountOf(message.text));
      if (reads === 'first' && tag !== null) return;
      tag = message.text;
      read = result;
      if (reads !== 'all') result = { columns: null, rows: [] };
    } else if (message instanceof messages.DatabaseError) {
      const { code, message: text, detail, constraint } = message;
      const fields = fieldsOf(message);
      error ??= {
        sqlstate: code ?? null,
        message: text,
        detail: detail ?? null,
        constraint: constraint ?? null,
        fields,
      };
    }
  });
  const many = driver?.counts ? sum : -1;
  return { ...read, rowcount: kind === 'executemany' ? many : rowcountOf(tag ?? ''), error };
}

/** https://www.postgresql.org/docs/18/protocol-error-fields.html */
function fieldsOf({ severity, hint, position, where, schema, table, column, dataType }: messages.DatabaseError) {
  const all = { S: severity, H: hint, P: position, W: where, s: schema, t: table, c: column, d: dataType };
  return Object.fromEntries(Object.entries(all).filter((each): each is [string, string] => each[1] !== undefined));
}

/** As SQLAlchemy's asyncpg dialect reads the command tag: `AsyncAdapt_asyncpg_cursor._prepare_and_execute`, 2.0.58 and 2.1.9. */
function rowcountOf(tag: string): number {
  const rows = tag.match(/^(?:SELECT|UPDATE|DELETE|INSERT \d+) (\d+)/)?.[1];
  return rows === undefined ? -1 : Number(rows);
}
