// What to change when a run went wrong or took the long way: from what was observed, with the scenario that
// each piece of advice leads to.

import { CASCADE_WORDS, cascades, cascadeWords, DEFAULT_CASCADE } from '@/lib/scenario/cascade';
import { change } from '@/lib/scenario/change';
import { type Deed, OPERATIONS, type Operation } from '@/lib/scenario/operations';
import { OPERATIONS_OF, type Scenario } from '@/lib/scenario/scenario';
import { NAMES } from '@/lib/scenario/shape';
import { type Summary, type TableSummary, untouched } from '@/lib/trace/summary';

/** "wrong" kept its word but left something behind that nobody wanted. */
export type Tone = 'good' | 'slow' | 'wrong' | 'refused' | 'rejected';

export interface Suggestion {
  readonly text: string;
  /** The scenario with the advice taken; null when it cannot be set here. */
  readonly scenario: Scenario | null;
}

/** From here on a row-by-row delete is called slow: on a server it costs tens of milliseconds, not two. */
const MANY_ROWS = 100;

const ORPHANS = 'all, delete-orphan';

const deletesUser = ({ operation }: Scenario) => OPERATIONS[operation].does === 'deletes-user';
const replacesChild = ({ operation }: Scenario) => OPERATIONS[operation].does === 'replaces-child';

/** The first operation of the scenario's shape that does this. */
function operationThat(deed: Deed, { shape }: Scenario): Operation {
  const found = OPERATIONS_OF[shape].find((operation) => OPERATIONS[operation].does === deed);
  if (!found) throw new Error(`No operation of ${shape} ${deed}`);
  return found;
}

/** Whether the program itself sets the foreign key of a child to NULL. */
function asksForNull({ operation }: Scenario): boolean {
  const { does } = OPERATIONS[operation];
  return does === 'clears-user' || does === 'clears-user-id';
}

/** Whether the operation asks for the children to be without a user, or the foreign key is set to do that. */
export function wantsNull(scenario: Scenario): boolean {
  if (asksForNull(scenario)) return !cascades(scenario.cascade, 'delete-orphan');
  return scenario.onDelete === 'SET NULL' && deletesUser(scenario);
}

/** What became of the children. */
export function childOf({ tables }: Summary, { shape }: Pick<Scenario, 'shape'>): TableSummary {
  return tables.find(({ name }) => name === NAMES[shape].table) ?? untouched(NAMES[shape].table);
}

function scans(summary: Summary, scenario: Scenario): boolean {
  const { deleted, nulled } = childOf(summary, scenario).lasting['foreign-key'];
  return !scenario.index && !scenario.unique && deleted + nulled > 0;
}

/** What makes a run slow: the ORM going row by row, or the foreign key looking for rows without an index. */
export function slowBy(summary: Summary, scenario: Scenario): 'rows' | 'scan' | null {
  const { lasting, before } = childOf(summary, scenario);
  if (lasting.client.deleted + lasting.client.nulled >= MANY_ROWS) return 'rows';
  return scans(summary, scenario) && before >= MANY_ROWS ? 'scan' : null;
}

/** How a run went, in one word. */
export function toneOf(summary: Summary, scenario: Scenario | null): Tone {
  if (summary.error?.class === 'ArgumentError') return 'rejected';
  if (summary.error) return 'refused';
  if (!scenario) return 'good';
  if (childOf(summary, scenario).unowned > 0 && !wantsNull(scenario)) return 'wrong';
  return slowBy(summary, scenario) ? 'slow' : 'good';
}

