// The captions of the first minute: at which step of a run each stands is found in the run's own events, and what it
// says is what happens in this run. Where no foreign key acts, the third says what happens instead, or is left out.

import type { Scenario } from '@/lib/scenario/scenario';
import { NAMES } from '@/lib/scenario/shape';
import { ACTORS, type Actor } from '@/lib/trace/actor';
import { oncePerRun } from '@/lib/trace/arrival';
import { costsOf, operationStatements } from '@/lib/trace/cost';
import { nameOf } from '@/lib/trace/key';
import { targetOf } from '@/lib/trace/narration';
import { quantity } from '@/lib/trace/quantity';
import { firstStepOf, lastStepOf, type RunIndex } from '@/lib/trace/run-index';
import { objectStateOf, stateAt } from '@/lib/trace/state';
import { type Summary, summarise } from '@/lib/trace/summary';
import type { Effect, StatementEvent, TraceError } from '@/lib/trace/trace';
import { list, verbsInWords } from '@/lib/verdict/words';

/** A caption and where it stands. */
export interface Stop {
  readonly title: string;
  readonly text: string;
  readonly step: number;
  /** The lane that it speaks of. */
  readonly about: 'python' | 'postgres';
}

/** So many objects are named; the others are counted. */
const NAMED = 3;

const upperFirst = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The captions of a run of the explorer, in order; one where SQLAlchemy rejects the setting. */
export const stopsOf = oncePerRun((index: RunIndex): readonly Stop[] => {
  const { error } = index.trace;
  if (error && index.events.length === 0) return [rejected(error)];
  const third = decisive(index);
  return [loaded(index), sent(index), ...(third ? [third] : []), outcome(index)];
});

const rejected = ({ message }: TraceError): Stop => ({
  title: 'SQLAlchemy rejects this setting',
  text: `${message}. Nothing reaches PostgreSQL, so no row is touched.`,
  step: 0,
  about: 'python',
});

const namesOf = ({ trace }: RunIndex) => NAMES[(trace.scenario as Scenario).shape];

/** What the Session holds at a step: "User#1", "User#1 and 3 Posts"; null for nothing. */
function held(index: RunIndex, step: number): string | null {
  const classes = stateAt(index, step).entities.flatMap((state) => {
    const { entity, names } = state.entity;
    const there = names.filter((_, at) => objectStateOf(index, state, at) !== null);
    if (there.length === 0) return [];
    return [there.length > NAMED ? quantity(there.length, entity) : list(there.map((name) => `${entity}#${name}`))];
  });
  return classes.length > 0 ? list(classes) : null;
}

/** How many objects of a class it holds. */
const countOf = (index: RunIndex, step: number, entity: string): number =>
  stateAt(index, step)
    .entities.filter((state) => state.entity.entity === entity)
    .reduce(
      (sum, state) => sum + state.entity.names.filter((_, at) => objectStateOf(index, state, at) !== null).length,
      0,
    );

/** What Python holds before anything is sent. */
function loaded(index: RunIndex): Stop {
  const { entity, one, many, table } = namesOf(index);
  const begins = index.events.findIndex(({ at }) => at !== 'setup');
  const before = begins < 0 ? index.lastStep : Math.max(0, firstStepOf(index, begins) - 1);
  const objects = held(index, before);
  const holding = `Python holds ${objects ?? 'no object'}`;
  const known = countOf(index, before, entity);
  if (known > 0) {
    const text = `${holding}: what is loaded, the ORM knows row by row and can act on.`;
    const title = `${quantity(known, one, many)} ${known === 1 ? 'is' : 'are'} loaded`;
    return { title, text, step: before, about: 'python' };
  }
  // The moment at which it is decided that nothing will be loaded, where there is one.
  const stays = index.events.findIndex((event) => event.type === 'session' && event.action === 'not-loaded');
  const decision = index.events[stays];
  const rows = index.trace.before[table]?.length ?? 0;
  const text = `${holding} and no ${entity}: the ${quantity(rows, 'row')} of ${table} ${rows === 1 ? 'is' : 'are'} known to PostgreSQL alone.`;
  return decision?.type === 'session'
    ? {
        title: 'Nothing is loaded',
        text: `${text} ${decision.note}.`,
        step: firstStepOf(index, stays),
        about: 'python',
      }
    : { title: 'Nothing is loaded yet', text, step: before, about: 'python' };
}

const isRead = ({ sql }: StatementEvent) => /^select/i.test(sql);

/** The first statement that writes, on its way. */
function sent(index: RunIndex): Stop {
  const summary = summarise(index);
  const statements = operationStatements(index.events);
  const first = statements.find((statement) => !isRead(statement)) ?? statements[0];
  if (!first) {
    const text = 'The flush found nothing to write, so no statement goes to PostgreSQL.';
    return { title: 'Nothing is sent', text, step: index.lastStep, about: 'python' };
  }
  const { table, many } = namesOf(index);
  const event = index.events.indexOf(first);
  const { rowsLoaded } = costsOf(index.events, event).operation;
  const [verb] = first.sql.split(' ', 1);
  const sets = first.many ? ` with ${first.parameters.length} parameter sets, in one executemany` : '';
  const speaks = statements.some(({ sql }) => targetOf(sql) === table);
  const sentences = [
    ...(rowsLoaded > 0 ? [`First the ORM loaded ${quantity(rowsLoaded, 'row')} into Python.`] : []),
    `This ${verb} is for ${targetOf(first.sql) ?? 'PostgreSQL'}${sets}.`,
    ...(speaks ? [] : [`No statement of the ORM speaks of ${many}.`]),
  ];
  return {
    title: `${upperFirst(verbsInWords(summary))} ${statements.length === 1 ? 'travels' : 'travel'}`,
    text: sentences.join(' '),
    step: firstStepOf(index, event),
    about: 'python',
  };
}

