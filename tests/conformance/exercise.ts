// Which recorded cells put which rule to work, told from the settings and from what was recorded, never from what
// the model does.
import type { RuleNumber } from '@/lib/rules/rules';
import type { Operation } from '@/lib/scenario/scenario';
import type { Cell, RecordedEvent } from './recording';

type Statement = Exclude<RecordedEvent, readonly [unknown, unknown]>;
type Predicate = (cell: Cell) => boolean;

const DELETES_USER = new Set<Operation>([
  'delete-user',
  'delete-two-users',
  'delete-two-users-reversed',
  'delete-post-then-user',
]);
const TAKES_OUT = new Set<Operation>(['remove-post', 'clear-posts', 'assign-empty']);

const operation =
  (...names: readonly Operation[]): Predicate =>
  ({ scenario, trace }) =>
    trace !== null && names.includes(scenario.operation);
const hasDelete = ({ scenario: { cascade } }: Cell) => {
  const words = cascade.split(/\s*,\s*/);
  return !words.includes('none') && (words.includes('all') || words.includes('delete'));
};
const deletesUser = ({ scenario, trace }: Cell) => trace !== null && DELETES_USER.has(scenario.operation);
const isNamed = ({ scenario }: Cell) => scenario.driver !== 'asyncpg';
const isLoaded = ({ scenario }: Cell) => scenario.loaded === 'loaded';

function statements({ trace }: Cell): Statement[] {
  return (trace?.events ?? []).filter((event): event is Statement => event.length > 2);
}

const sends =
  (matches: (statement: Statement) => boolean): Predicate =>
  (cell) =>
    statements(cell).some(matches);
const text = (pattern: RegExp) => sends(([, sql]) => pattern.test(sql));
const isWatched = (cell: Cell) => statements(cell).every(([, , , , , effects]) => effects !== null);
const foreignKeyEffects = (cell: Cell) =>
  statements(cell).flatMap(([, , , , , effects]) => effects?.filter((effect) => effect.startsWith('fk ')) ?? []);

/** Null for a rule that no cell could show: a test that begins with its number does. */
const CELLS_OF: Readonly<Record<RuleNumber, Predicate | null>> = {
  C1: ({ trace }) => trace === null,
  C2: ({ configured }) => (configured?.warnings.length ?? 0) > 0,
  C3: null,
  C4: null,
  C5: null,
  L1: text(/^SELECT .*WHERE \w+\.id = /s),
  L2: (cell) => operation('move-append')(cell) && text(/WHERE \$1::INTEGER = posts\.user_id$/)(cell),
  D0: operation('delete-post', 'delete-profile'),
  D1: (cell) => deletesUser(cell) && hasDelete(cell) && !cell.scenario.passiveDeletes && !isLoaded(cell),
  D2: (cell) => deletesUser(cell) && hasDelete(cell) && cell.scenario.passiveDeletes === true && !isLoaded(cell),
  D3: (cell) => deletesUser(cell) && hasDelete(cell) && isLoaded(cell),
  D4: (cell) => deletesUser(cell) && !hasDelete(cell) && !cell.scenario.passiveDeletes,
  D5: (cell) => deletesUser(cell) && !hasDelete(cell) && cell.scenario.passiveDeletes === true,
  D6: (cell) => deletesUser(cell) && cell.scenario.passiveDeletes === 'all',
  D7: (cell) =>
    operation('delete-two-users', 'delete-two-users-reversed', 'delete-post-then-user')(cell) && hasDelete(cell),
  T1: text(/^SELECT .*WHERE \$1::INTEGER = \w+\.user_id$/s),
  T2: text(/^UPDATE \w+ SET user_id=\$1::INTEGER WHERE/),
  T3: text(/^DELETE FROM (posts|profiles) WHERE/),
  T4: text(/^DELETE FROM users WHERE users\.id = /),
  T5: text(/^SELECT .*user_id IN \(\$1::INTEGER\)$/s),
  T6: (cell) => isNamed(cell) && statements(cell).length > 0,
  F1: sends(([, , many]) => many),
  F2: (cell) => new Set(statements(cell).flatMap(([at, sql]) => (at === 'flush' ? [sql] : []))).size > 1,
  F3: (cell) => foreignKeyEffects(cell).length > 1,
  F4: sends(([at, , many, , rowcount]) => at === 'flush' && !many && rowcount === 1),
  F5: ({ trace }) => trace?.events.some(([at, action]) => at === 'flush' && action === 'rollback') ?? false,
  F6: (cell) => statements(cell).filter(([at, sql]) => at === 'flush' && sql.startsWith('SELECT')).length > 1,
  O1: ({ scenario, trace }) => trace !== null && TAKES_OUT.has(scenario.operation),
  O2: operation('set-user-none'),
  O3: operation('set-user-id-none', 'set-user-id-2'),
  O4: operation('move-append', 'move-set'),
  O5: null,
  O6: null,
  B1: operation('bulk-delete'),
  B2: operation('raw-delete'),
  K1: (cell) =>
    cell.scenario.onDelete !== null &&
    deletesUser(cell) &&
    !cell.trace?.error &&
    isWatched(cell) &&
    foreignKeyEffects(cell).length === 0,
  K2: ({ trace }) => trace?.error?.sqlstate === '23503',
  K3: ({ trace }) => trace?.error?.sqlstate === '23502',
  K4: null,
  M1: (cell) => foreignKeyEffects(cell).length > 0 && Object.keys(cell.trace?.objects ?? {}).length > 1,
  M2: (cell) => operation('delete-user')(cell) && cell.scenario.passiveDeletes === true,
  S1: ({ scenario }) => scenario.shape === 'one-to-one',
  S2: null,
  S3: null,
  S4: null,
  S5: null,
  S6: null,
  W1: (cell) => foreignKeyEffects(cell).length > 0,
  W2: null,
  W3: null,
  W4: null,
  W5: sends(([, , , , rowcount, effects]) => rowcount === null && effects !== null && effects.length > 0),
  W6: null,
  P1: null,
  P2: null,
  P3: null,
  P4: null,
  P5: null,
  P6: null,
  P7: null,
  P8: null,
  P9: null,
  P10: null,
  P11: null,
  P12: null,
  P13: null,
  V1: (cell) => cell.scenario.sqlalchemy === '2.0' && text(/^SELECT .* AS /)(cell),
  V2: null,
  V3: null,
  V4: null,
  V5: null,
  V6: operation('raw-delete'),
  V7: null,
  V8: null,
  V9: null,
  V10: null,
  V11: null,
  V12: null,
  V13: null,
  V14: null,
  V15: null,
  V16: null,
  V17: null,
  V18: null,
  V19: null,
  V20: null,
  V21: null,
  R1: ({ trace }) => trace !== null,
  R2: (cell) => isNamed(cell) && sends(([, , , , , , names]) => names.length > 0)(cell),
  R6: (cell) => isNamed(cell) && sends(([, , many, , rowcount]) => many && rowcount !== null)(cell),
  R7: (cell) =>
    isNamed(cell) &&
    ((cell.trace?.warnings ?? []).length > 0 || cell.trace?.error?.class === 'StaleDataError') &&
    sends(([, , many]) => many)(cell),
  R8: ({ scenario, trace }) => trace !== null && scenario.mapper === 'version-id-col',
  R9: (cell) => isNamed(cell) && cell.trace?.error?.sqlstate != null,
};

/** The rules that recorded cells put to work. */
export const EXERCISES: ReadonlyMap<string, Predicate> = new Map(
  Object.entries(CELLS_OF).flatMap(([id, exercises]) => (exercises ? [[id, exercises]] : [])),
);
