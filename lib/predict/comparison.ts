// A prediction beside the run: what was right, what was not, and why, all of it from what was observed.

import type { Scenario } from '@/lib/scenario/scenario';
import { operationStatements } from '@/lib/trace/cost';
import { targetOf } from '@/lib/trace/narration';
import { quantity } from '@/lib/trace/quantity';
import type { RunIndex } from '@/lib/trace/run-index';
import { type RunState, stateAt, type TableState, valuesOf } from '@/lib/trace/state';
import { summarise } from '@/lib/trace/summary';
import type { Effect, RuleId, StatementEvent } from '@/lib/trace/trace';
import { isOfSession } from '@/lib/trace/transactions';
import { list } from '@/lib/verdict/words';
import { apart, FATE_WORDS, type Fate, type Line, linesOf } from './asked';
import type { Ending, Guess } from './guess';

/** The lines of a run as they are asked. */
export const askedOf = (index: RunIndex<Scenario>, guess: Guess): readonly Line[] =>
  linesOf(index).flatMap((line) => (guess.apart.has(line.id) ? apart(index, line) : [line]));

/** One thing that was predicted. */
export interface Judged {
  readonly id: string;
  readonly about: string;
  readonly said: string;
  readonly was: string;
  readonly right: boolean;
  readonly why: string;
  /** By which the statement was sent that decided it. */
  readonly rule: RuleId | null;
}

export const ENDING_WORDS: Readonly<Record<Ending, string>> = {
  committed: 'it goes through',
  refused: 'it is refused',
};

/** Whether a refusal says of every row that it stays: what another connection did lasts all the same. */
export const saysAll = ({ ending }: Guess, { gone }: Scenario) => ending === 'refused' && gone === 'nothing';

/** How many of the answers are open. */
export function openIn(index: RunIndex<Scenario>, guess: Guess): number {
  const rows = saysAll(guess, index.trace.scenario) ? [] : askedOf(index, guess);
  const lines = rows.filter(({ id }) => !guess.fates.has(id)).length;
  return lines + Number(guess.ending === null) + Number(guess.statements === null);
}

/** What became of a row: by its place in its table. */
export function fateOf(index: RunIndex, state: TableState, row: number): Fate {
  const last = state.lastEffect[row] ?? -1;
  const effect = index.effects[last];
  if (!effect) return 'stays';
  if (effect.operation === 'DELETE' || effect.operation === 'TRUNCATE')
    return index.elsewhere[last] ? 'elsewhere' : effect.by;
  const before = state.table.rows[row] ?? [];
  const now = valuesOf(index, state, row);
  if (now.some((value, at) => value === null && before[at] !== null)) return 'nulled';
  return now.some((value, at) => value !== before[at]) ? 'changed' : 'stays';
}

/** What was predicted of a run, in the order in which it was asked; empty when nothing was. */
export function compare(index: RunIndex<Scenario>, guess: Guess): readonly Judged[] {
  const state = stateAt(index, index.lastStep);
  return [
    ...endingOf(index, guess),
    ...askedOf(index, guess).flatMap((line) => {
      const said = saysAll(guess, index.trace.scenario) ? 'stays' : guess.fates.get(line.id);
      return said ? [rowsOf(index, state, line, said)] : [];
    }),
    ...statementsOf(index, guess),
  ];
}

function endingOf({ trace: { error } }: RunIndex, { ending }: Guess): Judged[] {
  if (ending === null) return [];
  const was = error ? 'refused' : 'committed';
  const who = error?.class === 'ArgumentError' ? 'SQLAlchemy rejected the setting' : 'It was refused';
  const why = error ? `${who}: ${error.message}.` : 'Every statement was accepted, and the transaction committed.';
  return [
    {
      ...{ id: 'ending', about: 'how it ends', said: ENDING_WORDS[ending], was: ENDING_WORDS[was] },
      ...{ right: ending === was, why, rule: null },
    },
  ];
}

function rowsOf(index: RunIndex, state: RunState, line: Line, said: Fate): Judged {
  const table = state.tables.find((each) => each.table.name === line.table);
  const fates = new Map<Fate, number[]>();
  for (const row of line.rows) {
    const fate = table ? fateOf(index, table, row) : 'stays';
    const those = fates.get(fate) ?? [];
    those.push(row);
    fates.set(fate, those);
  }
  const was = [...fates].map(([fate, rows]) =>
    fates.size === 1 ? FATE_WORDS[fate] : `${FATE_WORDS[fate]} (${quantity(rows.length, 'row')})`,
  );
  const reasons = [...fates.values()].map(([row = 0]) => reason(index, table, row));
  return {
    id: line.id,
    about: line.label,
    said: FATE_WORDS[said],
    was: list(was),
    right: fates.size === 1 && fates.has(said),
    why: [...new Set(reasons.map(({ why }) => why))].join(' '),
    rule: reasons.find(({ rule }) => rule !== null)?.rule ?? null,
  };
}

interface Reason {
  readonly why: string;
  readonly rule: RuleId | null;
}

/** The words of a statement that say what it is: "DELETE for posts". */
function inShort({ sql, many, parameters }: StatementEvent): string {
  const target = targetOf(sql);
  const sets = many ? ` (${quantity(parameters.length, 'parameter set')} in one)` : '';
  return `${sql.split(' ', 1)[0]}${target ? ` for ${target}` : ''}${sets}`;
}

function reason(index: RunIndex, table: TableState | undefined, row: number): Reason {
  const last = table?.lastEffect[row] ?? -1;
  const effect = index.effects[last];
  if (!effect) return { why: untouched(index), rule: null };
  const at = index.events.findIndex((_, event) => (index.firstEffect[event + 1] ?? 0) > last);
  const event = index.events[at];
  if (event?.type !== 'statement') return { why: '', rule: null };
  if (!isOfSession(event)) return { why: 'A DELETE of another connection did it, before the operation.', rule: null };
  if (effect.by === 'foreign-key') return { why: byKey(index, effect, event), rule: event.rule };
  const number = operationStatements(index.events).indexOf(event) + 1;
  return { why: `Statement ${number} did it, the ORM’s ${inShort(event)}.`, rule: event.rule };
}

/** By what nothing reached a row, or nothing of it lasts. */
function untouched({ trace: { error } }: RunIndex): string {
  return error ? 'Nothing of a refused operation lasts.' : 'No statement and no foreign key did anything here.';
}

function byKey({ trace }: RunIndex, effect: Effect, event: StatementEvent): string {
  const keys = trace.schema.tables.find(({ name }) => name === effect.table)?.foreignKeys ?? [];
  const actions = list(keys.map(({ columns, onDelete }) => `ON DELETE ${onDelete} of ${columns.join(', ')}`));
  return `${actions} did it, inside the ${inShort(event)}.`;
}

function statementsOf(index: RunIndex, { statements }: Guess): Judged[] {
  if (statements === null) return [];
  const sent = operationStatements(index.events);
  const was = summarise(index).costs.operation.statements;
  const why =
    sent.length === 0
      ? 'Nothing reached PostgreSQL.'
      : `The ORM sent ${list(sent.map((each) => `a ${inShort(each)}`))}. What a foreign key does is no statement of the ORM’s.`;
  return [
    {
      ...{ id: 'statements', about: 'statements sent', said: String(statements), was: String(was) },
      ...{ right: statements === was, why, rule: null },
    },
  ];
}
