// One plain sentence for each step of a run: the caption under the stage and what a screen reader hears.
import { type Position, positionAt, type RunIndex } from './run-index';
import type { Effect, StatementEvent } from './trace';

const ACTORS = { client: 'The ORM’s statement', 'foreign-key': 'The foreign key' } as const;

function effectSentence(effect: Effect): string {
  const row = `${effect.table} row ${effect.key}`;
  switch (effect.operation) {
    case 'DELETE':
      return `${ACTORS[effect.by]} deletes ${row}.`;
    case 'INSERT':
      return `${ACTORS[effect.by]} inserts ${row}.`;
    case 'UPDATE': {
      const change = effect.change;
      if (!change) return `${ACTORS[effect.by]} updates ${row}.`;
      return `${ACTORS[effect.by]} sets ${change.column} of ${row} from ${change.from ?? 'NULL'} to ${change.to ?? 'NULL'}.`;
    }
  }
}

function statementSentence(event: StatementEvent): string {
  const verb = event.sql.split(' ', 1)[0];
  const table = targetOf(event.sql);
  const sets = event.many ? ` with ${event.parameters.length} parameter sets, one executemany` : '';
  return `The ORM sends ${verb}${table ? ` for ${table}` : ''}${sets}.`;
}

/** The table that a statement of the trace names first, or null. */
export function targetOf(sql: string): string | null {
  return /\b(?:FROM|UPDATE|INTO)\s+(\w+)/.exec(sql)?.[1] ?? null;
}

/** What a position shows, as one sentence. */
function narrate(index: RunIndex, position: Position): string {
  if (position.type === 'start') return 'Before the run.';
  const event = index.events[position.event];
  if (!event) return '';
  switch (event.type) {
    case 'transaction':
      return {
        begin: 'A transaction begins.',
        commit: 'The transaction commits.',
        rollback: 'The transaction rolls back: nothing of it lasts.',
      }[event.action];
    case 'session':
      return `${event.note}.`;
    case 'statement': {
      if (position.type === 'refused')
        return `PostgreSQL refuses: ${index.run.trace.error?.message ?? 'the statement failed'}.`;
      if (position.type === 'effect') {
        const effect = event.effects[position.effect];
        return effect ? effectSentence(effect) : '';
      }
      return statementSentence(event);
    }
  }
}

/** `narrate` for a step's number. */
export function narrateStep(index: RunIndex, step: number): string {
  return narrate(index, positionAt(index, step));
}
