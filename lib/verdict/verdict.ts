// The verdict on a run: a few plain sentences that say who did what, told by what was observed and never by
// the settings, with the counts beside them.

import type { Scenario } from '@/lib/scenario/scenario';
import { NAMES, type Names } from '@/lib/scenario/shape';
import type { RunIndex } from '@/lib/trace/run-index';
import { type EffectCounts, type Summary, summarise, type TableSummary } from '@/lib/trace/summary';
import type { Actor, TraceError, Warning } from '@/lib/trace/trace';
import { adviceOn, type Suggestion, slowBy, type Tone, toneOf, wantsNull } from './advice';

export interface Part {
  readonly tone: 'plain' | 'orm' | 'foreign-key' | 'bad';
  readonly text: string;
}
type Sentence = readonly Part[];

export interface Count {
  readonly value: string;
  /** In the number of the value: "statement" or "statements". */
  readonly label: string;
  readonly actor: Actor | null;
}

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
  readonly warnings: readonly Warning[];
  readonly suggestions: readonly Suggestion[];
}

const plain = (text: string): Part => ({ tone: 'plain', text });
const bad = (text: string): Part => ({ tone: 'bad', text });
const THE_ORM: Part = { tone: 'orm', text: 'The ORM' };
const SQLALCHEMY: Part = { tone: 'orm', text: 'SQLAlchemy' };
const FOREIGN_KEY: Part = { tone: 'foreign-key', text: 'PostgreSQL’s foreign key' };

const digits = new Intl.NumberFormat('en');

