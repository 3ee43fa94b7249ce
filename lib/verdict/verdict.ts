// The verdict on a run: a few plain sentences that say who did what, told by what was observed and never by
// the settings, with the counts beside them.

import { OPERATIONS } from '@/lib/scenario/operations';
import type { Scenario } from '@/lib/scenario/scenario';
import { NAMES, type Names } from '@/lib/scenario/shape';
import { ACTORS, type Actor } from '@/lib/trace/actor';
import { quantity } from '@/lib/trace/quantity';
import type { RunIndex } from '@/lib/trace/run-index';
import { type EffectCounts, type Summary, summarise, type TableSummary } from '@/lib/trace/summary';
import type { TraceError, Warning } from '@/lib/trace/trace';
import { adviceOn, childOf, type Suggestion, slowBy, type Tone, toneOf, wantsNull } from './advice';
import { type Count, countsOf } from './counts';
import { doubtsOf } from './doubts';
import { list, type Rows, rowsIn, verbsInWords } from './words';

export interface Part {
  readonly tone: 'plain' | 'bad' | Actor;
  readonly text: string;
}
type Sentence = readonly Part[];

export interface Problem {
  readonly error: TraceError;
  /** What became of the transaction, as a sentence. */
  readonly undone: string | null;
}

export interface Verdict {
  readonly tone: Tone;
  readonly sentences: readonly Sentence[];
  readonly counts: readonly Count[];
  readonly problem: Problem | null;
  /** What was not seen, in sentences. */
  readonly doubts: readonly string[];
  readonly warnings: readonly Warning[];
  readonly suggestions: readonly Suggestion[];
}

const plain = (text: string): Part => ({ tone: 'plain', text });
const bad = (text: string): Part => ({ tone: 'bad', text });
const THE_ORM: Part = { tone: 'client', text: 'The ORM' };
const SQLALCHEMY: Part = { tone: 'client', text: 'SQLAlchemy' };
const OTHERS = {
  'foreign-key': { tone: 'foreign-key', text: 'PostgreSQL’s foreign key' },
  trigger: { tone: 'trigger', text: 'A trigger' },
} as const satisfies Record<Exclude<Actor, 'client'>, Part>;
const IN_PASSING = {
  client: 'the ORM',
  'foreign-key': 'the foreign key',
  trigger: 'a trigger',
} as const satisfies Record<Actor, string>;

const VERBS = {
  past: { client: 'deleted', others: 'removed', move: 'moved', give: 'gave', insert: 'inserted', change: 'changed' },
  base: { client: 'delete', others: 'remove', move: 'move', give: 'give', insert: 'insert', change: 'change' },
} as const;

/** "deleted" and "3 posts", "set user_id to NULL on" and "1 post": what one actor did to a table's rows. */
type Deed = readonly [verb: string, rows: string, count: number];

/** More tables than this are counted only. */
const NAMED_TABLES = 4;

function deeds(counts: EffectCounts, actor: Actor, rows: Rows, tense: keyof typeof VERBS): Deed[] {
  const { deleted, nulled, changed, inserted } = counts;
  const verbs = VERBS[tense];
  const found: Deed[] = [];
  if (deleted > 0) found.push([verbs[actor === 'client' ? 'client' : 'others'], rows.count(deleted), deleted]);
  if (nulled > 0) found.push([`set ${rows.reference(actor)} to NULL on`, rows.count(nulled), nulled]);
  if (changed > 0) {
    const { owner } = rows;
    if (owner === null) found.push([verbs.change, rows.count(changed), changed]);
    // Nothing but SET DEFAULT makes a foreign key write another value.
    else if (actor === 'foreign-key')
      found.push([verbs.give, `${rows.count(changed)} to the default ${owner}`, changed]);
    else found.push([verbs.move, `${rows.count(changed)} to another ${owner}`, changed]);
  }
  if (inserted > 0) found.push([verbs.insert, rows.count(inserted), inserted]);
  return found;
}

/** What it did to all of them, each verb once: "removed 2 rows of posts and 3 rows of comments". */
function deedsOn(
  tables: readonly Spoken[],
  which: 'lasting' | 'attempted',
  actor: Actor,
  tense: keyof typeof VERBS = 'past',
): string[] {
  const byVerb = new Map<string, Deed[]>();
  for (const { summary, rows } of tables) {
    for (const deed of deeds(summary[which][actor], actor, rows, tense)) {
      byVerb.set(deed[0], [...(byVerb.get(deed[0]) ?? []), deed]);
    }
  }
  return [...byVerb].map(([verb, done]) => {
    if (done.length <= NAMED_TABLES) return `${verb} ${list(done.map(([, rows]) => rows))}`;
    const total = done.reduce((sum, [, , count]) => sum + count, 0);
    return `${verb} ${quantity(total, 'row')} of ${done.length} tables`;
  });
}

