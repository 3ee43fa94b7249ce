// What a program did with a real driver beside what its trace in the tab says.
import type { StatementEvent, Trace } from '@/lib/trace/trace';
import type { Recorded } from './real-drivers';

type Rows = Readonly<Record<string, readonly (readonly unknown[])[]>>;

/** In words, the first of each kind; empty when the two are the same. */
export function driverDifferences(trace: Trace<null>, real: Recorded, realRows: Rows): readonly string[] {
  const ours = withSelectsSorted(sentIn(trace).map(statementOf));
  const theirs = withSelectsSorted(real.statements.map((each) => JSON.stringify(each)));
  const at = ours.findIndex((each, index) => each !== theirs[index]);
  const first = at < 0 && theirs.length > ours.length ? ours.length : at;
  const { error } = trace;
  return [
    ...(first < 0 ? [] : [`statement ${first + 1}: ${ours[first] ?? 'none'}, really ${theirs[first] ?? 'none'}`]),
    ...differing('error', error && `${error.class} ${error.sqlstate ?? ''}`.trim(), real.error),
    ...differing('warnings', warningsOf(trace), real.warnings.filter(([name]) => name.startsWith('SA')).sort()),
    ...differing('rows', sorted(trace.rows), sorted(realRows)),
  ];
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
function sorted(tables: Rows) {
  const text = (value: unknown) =>
    value === null ? null : value === 't' ? 'true' : value === 'f' ? 'false' : String(value);
  return Object.entries(tables)
    .map(([name, rows]) => [name, rows.map((row) => JSON.stringify(row.map(text))).sort()])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}
