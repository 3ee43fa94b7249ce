// What the settings of a scenario mean for a delete, a sentence each: enough to work a run out, and not its outcome.

import { cascades } from '@/lib/scenario/cascade';
import { OPERATIONS } from '@/lib/scenario/operations';
import type { OnDelete, Scenario } from '@/lib/scenario/scenario';
import { goneWords, loadedWords, passiveDeletesWords } from '@/lib/scenario/setting-words';
import { NAMES } from '@/lib/scenario/shape';

// K1, K2, K3
const ACTIONS: Readonly<Record<NonNullable<OnDelete>, string>> = {
  CASCADE: 'when a user goes, PostgreSQL deletes the rows that still point at it',
  'SET NULL': 'when a user goes, PostgreSQL sets user_id to NULL in the rows that still point at it',
  'SET DEFAULT': 'when a user goes, PostgreSQL sets user_id to its default in the rows that still point at it',
  RESTRICT: 'PostgreSQL refuses to delete a user at whom rows still point',
  'NO ACTION': 'PostgreSQL refuses to delete a user at whom rows still point',
};

const foreignKey = ({ onDelete }: Scenario) =>
  `ondelete=${onDelete === null ? 'None' : `"${onDelete}"`}: ${ACTIONS[onDelete ?? 'NO ACTION']}.`;

const notNull = ({ nullable }: Scenario) =>
  nullable ? [] : ['nullable=False: whoever writes NULL into user_id is refused.'];

/** Of the first operation that deletes a user through the unit of work. */
function ofUser(scenario: Scenario): string[] {
  const { cascade, passiveDeletes, loaded, shape } = scenario;
  const { attribute, many } = NAMES[shape];
  const deletes = cascades(cascade, 'delete');
  const passive = `passive_deletes=${passiveDeletesWords(passiveDeletes)}: `;
  // C1
  if (deletes && passiveDeletes === 'all') return [`${passive}it cannot stand beside delete in a cascade.`];
  return [
    deletes
      ? `cascade has delete: the ORM deletes the ${many} that it knows of, before the user.` // D1, D3
      : `cascade has no delete: the ORM sets user_id to NULL in the ${many} that it knows of, before the user goes.`, // D4, D5
    passiveDeletes === false
      ? `${passive}for a delete, the ORM loads the ${many} that it does not know yet.` // D1
      : passiveDeletes
        ? passiveDeletes === 'all'
          ? `${passive}the ORM leaves the ${many} alone, known or not.` // D6
          : `${passive}the ORM loads nothing for a delete, and leaves what it does not know to PostgreSQL.` // D2
        : '',
    `user.${attribute} is ${loadedWords(loaded, shape)}: that is what the ORM knows before the operation.`,
  ];
}

/** Of an operation on children. */
function ofChildren({ cascade, shape }: Scenario): string[] {
  const { one } = NAMES[shape];
  return [
    cascades(cascade, 'delete-orphan')
      ? `cascade has delete-orphan: the ORM deletes a ${one} that is taken from its user and given to no other.` // O1
      : `cascade has no delete-orphan: a ${one} that is taken from its user and given to no other gets NULL as its user_id.`, // O2
    'No user is deleted, so ON DELETE has nothing to act on.',
  ];
}

/** In the order in which one would think of them. */
export function hintsOf(scenario: Scenario): readonly string[] {
  const { does, sentBy } = OPERATIONS[scenario.operation];
  const counted = 'Every SELECT, UPDATE, INSERT and DELETE of the operation is a statement; many rows can share one.';
  const meanwhile =
    scenario.gone === 'nothing'
      ? []
      : [`Before the operation another connection deletes ${goneWords(scenario.gone)}, and the Session is not told.`];
  const last = [...notNull(scenario), ...meanwhile, counted];
  if (does !== 'deletes-user') return [...ofChildren(scenario), ...last];
  // B1
  const bulk = ['A DELETE that is written out goes as it stands: no cascade and no passive_deletes is asked.'];
  return [...(sentBy === 'flush' ? ofUser(scenario) : bulk), foreignKey(scenario), ...last];
}
