// What a program did with a real driver beside what its trace in the tab says.
import type { Effect, StatementEvent, Trace, TraceError } from '@/lib/trace/trace';
import { asOlderServer } from './older-server';
import type { Recorded, RecordedStatement, Touched } from './real-drivers';
import type { Server, TableTexts } from './server';

/** One run of a program: in the tab, and with a real driver on a server. */
export interface Pair {
  readonly trace: Trace<null>;
  readonly printed: string;
  readonly server: Pick<Server, 'version'>;
  readonly real: Recorded;
  readonly realRows: TableTexts;
}

export interface Found {
  /** In words, the first of each kind; empty when the two are the same. */
  readonly differences: readonly string[];
  /** What is known of older servers and shows here. */
  readonly known: readonly string[];
}

export function driverDifferences({ trace, printed, server, real, realRows }: Pair): Found {
  const sent = sentIn(trace);
  const ours = withSelectsSorted(sent.map(statementOf));
  // Savepoints are transactions of the trace.
  const statements = real.statements.filter(({ sql }) => !/^(SAVEPOINT|ROLLBACK TO|RELEASE) /.test(sql));
  const theirs = withSelectsSorted(statements.map(({ touched: _, ...each }) => JSON.stringify(each)));
  const at = ours.findIndex((each, index) => each !== theirs[index]);
  const first = at < 0 && theirs.length > ours.length ? ours.length : at;
  const raised = lastError(trace);
  const error = asOlderServer(JSON.stringify(raised && errorOf(raised)), server.version);
  const output = asOlderServer(untimed(printed), server.version);
  return {
    known: [...new Set([...error.known, ...output.known])],
    differences: [
      ...(first < 0 ? [] : [`statement ${first + 1}: ${ours[first] ?? 'none'}, really ${theirs[first] ?? 'none'}`]),
      ...effectsDiffering(trace, sent, statements),
      // What is caught before the first Session is no part of a trace; what becomes of it is printed.
      ...(raised
        ? differing('error', JSON.parse(error.text), real.error ?? real.caught)
        : differing('error', null, real.error)),
      ...differing('warnings', warningsOf(trace), real.warnings.filter(([name]) => name.startsWith('SA')).sort()),
      ...differing('printed', output.text, untimed(real.printed)),
      ...differing('rows', sorted(trace.rows), sorted(realRows)),
    ],
  };
}

/** What ended the run, or what its program caught last. */
export function lastError({ events, error }: Trace<unknown>): TraceError | null {
  const caught = events.findLast((event) => event.type === 'session' && event.action === 'caught');
  return error ?? (caught?.type === 'session' ? (caught.error ?? null) : null);
}

/** A COMMIT that is refused is a statement of the trace, and none that SQLAlchemy has an event for. */
function sentIn({ events }: Trace<null>): readonly StatementEvent[] {
  return events.filter((event) => event.type === 'statement').filter(({ sql }) => sql !== 'COMMIT');
}

function differing(what: string, ours: unknown, theirs: unknown): readonly string[] {
  const [mine, real] = [JSON.stringify(ours), JSON.stringify(theirs)];
  return mine === real ? [] : [`${what}: ${mine}, really ${real}`];
}

function statementOf({ sql, parameters, many, rowcount, failed }: StatementEvent): string {
  return JSON.stringify({ sql, parameters, many, rowcount, failed });
}

const errorOf = ({ line: _, ...error }: TraceError) => error;

/** The first statement of which the witnesses do not tell the same; nothing where the server has none. */
function effectsDiffering(
  { schema }: Trace<null>,
  sent: readonly StatementEvent[],
  real: readonly RecordedStatement[],
): readonly string[] {
  const keys = new Map(schema.tables.map(({ name, key }) => [name, key]));
  const found = sent.flatMap(({ sql, effects }, index) => {
    const touched = real[index]?.touched;
    if (!touched) return [];
    return differing(
      `effects of ${sql}`,
      effects.map(effectOf),
      touched.map((each) => touchOf(each, keys.get(each.table) ?? [])),
    );
  });
  return found.slice(0, 1);
}

function effectOf({ by, operation, table, key, changes = [] }: Effect): string {
  const values = key === null ? [] : [key].flat();
  return [by, operation, table, ...values.map(String), ...changes.map(({ column }) => column)].join(' ');
}

/** As PostgreSQL's own foreign keys write it, with no function between it and the witness. */
const FOREIGN_KEY = /^.*\nSQL statement "(?:DELETE FROM|UPDATE) (?:ONLY )?".* OPERATOR\(.*"(?!\nPL\/pgSQL)/;

function touchOf({ operation, table, depth, around, old, new: now }: Touched, key: readonly string[]): string {
  const by = depth === 1 ? 'client' : FOREIGN_KEY.test(around) ? 'foreign-key' : 'trigger';
  const values = key.map((column) => String((old ?? now)?.[column]));
  const same = (column: string) => JSON.stringify(old?.[column]) === JSON.stringify(now?.[column]);
  const changed = operation === 'UPDATE' ? Object.keys(old ?? {}).filter((column) => !same(column)) : [];
  return [by, operation, table, ...values, ...changed].join(' ');
}

/** SQLAlchemy's echo without moments and durations; the parameters of many VALUES come in no stable order. */
function untimed(printed: string): string {
  return printed
    .replace(/^\d{4}-\d\d-\d\d [\d:,]+ /gm, '')
    .replace(/\[(generated in|cached since|no key) [\d.]+s/g, '[$1')
    .replace(/(?<=\(insertmanyvalues\).*\{).*(?=\}$)/gm, (parameters) => parameters.split(', ').sort().join(', '))
    .trimEnd();
}

/** F6: several lazy SELECTs of one flush come in no stable order. */
function withSelectsSorted(statements: readonly string[]): readonly string[] {
  const selects = statements.filter((each) => each.startsWith('{"sql":"SELECT')).sort();
  return statements.map((each) => (each.startsWith('{"sql":"SELECT') ? (selects.shift() ?? each) : each));
}

function warningsOf({ warnings }: Trace<null>) {
  return warnings
    .filter((each) => each.class.startsWith('SA'))
    .map((each) => [each.class, each.message])
    .sort();
}

/** As text, because that is how they were asked for. */
function sorted(tables: Readonly<Record<string, readonly (readonly unknown[])[]>>) {
  const text = (value: unknown) =>
    value === null ? null : value === 't' ? 'true' : value === 'f' ? 'false' : String(value);
  return Object.entries(tables)
    .map(([name, rows]) => [name, rows.map((row) => JSON.stringify(row.map(text))).sort()])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}