/** Advice on a run, the best first; empty when there is nothing to improve. */
export function adviceOn(summary: Summary, scenario: Scenario): readonly Suggestion[] {
  const { error } = summary;
  const { many } = NAMES[scenario.shape];
  const suggest = (text: string, settings?: Partial<Scenario>): Suggestion => ({
    text,
    scenario: settings ? change(scenario, settings) : null,
  });
  if (error?.class === 'ArgumentError') return onRejection(scenario, suggest);
  switch (error?.sqlstate) {
    case undefined:
      break;
    case '23502':
      return summary.refused?.sql.startsWith('DELETE')
        ? onForeignKeyNull(many, suggest)
        : onUpdateToNull(scenario, many, suggest);
    case '23503':
    case '23001':
      return onStillReferenced(scenario, many, suggest);
    case '23505':
      return onDuplicate(suggest);
    default:
      return [];
  }
  return [...onUnowned(summary, scenario, suggest), ...onLongWay(summary, scenario, suggest)];
}

type Suggest = (text: string, settings?: Partial<Scenario>) => Suggestion;

/** C1, C3 */
function onRejection({ cascade, passiveDeletes }: Scenario, suggest: Suggest): Suggestion[] {
  const words = cascadeWords(cascade);
  const known = words.filter((word) => (CASCADE_WORDS as readonly string[]).includes(word));
  if (known.length < words.length) {
    const text = known.length > 0 ? known.join(', ') : DEFAULT_CASCADE;
    return [suggest(`Keep to the words that SQLAlchemy knows: cascade="${text}".`, { cascade: text })];
  }
  if (passiveDeletes !== 'all') return [];
  return [
    suggest('Set passive_deletes=True: what is not loaded is left to the database.', { passiveDeletes: true }),
    suggest('Or take delete out of the cascade: then passive_deletes="all" keeps the ORM’s hands off.', {
      cascade: DEFAULT_CASCADE,
    }),
  ];
}

/** K2 */
function onStillReferenced(scenario: Scenario, many: string, suggest: Suggest): Suggestion[] {
  const { onDelete, operation, cascade, passiveDeletes } = scenario;
  const advice = [
    suggest(`Add ondelete="CASCADE" to the ForeignKey: PostgreSQL then removes the ${many} itself.`, {
      onDelete: 'CASCADE',
    }),
  ];
  const byOrm = { cascade: ORPHANS, passiveDeletes: false, loaded: 'no' } as const;
  if (OPERATIONS[operation].sentBy !== 'flush') {
    advice.push(
      suggest('Or delete through the Session: a bulk DELETE knows neither cascade nor passive_deletes.', {
        ...byOrm,
        operation: 'delete-user',
      }),
    );
  } else if (cascades(cascade, 'delete') && passiveDeletes !== false) {
    advice.push(suggest(`Or drop passive_deletes: the ORM then loads the ${many} and deletes them.`, byOrm));
  } else advice.push(suggest(`Or have the ORM delete them: cascade="${ORPHANS}".`, byOrm));
  if (onDelete === 'RESTRICT' || onDelete === 'NO ACTION') {
    advice.push(suggest(`Or leave it: to refuse is what ON DELETE ${onDelete} is for.`));
  }
  return advice;
}

/** K3 by the foreign key's own SET NULL. */
function onForeignKeyNull(many: string, suggest: Suggest): Suggestion[] {
  return [
    suggest(`Use ondelete="CASCADE": a ${many.slice(0, -1)} cannot be without a user.`, { onDelete: 'CASCADE' }),
    suggest(`Or let user_id be NULL, with nullable=True: the ${many} then stay, without a user.`, { nullable: true }),
  ];
}

/** The settings under which the ORM deletes what is taken from the user (C1, S1). */
function orphansDeleted(scenario: Scenario): Partial<Scenario> {
  const { passiveDeletes, unique } = scenario;
  return {
    cascade: ORPHANS,
    passiveDeletes: passiveDeletes === 'all' ? true : passiveDeletes,
    unique: unique && !replacesChild(scenario),
  };
}

/** With UNIQUE the new profile cannot be inserted before the old one is deleted (S1). */
const withoutUnique = (scenario: Scenario) =>
  scenario.unique && replacesChild(scenario) ? ' and drop unique=True' : '';