/** What decides the run after the ORM has sent its statement: a refusal, the foreign key, or that there is no work for it. */
function decisive(index: RunIndex): Stop | null {
  return refusal(index) ?? foreignKeyActs(index) ?? foreignKeyRests(index);
}

function refusal(index: RunIndex): Stop | null {
  const { error, schema } = index.trace;
  if (!error) return null;
  const failed = index.events.findLastIndex((event) => event.type === 'statement' && event.failed);
  if (failed < 0) {
    const raised = index.events.findLastIndex((event) => event.type === 'session' && event.action === 'raised');
    const step = raised < 0 ? index.lastStep : firstStepOf(index, raised);
    return { title: `SQLAlchemy raises ${error.class}`, text: `${error.message}.`, step, about: 'python' };
  }
  const key = schema.tables
    .flatMap((table) => table.foreignKeys.map((each) => ({ table, each })))
    .find(({ each }) => each.name === error.constraint);
  const why = key
    ? `The foreign key ${key.table.name}.${key.each.columns.join(', ')} says ON DELETE ${key.each.onDelete}, and rows of ${key.table.name} would be left pointing at nothing`
    : upperFirst(error.message);
  return { title: 'PostgreSQL refuses', text: `${why}.`, step: lastStepOf(index, failed), about: 'postgres' };
}

const DEEDS = { DELETE: 'deletes', UPDATE: 'writes', INSERT: 'inserts', TRUNCATE: 'empties' } as const;

function foreignKeyActs(index: RunIndex): Stop | null {
  const byKey = ({ by }: Effect) => by === 'foreign-key';
  const at = index.events.findIndex((event) => event.type === 'statement' && event.effects.some(byKey));
  const event = index.events[at];
  if (event?.type !== 'statement') return null;
  const effects = event.effects.filter(byKey);
  const [first] = effects;
  if (!first) return null;
  const table = index.trace.schema.tables.find(({ name }) => name === first.table);
  const actions = [...new Set((table?.foreignKeys ?? []).map(({ onDelete }) => `ON DELETE ${onDelete}`))];
  const nulls = first.changes?.some(({ to }) => to === null);
  const did = nulls
    ? `sets ${first.changes?.map(({ column }) => column).join(', ')} to NULL on ${quantity(effects.length, 'row')}`
    : `${DEEDS[first.operation]} ${quantity(effects.length, 'row')}`;
  const rows = effects.length === 1 && first.key !== null ? `: row ${nameOf(first.key)}` : '';
  return {
    title: 'PostgreSQL’s foreign key acts',
    text: `Inside that ${event.sql.split(' ', 1)[0]}, ${list(actions)} ${did} of ${first.table}${rows}. No statement was sent for it, and Python is not told.`,
    step: firstStepOf(index, at) + event.effects.findLastIndex(byKey) + 1,
    about: 'postgres',
  };
}

/** Of a run in which somebody was deleted to whom rows could have pointed, and the ORM had seen to them all. */
function foreignKeyRests(index: RunIndex): Stop | null {
  const { table, many } = namesOf(index);
  const { tables } = summarise(index);
  const children = tables.find(({ name }) => name === table)?.lasting.client;
  const seenTo = (children?.deleted ?? 0) + (children?.nulled ?? 0);
  const at = index.events.findIndex(
    (event) =>
      event.type === 'statement' && event.effects.some((each) => each.table === 'users' && each.operation === 'DELETE'),
  );
  if (seenTo === 0 || at < 0) return null;
  return {
    title: 'The foreign key has nothing to do',
    text: `When the user’s row goes, none of its ${many} points at it any more: the ORM has seen to ${seenTo === 1 ? 'it' : `all ${seenTo}`} by itself.`,
    step: lastStepOf(index, at),
    about: 'postgres',
  };
}

const BY: Readonly<Record<Actor, string>> = {
  client: 'the ORM',
  'foreign-key': 'the foreign key',
  trigger: 'a trigger',
};

/** "the ORM 1 row of users" */
function removals({ tables }: Summary): string[] {
  return ACTORS.flatMap((actor) => {
    const rows = tables.flatMap(({ name, lasting }) =>
      lasting[actor].deleted > 0 ? [`${quantity(lasting[actor].deleted, 'row')} of ${name}`] : [],
    );
    return rows.length > 0 ? [`${BY[actor]} removed ${list(rows)}`] : [];
  });
}

function outcome(index: RunIndex): Stop {
  const summary = summarise(index);
  const removed = removals(summary);
  const surviving = summary.tables.reduce((sum, table) => sum + table.surviving, 0);
  const stay = `${quantity(surviving, 'row')} ${surviving === 1 ? 'stays' : 'stay'}.`;
  const rolledBack = summary.error ? 'Everything was rolled back. ' : '';
  const { statements } = summary.costs.operation;
  return {
    title: removed.length > 0 ? 'Who removed what' : 'No row was removed',
    text:
      removed.length > 0
        ? `${upperFirst(list(removed))}, in ${quantity(statements, 'statement')}. ${stay} Each row wears the mark of who removed it.`
        : `${rolledBack}${stay}`,
    step: index.lastStep,
    about: 'postgres',
  };
}
