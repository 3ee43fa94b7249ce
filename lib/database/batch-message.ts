// One statement with many parameter sets as one protocol message, written straight into one buffer: parse, then
// bind and execute for each set, then sync. A million sets are 40 MB here, and were a million objects otherwise.
// https://www.postgresql.org/docs/18/protocol-message-formats.html
import { protocol } from '@electric-sql/pglite';
import type { Value } from '@/lib/trace/trace';

const { serialize } = protocol;
const NOTHING = new Uint8Array(0);
const encoder = new TextEncoder();

/** Bytes of a bind message without its values: type, length, portal, statement, and the counts of three lists. */
const BIND = 1 + 4 + 1 + 1 + 2 + 2 + 2;
const EXECUTE = 1 + 4 + 1 + 4;
/** A length field, and the longest integer or a short text; longer values make the buffer grow. */
const VALUE = 4 + 11;

/** How a driver sends a statement, where it is not one text whose parameters have the types that PostgreSQL finds. */
export interface Parsing {
  /** The types of the parameters by oid; 0 is for PostgreSQL to find out. */
  readonly types?: readonly number[];
  /** A text for each set, in place of the one for all. */
  readonly texts?: readonly string[];
}

/** `sets` must not be empty. */
export function batchMessage(
  sql: string,
  sets: readonly (readonly Value[])[],
  { types, texts }: Parsing = {},
): Uint8Array {
  const head = texts ? NOTHING : serialize.parse({ text: sql, ...(types && { types: [...types] }) });
  const describe = serialize.describe({ type: 'P' });
  const sync = serialize.sync();
  const width = sets[0]?.length ?? 0;
  let bytes = new Uint8Array(
    head.length + describe.length + sync.length + sets.length * (BIND + EXECUTE + width * VALUE) + 64,
  );
  let view = new DataView(bytes.buffer);
  bytes.set(head);
  let at = head.length;

  const reserve = (count: number) => {
    if (at + count <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, at + count));
    larger.set(bytes);
    bytes = larger;
    view = new DataView(bytes.buffer);
  };
  const printed = (value: string) => {
    reserve(4 + value.length * 3 + EXECUTE + describe.length + sync.length);
    const { written } = encoder.encodeInto(value, bytes.subarray(at + 4));
    view.setInt32(at, written);
    at += 4 + written;
  };
  const integer = (value: number) => {
    const digits = String(value);
    view.setInt32(at, digits.length);
    at += 4;
    for (let i = 0; i < digits.length; i++) bytes[at++] = digits.charCodeAt(i);
  };

  for (const [index, values] of sets.entries()) {
    const text = texts?.[index];
    if (text !== undefined) {
      const parse = serialize.parse({ text });
      reserve(parse.length);
      bytes.set(parse, at);
      at += parse.length;
    }
    reserve(BIND + EXECUTE + values.length * VALUE + describe.length + sync.length);
    const start = at;
    bytes[at] = 0x42; // Bind: unnamed portal, unnamed statement, no format codes
    at += 9;
    view.setInt16(at, values.length);
    at += 2;
    for (const value of values) {
      if (value === null) {
        view.setInt32(at, -1);
        at += 4;
      } else if (typeof value === 'number') integer(value);
      else printed(value);
    }
    at += 2; // no result format codes
    view.setInt32(start + 1, at - start - 1);
    if (index === 0) {
      bytes.set(describe, at);
      at += describe.length;
    }
    bytes[at] = 0x45; // Execute: unnamed portal, all rows
    view.setInt32(at + 1, EXECUTE - 1);
    at += EXECUTE;
  }
  bytes.set(sync, at);
  return bytes.subarray(0, at + sync.length);
}
