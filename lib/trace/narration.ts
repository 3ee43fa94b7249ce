// One plain sentence for each step of a run: the caption under the stage and what a screen reader hears.

import type { Doer } from './actor';
import { nameOf } from './key';
import { type Position, positionAt, type RunIndex } from './run-index';
import { touchesRow } from './table-index';
import type { Effect, StatementEvent, Value } from './trace';
import { isOfSession } from './transactions';

const WHO: Readonly<Record<Doer, string>> = {
  elsewhere: 'Another connection',
  client: 'The ORM’s statement',
  'foreign-key': 'The foreign key',
  trigger: 'The trigger',
};

const shown = (value: Value) => value ?? 'NULL';

function effectSentence(effect: Effect, elsewhere: boolean): string {
  const who = elsewhere ? WHO.elsewhere : effect.trigger ? `The trigger ${effect.trigger.name}` : WHO[effect.by];
  const row = effect.key === null ? `a row of ${effect.table}` : `${effect.table} row ${nameOf(effect.key)}`;
  if (!touchesRow(effect)) return `${who} empties ${effect.table}, which had no rows.`;
  switch (effect.operation) {
    case 'DELETE':
    case 'TRUNCATE':
      return `${who} deletes ${row}.`;
    case 'INSERT':
      return `${who} inserts ${row}.`;
    case 'UPDATE': {
      const [first, ...more] = effect.changes ?? [];
      if (!first) return `${who} updates ${row}.`;
      const others = more.map(({ column, to }) => `, ${column} to ${shown(to)}`).join('');
      return `${who} sets ${first.column} of ${row} from ${shown(first.from)} to ${shown(first.to)}${others}.`;
    }
  }
}

function statementSentence(event: StatementEvent): string {
  const verb = event.sql.split(' ', 1)[0];
  const table = targetOf(event.sql);
  const sets = event.many ? ` with ${event.parameters.length} parameter sets, one executemany` : '';
  const who = isOfSession(event) ? 'The ORM' : WHO.elsewhere;
  return `${who} sends ${verb}${table ? ` for ${table}` : ''}${sets}.`;
}

/** The table that a statement of the trace names first, or null: "posts", "blog.posts". */
export function targetOf(sql: string): string | null {
  const found = /\b(?:FROM|UPDATE|INTO)\s+(?:ONLY\s+)?((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)/.exec(sql)?.[1];
  return found?.replaceAll('"', '').replace(/^public\./, '') ?? null;
}

/** What a position shows, as one sentence. */
function narrate(index: RunIndex, position: Position): string {
  if (position.type === 'start') return 'Before the run.';
  const event = index.events[position.event];
  if (!event) return '';
  switch (event.type) {
    case 'transaction':
      if (!isOfSession(event)) return `${WHO.elsewhere}: ${event.action.replace('-', ' ').toUpperCase()}.`;
      return {
        begin: 'A transaction begins.',
        commit: 'The transaction commits.',
        rollback: 'The transaction rolls back: nothing of it lasts.',
        savepoint: `The savepoint ${event.name ?? ''} begins.`,
        'rollback-to': `The transaction goes back to the savepoint ${event.name ?? ''}.`,
        release: `The savepoint ${event.name ?? ''} ends, and what came after it stays.`,
      }[event.action];
    case 'session':
      return `${event.note}.`;
    case 'statement': {
      if (position.type === 'refused')
        return `PostgreSQL refuses: ${index.trace.error?.message ?? 'the statement failed'}.`;
      if (position.type === 'effect') {
        const effect = event.effects[position.effect];
        return effect ? effectSentence(effect, !isOfSession(event)) : '';
      }
      return statementSentence(event);
    }
  }
}

/** `narrate` for a step's number. */
export function narrateStep(index: RunIndex, step: number): string {
  return narrate(index, positionAt(index, step));
}