/** A table that the sentences speak of, and how. */
interface Spoken {
  readonly summary: TableSummary;
  readonly rows: Rows;
}

/** Of a scenario the children alone: what becomes of the user is what was asked for. */
function spokenOf({ trace }: RunIndex, summary: Summary, names: Names | null): readonly Spoken[] {
  return summary.tables.flatMap((table) =>
    names && table.name !== names.table ? [] : [{ summary: table, rows: rowsIn(table.name, trace.schema, names) }],
  );
}

function lasting(summary: Summary, tables: readonly Spoken[], scenario: Scenario | null): Sentence[] {
  const { before, operation } = summary.costs;
  const { rowsLoaded } = operation;
  const sentences: Sentence[] = [];
  let touched = false;
  for (const actor of ['foreign-key', 'trigger'] as const) {
    const did = deedsOn(tables, 'lasting', actor);
    if (did.length === 0) continue;
    touched = true;
    sentences.push([OTHERS[actor], plain(` ${list(did)}.`)]);
  }
  const byOrm = deedsOn(tables, 'lasting', 'client');
  const who = scenario && OPERATIONS[scenario.operation].sentBy === 'text' ? SQLALCHEMY : THE_ORM;
  if (byOrm.length > 0) {
    touched = true;
    const load = rowsLoaded > 0 ? [`loaded ${quantity(rowsLoaded, 'row')}`] : [];
    sentences.push([who, plain(` ${list([...load, ...byOrm])}, in ${quantity(operation.statements, 'statement')}.`)]);
  } else if (operation.statements > 0) {
    const load = rowsLoaded > 0 ? quantity(rowsLoaded, 'row') : before.rowsLoaded > 0 ? 'nothing more' : 'nothing';
    sentences.push([who, plain(` sent ${verbsInWords(summary)} and loaded ${load}.`)]);
  } else sentences.push([who, plain(' sent nothing: there was nothing to do.')]);
  if (summary.refusals > 0) {
    sentences.push([
      bad(`PostgreSQL refused ${quantity(summary.refusals, 'statement')}`),
      plain(', and the program went on.'),
    ]);
  }
  return scenario ? [...sentences, ...ofScenario(summary, touched, scenario)] : sentences;
}

/** What can be said where it is known what was meant. */
function ofScenario(summary: Summary, touched: boolean, scenario: Scenario): Sentence[] {
  const { one, many } = NAMES[scenario.shape];
  const { before, unowned } = childOf(summary, scenario);
  const sentences: Sentence[] = [];
  if (!touched && before > 0) sentences.push([plain(`No ${one} was touched.`)]);
  if (unowned > 0) {
    const left = `${quantity(unowned, one, many)} ${unowned === 1 ? 'is' : 'are'} left without a user.`;
    sentences.push([wantsNull(scenario) ? plain(left) : bad(left)]);
  }
  const slow = slowBy(summary, scenario);
  if (slow === 'rows') sentences.push([bad('This is the slow way:'), plain(` it costs more with every ${one}.`)]);
  if (slow === 'scan') sentences.push([bad('This is the slow way:'), plain(` there is no index to find ${many} by.`)]);
  return sentences;
}

/** How far it had come, and that nothing of it is left. */
function undone(summary: Summary, tables: readonly Spoken[], names: Names | null): string | null {
  if (summary.outcome !== 'rolled-back') return null;
  const tries = ACTORS.flatMap((actor) =>
    deedsOn(tables, 'attempted', actor, 'base').map((deed) => `${IN_PASSING[actor]} had tried to ${deed}`),
  );
  const so = tries.length > 0 ? [`By then ${list(tries)}.`] : [];
  const whole = summary.tables.every(({ surviving, before }) => surviving === before);
  return [...so, 'The whole transaction was rolled back.', ...(whole ? [stillThere(summary, names)] : [])].join(' ');
}

function stillThere({ tables }: Summary, names: Names | null): string {
  if (!names) return 'Every row is still there.';
  const [users, children] = [
    tables.find(({ name }) => name === 'users'),
    tables.find(({ name }) => name === names.table),
  ];
  const kept = `${quantity(users?.before ?? 0, 'user')} and ${quantity(children?.before ?? 0, names.one, names.many)}`;
  return `All ${kept} are still there.`;
}

