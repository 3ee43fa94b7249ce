// Reads PostgreSQL's answer as it streams out of PGlite, in chunks that may cut a message in two. It decodes
// only what this project asks for: PGlite's own parser builds every field of every notice, which for a cascade
// over 10,000 witnessed rows takes six times as long as the cascade.
// https://www.postgresql.org/docs/18/protocol-message-formats.html
import type { Value } from '@/lib/trace/trace';

/** The fields of an ErrorResponse or NoticeResponse that are read; null when PostgreSQL sent none. */
export interface Report {
  readonly sqlstate: string;
  readonly message: string;
  readonly detail: string | null;
  /** What PostgreSQL calls CONTEXT: a line for each function and statement around the report. */
  readonly where: string | null;
  readonly constraint: string | null;
  /** Of an error, the other fields by their letters: https://www.postgresql.org/docs/18/protocol-error-fields.html */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A column of a result: its name and the oid of its type. */
export type Column = readonly [name: string, type: number];

export interface AnswerHandler {
  /** Before the rows, for every statement that can return any. */
  columns?(columns: readonly Column[]): void;
  row(values: readonly Value[]): void;
  notice(report: Report): void;
  error(report: Report): void;
  /** The command tag, for example "DELETE 3". */
  complete(tag: string): void;
  /** 'I' outside a transaction, 'T' inside one, 'E' inside a failed one. The last message of an answer. */
  ready(status: string): void;
}

const HEADER = 5;
const INTEGER_TYPES: ReadonlySet<number> = new Set([20, 21, 23, 26]);
const NOTHING = new Uint8Array(0);
const text = new TextDecoder();

function code(letter: string): number {
  return letter.charCodeAt(0);
}
const ERROR = code('E');
const NOTICE = code('N');
const ROW = code('D');
const ROW_DESCRIPTION = code('T');
const COMPLETE = code('C');
const READY = code('Z');

/** Remembers the last text it decoded: the contexts of a cascade's notices are thousands of equal strings. */
class RepeatedText {
  #bytes = NOTHING;
  #text = '';

  decode(bytes: Uint8Array): string {
    const last = this.#bytes;
    let same = last.length === bytes.length;
    for (let i = 0; same && i < bytes.length; i++) same = last[i] === bytes[i];
    if (!same) {
      this.#bytes = bytes.slice();
      this.#text = text.decode(bytes);
    }
    return this.#text;
  }
}

/** Up to this many bytes a loop is several times faster than the decoder. */
const SHORT = 24;

function decode(bytes: Uint8Array, start: number, end: number): string {
  let decoded = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 || end - start > SHORT) return text.decode(bytes.subarray(start, end));
    decoded += String.fromCharCode(byte);
  }
  return decoded;
}

export class BackendReader {
  readonly #handler: AnswerHandler;
  readonly #where = new RepeatedText();
  readonly #tag = new RepeatedText();
  #rest = NOTHING;
  #integers: readonly boolean[] = [];

  constructor(handler: AnswerHandler) {
    this.#handler = handler;
  }

  /** The chunk may be a view of memory that changes after this call. */
  push(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length);
      bytes.set(this.#rest);
      bytes.set(chunk, this.#rest.length);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let offset = 0;
    while (offset + HEADER <= bytes.length) {
      const end = offset + 1 + view.getUint32(offset + 1);
      if (end > bytes.length) break;
      this.#message(view.getUint8(offset), bytes, view, offset + HEADER, end);
      offset = end;
    }
    this.#rest = offset === bytes.length ? NOTHING : bytes.slice(offset);
  }

  #message(type: number, bytes: Uint8Array, view: DataView, start: number, end: number): void {
    if (type === ROW) this.#handler.row(this.#row(bytes, view, start));
    else if (type === NOTICE) this.#handler.notice(this.#report(bytes, start, end));
    else if (type === ERROR)
      this.#handler.error({ ...this.#report(bytes, start, end), fields: readFields(bytes, start, end) });
    else if (type === COMPLETE) this.#handler.complete(this.#tag.decode(bytes.subarray(start, end - 1)));
    else if (type === READY) this.#handler.ready(String.fromCharCode(view.getUint8(start)));
    else if (type === ROW_DESCRIPTION) this.#describe(readColumns(bytes, view, start));
  }

  #describe(columns: readonly Column[]): void {
    this.#integers = columns.map(([, type]) => INTEGER_TYPES.has(type));
    this.#handler.columns?.(columns);
  }

  #row(bytes: Uint8Array, view: DataView, start: number): Value[] {
    const values: Value[] = [];
    const count = view.getInt16(start);
    let offset = start + 2;
    for (let column = 0; column < count; column++) {
      const length = view.getInt32(offset);
      offset += 4;
      if (length < 0) {
        values.push(null);
        continue;
      }
      const decoded = decode(bytes, offset, offset + length);
      values.push(this.#integers[column] ? integer(decoded) : decoded);
      offset += length;
    }
    return values;
  }

  #report(bytes: Uint8Array, start: number, end: number): Report {
    const report = { sqlstate: '', message: '', detail: null, where: null, constraint: null } as {
      -readonly [field in keyof Report]: Report[field];
    };
    let offset = start;
    while (offset < end) {
      const field = bytes[offset];
      // The file, line and routine in PostgreSQL's source come last: elog.c, send_message_to_frontend, 18.
      if (field === 0 || field === code('F')) break;
      const close = bytes.indexOf(0, offset + 1);
      const value = bytes.subarray(offset + 1, close);
      if (field === code('C')) report.sqlstate = text.decode(value);
      else if (field === code('M')) report.message = text.decode(value);
      else if (field === code('W')) report.where = this.#where.decode(value);
      else if (field === code('D')) report.detail = text.decode(value);
      else if (field === code('n')) report.constraint = text.decode(value);
      offset = close + 1;
    }
    return report;
  }
}

function readFields(bytes: Uint8Array, start: number, end: number): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let offset = start; offset < end && bytes[offset] !== 0; ) {
    const close = bytes.indexOf(0, offset + 1);
    fields[String.fromCharCode(bytes[offset] ?? 0)] = text.decode(bytes.subarray(offset + 1, close));
    offset = close + 1;
  }
  return fields;
}

/** A bigint that a JavaScript number cannot hold stays text. */
function integer(printed: string): Value {
  const value = Number(printed);
  return Number.isSafeInteger(value) ? value : printed;
}

function readColumns(bytes: Uint8Array, view: DataView, start: number): Column[] {
  const columns: Column[] = [];
  const count = view.getInt16(start);
  let offset = start + 2;
  for (let column = 0; column < count; column++) {
    const end = bytes.indexOf(0, offset);
    // table oid (4), attribute number (2), then the type's oid
    columns.push([text.decode(bytes.subarray(offset, end)), view.getUint32(end + 7)]);
    offset = end + 19;
  }
  return columns;
}