/** K3 by the ORM's UPDATE. */
function onUpdateToNull(scenario: Scenario, many: string, suggest: Suggest): Suggestion[] {
  const nullable = suggest(`Or let user_id be NULL, with nullable=True: the ${many} then stay, without a user.`, {
    nullable: true,
  });
  if (asksForNull(scenario)) {
    const { one } = NAMES[scenario.shape];
    const operation = operationThat('deletes-child', scenario);
    return [suggest(`Delete the ${one} instead: session.delete(${one}).`, { operation }), nullable];
  }
  return [
    suggest(
      `Set cascade="${ORPHANS}"${withoutUnique(scenario)}: the ORM then deletes the ${many} instead of setting user_id to NULL.`,
      orphansDeleted(scenario),
    ),
    nullable,
  ];
}

/** S1: the INSERT of the new profile goes before the DELETE of the old one. */
function onDuplicate(suggest: Suggest): Suggestion[] {
  return [
    suggest('Set user.profile = None and flush before you assign the new one: the INSERT goes before the DELETE.'),
    suggest('Or drop unique=True from the column.', { unique: false }),
  ];
}

/** K1, C2, O1 to O3 */
function onUnowned(summary: Summary, scenario: Scenario, suggest: Suggest): Suggestion[] {
  if (childOf(summary, scenario).unowned === 0 || wantsNull(scenario)) return [];
  const { one, many, attribute } = NAMES[scenario.shape];
  switch (OPERATIONS[scenario.operation].does) {
    case 'clears-user':
      return [
        suggest(
          `Load user.${attribute} first: delete-orphan sees a change only where the old parent is in the Session.`,
          { loaded: 'loaded' },
        ),
      ];
    case 'clears-user-id':
      return [
        suggest(`Set ${one}.user = None instead: a change of user_id alone is no orphan.`, {
          operation: operationThat('clears-user', scenario),
          loaded: 'loaded',
        }),
      ];
    case 'takes-child':
    case 'replaces-child':
      return [
        suggest(
          `Add delete-orphan${withoutUnique(scenario)}: the ORM then deletes what is taken away from the user.`,
          orphansDeleted(scenario),
        ),
      ];
    case 'deletes-user':
    case 'deletes-child':
    case 'moves-child':
    case 'edits-child':
      return [
        suggest(
          `Let the foreign key remove the ${many}: delete in the cascade, passive_deletes=True and ondelete="CASCADE".`,
          {
            cascade: ORPHANS,
            passiveDeletes: true,
            onDelete: 'CASCADE',
            loaded: 'no',
          },
        ),
        suggest(`Or have the ORM delete them: cascade="${ORPHANS}".`, { cascade: ORPHANS, passiveDeletes: false }),
      ];
  }
}

/** D1 to D3, M1, and what an index is for. */
function onLongWay(summary: Summary, scenario: Scenario, suggest: Suggest): Suggestion[] {
  const { many, attribute, table } = NAMES[scenario.shape];
  const advice: Suggestion[] = [];
  const deletes = deletesUser(scenario) && childOf(summary, scenario).lasting.client.deleted > 0;
  if (deletes && scenario.passiveDeletes === false) {
    advice.push(
      suggest(`Set passive_deletes=True with ondelete="CASCADE": no ${many} are loaded, and one DELETE does it all.`, {
        passiveDeletes: true,
        onDelete: 'CASCADE',
        loaded: 'no',
      }),
    );
  } else if (deletes && scenario.loaded === 'loaded' && scenario.onDelete === 'CASCADE') {
    advice.push(
      suggest(`Do not load user.${attribute} before: passive_deletes=True spares the loading, not what is loaded.`, {
        loaded: 'no',
      }),
    );
  }
  if (scans(summary, scenario)) {
    advice.push(
      suggest(`Set index=True: without it PostgreSQL reads all of ${table} for every user that goes.`, { index: true }),
    );
  }
  for (const [entity, count] of summary.stale) {
    const objects = count === 1 ? `a ${entity} whose row is` : `${count} ${entity} objects whose rows are`;
    advice.push(suggest(`Python still holds ${objects} gone or changed: expire or expunge before you go on.`));
  }
  return advice;
}
