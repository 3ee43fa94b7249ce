// Goals to reach with the flags. A judge looks at the run alone, never at the settings, and says in a sentence what
// happened instead.

import { change } from '@/lib/scenario/change';
import { presetScenario } from '@/lib/scenario/presets';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { NAMES } from '@/lib/scenario/shape';
import { quantity } from '@/lib/trace/quantity';
import type { RunIndex } from '@/lib/trace/run-index';
import { type Summary, summarise, type TableSummary } from '@/lib/trace/summary';
import { childOf } from '@/lib/verdict/advice';
import { verbsInWords } from '@/lib/verdict/words';

interface Judgement {
  readonly reached: boolean;
  /** What this run did, and where it is not reached, what stood in the way. */
  readonly sentence: string;
}

interface GoalRecord {
  readonly title: string;
  readonly aim: string;
  /** Where to begin: not reached. */
  readonly start: Scenario;
  readonly judge: (index: RunIndex<Scenario>) => Judgement;
}

const reached = (sentence: string): Judgement => ({ reached: true, sentence });
const notYet = (sentence: string): Judgement => ({ reached: false, sentence });

interface Seen {
  readonly summary: Summary;
  readonly users: number;
  readonly children: TableSummary;
  readonly one: string;
  readonly many: string;
}

/** Rows of users that are gone for good. */
const goneUsers = ({ tables }: Summary) =>
  tables.filter(({ name }) => name === 'users').reduce((sum, { lasting }) => sum + lasting.client.deleted, 0);

function see(index: RunIndex<Scenario>): Seen {
  const { scenario } = index.trace;
  const summary = summarise(index);
  const { one, many } = NAMES[scenario.shape];
  return { summary, users: goneUsers(summary), children: childOf(summary, scenario), one, many };
}

/** Why no user was deleted, where none was. */
function userStays({ summary: { error }, users }: Seen): Judgement | null {
  if (error?.class === 'ArgumentError')
    return notYet(`SQLAlchemy rejected the setting before anything reached PostgreSQL: ${error.message}.`);
  if (error?.sqlstate) return notYet(`PostgreSQL refused, and the user is still there: ${error.message}.`);
  if (error) return notYet(`SQLAlchemy raised ${error.class}, and the user is still there: ${error.message}.`);
  return users === 0 ? notYet('The user was not deleted.') : null;
}

const RECORDS = {
  'let-the-database': {
    title: 'Let the database do it',
    aim: 'Delete the user and its posts without loading a post into Python.',
    start: presetScenario('cascade-only'),
    judge: (index) => {
      const seen = see(index);
      const { children, one, many } = seen;
      const stays = userStays(seen);
      if (stays) return stays;
      const { rowsLoaded } = seen.summary.costs.operation;
      const { client, 'foreign-key': key } = children.lasting;
      if (client.deleted > 0) {
        const load = rowsLoaded > 0 ? `loaded ${quantity(rowsLoaded, 'row')} and ` : '';
        return notYet(`The ORM ${load}deleted ${quantity(client.deleted, one, many)} itself.`);
      }
      if (client.nulled > 0)
        return notYet(`The ORM set user_id to NULL on ${quantity(client.nulled, one, many)} itself: none was deleted.`);
      if (key.deleted === 0) return notYet(`The foreign key deleted no ${one}.`);
      if (rowsLoaded > 0) return notYet(`The ORM loaded ${quantity(rowsLoaded, 'row')} for it.`);
      return reached(`The foreign key deleted ${quantity(key.deleted, one, many)}, and Python loaded none of them.`);
    },
  },
  'keep-the-posts': {
    title: 'Keep the posts',
    aim: 'Delete the user, and let every post stay.',
    start: DEFAULT_SCENARIO,
    judge: (index) => {
      const seen = see(index);
      const { children, one, many } = seen;
      const stays = userStays(seen);
      if (stays) return stays;
      const { client, 'foreign-key': key } = children.lasting;
      if (client.deleted > 0) return notYet(`The ORM deleted ${quantity(client.deleted, one, many)}.`);
      if (key.deleted > 0) return notYet(`The foreign key deleted ${quantity(key.deleted, one, many)}.`);
      if (children.surviving < children.before)
        return notYet(`Another connection deleted ${quantity(children.before - children.surviving, one, many)}.`);
      const who = key.nulled + key.changed > 0 ? 'the foreign key' : 'the ORM';
      const wrote = key.nulled + client.nulled > 0 ? `: ${who} set user_id to NULL on those that were the user’s` : '';
      return reached(`The user is gone, and all ${quantity(children.surviving, one, many)} stay${wrote}.`);
    },
  },
  'make-it-refuse': {
    title: 'Make it refuse',
    aim: 'Have PostgreSQL refuse the delete, so that every row is still there.',
    start: DEFAULT_SCENARIO,
    judge: (index) => {
      const { summary, users } = see(index);
      const { error, refused } = summary;
      if (error?.class === 'ArgumentError')
        return notYet(`It was SQLAlchemy that rejected the setting, before PostgreSQL heard of it: ${error.message}.`);
      if (error && (!refused || !error.sqlstate))
        return notYet(`It was SQLAlchemy that raised ${error.class}; PostgreSQL refused nothing.`);
      if (error) return reached(`PostgreSQL refused (${error.sqlstate}): ${error.message}. Every row is still there.`);
      const key = summary.tables.reduce((sum, { lasting }) => sum + lasting['foreign-key'].deleted, 0);
      if (key > 0)
        return notYet(`The foreign key did not refuse: it deleted ${quantity(key, 'row')} so that the user could go.`);
      return users > 0
        ? notYet('The user was deleted: nothing pointed at it any more when its DELETE came.')
        : notYet('It went through: nothing was deleted that anything points at.');
    },
  },
  'one-statement': {
    title: 'One statement for 10,000 posts',
    aim: 'Delete a user with 10,000 posts, and all of them, in a single statement.',
    start: change(presetScenario('cascade-only'), { posts: 10_000 }),
    judge: (index) => {
      const seen = see(index);
      const { summary, children, one, many } = seen;
      const stays = userStays(seen);
      if (stays) return stays;
      const gone = children.lasting.client.deleted + children.lasting['foreign-key'].deleted;
      const { statements } = summary.costs.operation;
      if (gone < 10_000) return notYet(`${quantity(gone, one, many)} went, and 10,000 are to go.`);
      if (statements > 1) {
        const by = children.lasting.client.deleted;
        return notYet(
          `It took ${quantity(statements, 'statement')}, ${verbsInWords(summary)}: the ORM deleted ${quantity(by, one, many)} by their ids.`,
        );
      }
      return reached(`One DELETE went, and the foreign key deleted ${quantity(gone, one, many)}.`);
    },
  },
} satisfies Readonly<Record<string, GoalRecord>>;

export type GoalId = keyof typeof RECORDS;

export interface Goal extends GoalRecord {
  readonly id: GoalId;
}

/** In the order in which they are offered, the easiest first. */
export const GOALS: readonly Goal[] = Object.entries(RECORDS).map(([id, record]) => ({ id: id as GoalId, ...record }));

export const findGoal = (id: string | null): Goal | null => GOALS.find((goal) => goal.id === id) ?? null;