/** What the SQLSTATE means, where the tables are known and where they are not. */
const REASONS: Readonly<Record<string, (names: Names | null) => string>> = {
  '23001': (names) => (names ? `${names.many} still point at the user` : 'other rows still point there'),
  '23502': (names) => (names ? 'user_id may not be NULL' : 'a column may not be NULL'),
  '23503': (names) => (names ? `${names.many} still point at the user` : 'other rows still point there'),
  '23505': (names) => (names ? `the user has a ${names.one} already` : 'there is such a row already'),
};

/** Of a program that was ended from outside, by the class of its error. */
const FROM_OUTSIDE: Readonly<Record<string, string>> = {
  Stopped: 'The program was stopped',
  TimeLimit: 'The program was ended when its time was up',
  MemoryLimit: 'The program was ended when its memory was full',
  Crash: 'What runs the program broke in its middle',
};

/** A program may have committed much before its end, and its exceptions are anybody's. */
function ended(summary: Summary, error: TraceError, tables: readonly Spoken[]): Sentence[] {
  const at = error.line === undefined ? '' : `, at line ${error.line}`;
  const outside = FROM_OUTSIDE[error.class];
  const end =
    error.sqlstate === null
      ? [bad(outside ?? `The program ended in ${error.class}`), plain(`${at}.`)]
      : refusal(summary, error.sqlstate, null);
  const kept = ACTORS.flatMap((actor) => {
    const did = deedsOn(tables, 'lasting', actor);
    return did.length > 0
      ? [[actor === 'client' ? THE_ORM : OTHERS[actor], plain(` ${list(did)}, and that was committed.`)]]
      : [];
  });
  const saved = outside ? 'Nothing was seen to be saved.' : 'Nothing was saved.';
  const none = error.sqlstate === null ? saved : 'Everything was rolled back.';
  return [end, ...(kept.length > 0 ? kept : [[plain(none)]])];
}

function refusal({ refused }: Summary, sqlstate: string, names: Names | null): Sentence {
  const verb = /^\w+/.exec(refused?.sql ?? '')?.[0].toUpperCase();
  const reason = REASONS[sqlstate]?.(names);
  return [bad(`PostgreSQL refused ${verb ? `the ${verb}` : 'to commit'}`), plain(reason ? `: ${reason}.` : '.')];
}

function failed(summary: Summary, error: TraceError, names: Names): Sentence[] {
  if (error.class === 'ArgumentError') {
    return [[SQLALCHEMY, bad(' rejects this setting'), plain(' before anything reaches PostgreSQL.')]];
  }
  if (error.sqlstate === null) {
    const kept = summary.outcome === 'committed' ? '' : ' Nothing was saved.';
    return [[SQLALCHEMY, bad(` raised ${error.class}.`), plain(kept)]];
  }
  return [refusal(summary, error.sqlstate, names), [plain('Everything was rolled back.')]];
}

/** What another connection did while the Session held what it had read. */
function meanwhile({ elsewhere: { deleted, inserted, nulled, changed } }: Summary): Sentence[] {
  const did = Object.entries({ deleted, inserted, changed: nulled + changed }).flatMap(([verb, count]) =>
    count > 0 ? [`${verb} ${quantity(count, 'row')}`] : [],
  );
  return did.length > 0 ? [[plain(`Another connection ${list(did)} meanwhile.`)]] : [];
}

function told(summary: Summary, tables: readonly Spoken[], scenario: Scenario | null): Sentence[] {
  const { error } = summary;
  if (!error) return lasting(summary, tables, scenario);
  return scenario ? failed(summary, error, NAMES[scenario.shape]) : ended(summary, error, tables);
}

/** The verdict on a run; null for the scenario of one that is of no setting of ours. */
export function verdictOf(index: RunIndex, scenario: Scenario | null): Verdict {
  const names = scenario && NAMES[scenario.shape];
  const summary = summarise(index);
  const { error } = summary;
  const tables = spokenOf(index, summary, names);
  return {
    tone: toneOf(summary, scenario),
    sentences: [...meanwhile(summary), ...told(summary, tables, scenario)],
    counts: countsOf(summary),
    problem: error && { error, undone: undone(summary, tables, names) },
    doubts: doubtsOf(index.trace),
    warnings: summary.warnings,
    suggestions: scenario ? adviceOn(summary, scenario) : [],
  };
}
