// A wire to a plain PGlite, through its synchronous protocol call: what the bridge needs to be used on its own.
import { messages, type PGlite, protocol } from '@electric-sql/pglite';
import type { Wire, WireAnswer, WireColumn, WireError, WireMessage, WireValue } from './wire';

const { serialize, Parser } = protocol;

/** PGlite must be ready, and belongs to the wire: another user's transaction would be the wire's, too. */
export function pgliteWire(pg: Pick<PGlite, 'execProtocolRawSync'>): Wire {
  return { exchange: (message) => read(pg.execProtocolRawSync(write(message)), message) };
}

/** Parse once, then bind and execute for each parameter set, then one sync: what asyncpg sends. */
function write({ sql, parameters }: WireMessage): Uint8Array {
  const parts = [serialize.parse({ text: sql })];
  for (const [index, values] of parameters.entries()) {
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

function read(bytes: Uint8Array, { kind }: WireMessage): WireAnswer {
  let columns: WireColumn[] | null = null;
  const rows: WireValue[][] = [];
  let tag = '';
  let error: WireError | null = null;
  new Parser().parse(bytes, (message) => {
    if (message instanceof messages.DataRowMessage) rows.push(message.fields);
    else if (message instanceof messages.RowDescriptionMessage) {
      columns = message.fields.map(({ name, dataTypeID }) => [name, dataTypeID]);
    } else if (message instanceof messages.CommandCompleteMessage) tag = message.text;
    else if (message instanceof messages.DatabaseError) {
      const { code, message: text, detail, constraint } = message;
      error ??= { sqlstate: code ?? null, message: text, detail: detail ?? null, constraint: constraint ?? null };
    }
  });
  return { columns, rows, rowcount: kind === 'executemany' ? -1 : rowcountOf(tag), error };
}

/** As SQLAlchemy's asyncpg dialect reads the command tag: `AsyncAdapt_asyncpg_cursor._prepare_and_execute`, 2.0.58 and 2.1.9. */
function rowcountOf(tag: string): number {
  const rows = tag.match(/^(?:SELECT|UPDATE|DELETE|INSERT \d+) (\d+)/)?.[1];
  return rows === undefined ? -1 : Number(rows);
}