/** "1 post", "3 posts". */
function quantity(count: number, one: string, many = `${one}s`): string {
  return `${digits.format(count)} ${count === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

const VERBS = {
  past: { client: 'deleted', 'foreign-key': 'removed', move: 'moved', give: 'gave', insert: 'inserted' },
  base: { client: 'delete', 'foreign-key': 'remove', move: 'move', give: 'give', insert: 'insert' },
} as const;

/** What one actor did to the children: "deleted 3 posts", "set user_id to NULL on 1 post". */
function deeds(counts: EffectCounts, actor: Actor, children: Children, tense: keyof typeof VERBS = 'past'): string[] {
  const { deleted, nulled, changed, inserted } = counts;
  const verbs = VERBS[tense];
  const found: string[] = [];
  if (deleted > 0) found.push(`${verbs[actor]} ${children(deleted)}`);
  if (nulled > 0) found.push(`set user_id to NULL on ${children(nulled)}`);
  // Nothing but SET DEFAULT makes a foreign key write another value.
  if (changed > 0 && actor === 'foreign-key') found.push(`${verbs.give} ${children(changed)} to the default user`);
  if (changed > 0 && actor === 'client') found.push(`${verbs.move} ${children(changed)} to another user`);
  if (inserted > 0) found.push(`${verbs.insert} ${children(inserted)}`);
  return found;
}

type Children = (count: number) => string;

/** "one SELECT and two DELETEs". */
function statements({ verbs }: Summary): string {
  const words = ['no', 'one', 'two', 'three', 'four', 'five'];
  return list([...verbs].map(([verb, count]) => `${words[count] ?? count} ${verb}${count === 1 ? '' : 's'}`));
}

function lasting(summary: Summary, scenario: Scenario, children: Children): Sentence[] {
  const { one, many } = NAMES[scenario.shape];
  const { child, unowned, rowsLoaded } = summary;
  const byForeignKey = deeds(child.lasting['foreign-key'], 'foreign-key', children);
  const byOrm = deeds(child.lasting.client, 'client', children);
  const who = scenario.operation === 'raw-delete' ? SQLALCHEMY : THE_ORM;
  const sentences: Sentence[] = [];
  if (byForeignKey.length > 0) sentences.push([FOREIGN_KEY, plain(` ${list(byForeignKey)}.`)]);
  if (byOrm.length > 0) {
    const load = rowsLoaded > 0 ? [`loaded ${quantity(rowsLoaded, 'row')}`] : [];
    sentences.push([who, plain(` ${list([...load, ...byOrm])}, in ${quantity(summary.statements, 'statement')}.`)]);
  } else if (summary.statements > 0) {
    const load = rowsLoaded > 0 ? quantity(rowsLoaded, 'row') : 'nothing';
    sentences.push([who, plain(` sent ${statements(summary)} and loaded ${load}.`)]);
  } else sentences.push([who, plain(' sent nothing: there was nothing to do.')]);
  if (byForeignKey.length + byOrm.length === 0 && child.before > 0) sentences.push([plain(`No ${one} was touched.`)]);
  if (unowned > 0) {
    const left = `${children(unowned)} ${unowned === 1 ? 'is' : 'are'} left without a user.`;
    sentences.push([wantsNull(scenario) ? plain(left) : bad(left)]);
  }
  const slow = slowBy(summary, scenario);
  if (slow === 'rows') sentences.push([bad('This is the slow way:'), plain(` it costs more with every ${one}.`)]);
  if (slow === 'scan') sentences.push([bad('This is the slow way:'), plain(` there is no index to find ${many} by.`)]);
  return sentences;
}

/** How far it had come, and that nothing of it is left. */
function undone(summary: Summary, children: Children): string | null {
  if (summary.outcome !== 'rolled-back') return null;
  const { parent, child } = summary;
  const tries = [
    ...deeds(child.attempted.client, 'client', children, 'base').map((deed) => `the ORM had tried to ${deed}`),
    ...deeds(child.attempted['foreign-key'], 'foreign-key', children, 'base').map(
      (deed) => `the foreign key had tried to ${deed}`,
    ),
  ];
  const so = tries.length > 0 ? [`By then ${list(tries)}.`] : [];
  const whole = parent.surviving === parent.before && child.surviving === child.before;
  const left = whole ? [`All ${quantity(parent.before, 'user')} and ${children(child.before)} are still there.`] : [];
  return [...so, 'The whole transaction was rolled back.', ...left].join(' ');
}

/** What the SQLSTATE means for a scenario's tables. */
const REASONS: Readonly<Record<string, (names: Names) => string>> = {
  '23001': ({ many }) => `${many} still point at the user`,
  '23502': () => 'user_id may not be NULL',
  '23503': ({ many }) => `${many} still point at the user`,
  '23505': ({ one }) => `the user has a ${one} already`,
};

function failed(summary: Summary, error: TraceError, names: Names): Sentence[] {
  if (error.class === 'ArgumentError') {
    return [[SQLALCHEMY, bad(' rejects this setting'), plain(' before anything reaches PostgreSQL.')]];
  }
  if (error.sqlstate === null) return [[SQLALCHEMY, bad(` raised ${error.class}.`), plain(' Nothing was saved.')]];
  const verb = /^\w+/.exec(summary.refused?.sql ?? '')?.[0].toUpperCase();
  const reason = REASONS[error.sqlstate]?.(names);
  return [
    [bad(`PostgreSQL refused ${verb ? `the ${verb}` : 'to commit'}`), plain(reason ? `: ${reason}.` : '.')],
    [plain('Everything was rolled back.')],
  ];
}

const effectsOf = (table: TableSummary, kept: boolean, actor: Actor): number => {
  const { deleted, inserted, nulled, changed } = (kept ? table.lasting : table.attempted)[actor];
  return deleted + inserted + nulled + changed;
};

function countsOf(summary: Summary): Count[] {
  if (summary.roundTrips === 0) return [];
  const kept = summary.outcome === 'committed';
  const { parent, child } = summary;
  const count = (value: number, one: string, many: string, actor: Actor | null = null): Count => ({
    value: digits.format(value),
    label: value === 1 ? one : many,
    actor,
  });
  const by = (actor: Actor, name: string) => {
    const effects = effectsOf(parent, kept, actor) + effectsOf(child, kept, actor);
    const undo = kept || effects === 0 ? '' : ', undone';
    return count(effects, `row by ${name}${undo}`, `rows by ${name}${undo}`, actor);
  };
  const surviving = parent.surviving + child.surviving;
  return [
    count(summary.statements, 'statement', 'statements'),
    count(summary.roundTrips, 'round trip', 'round trips'),
    count(summary.rowsLoaded, 'row loaded into Python', 'rows loaded into Python'),
    by('client', 'the ORM'),
    by('foreign-key', 'the foreign key'),
    count(surviving, 'row survives', 'rows survive'),
    { value: summary.milliseconds.toFixed(summary.milliseconds < 10 ? 1 : 0), label: 'ms in PostgreSQL', actor: null },
  ];
}

/** The verdict on a run of the scenario. */
export function verdictOf(index: RunIndex, scenario: Scenario): Verdict {
  const { one, many } = NAMES[scenario.shape];
  const summary = summarise(index);
  const { error } = summary;
  const children: Children = (count) => quantity(count, one, many);
  return {
    tone: toneOf(summary, scenario),
    sentences: error ? failed(summary, error, NAMES[scenario.shape]) : lasting(summary, scenario, children),
    counts: countsOf(summary),
    problem: error && { error, undone: undone(summary, children) },
    warnings: summary.warnings,
    suggestions: adviceOn(summary, scenario),
  };
}
