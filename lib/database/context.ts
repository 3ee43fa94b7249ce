// Who touched a row, from what PostgreSQL calls the context of the witness's report: a line for every statement and
// function around it, innermost first.
import type { Effect } from '@/lib/trace/trace';

/** What an effect says of who did it. */
export type Doer = Pick<Effect, 'by' | 'statement' | 'trigger' | 'inside'>;

/** The name of the trigger that has a function, for example of "audit()"; undefined when none has it. */
export type TriggerOf = (signature: string) => string | undefined;

/** One of several around a row. */
type Actor = Pick<Effect, 'statement' | 'trigger'>;

/** A statement may go over lines. */
const BETWEEN_FRAMES = /\n(?=PL\/pgSQL |SQL (?:statement|function|expression) )/;
/** As ri_triggers.c (PostgreSQL 18) writes it, in no function's name (W2). A partitioned table has no ONLY. */
const FOREIGN_KEY = /^SQL statement "((?:DELETE FROM|UPDATE) (?:ONLY )?".* OPERATOR\(.*)"$/s;
const FUNCTION = /^PL\/pgSQL function (\S.*\(\)) line \d+ at /;

/**
 * Of a row that was touched deeper in triggers than the client is (W3). Nobody is named where a trigger is not written
 * in PL/pgSQL, which is all that the context tells of.
 */
export function doerOf(where: string | null, triggerOf: TriggerOf): Doer {
  const [, ...frames] = (where ?? '').split(BETWEEN_FRAMES);
  const [actor, ...around] = frames.flatMap((frame, at) => actorIn(frame, frames[at + 1], triggerOf) ?? []);
  const inside = around.map(({ statement, trigger }) => statement ?? trigger?.name ?? '').reverse();
  return {
    by: actor?.statement === undefined ? 'trigger' : 'foreign-key',
    ...actor,
    ...(inside.length === 0 ? {} : { inside }),
  };
}

function actorIn(frame: string, outer: string | undefined, triggerOf: TriggerOf): Actor | null {
  const statement = frame.match(FOREIGN_KEY)?.[1];
  if (statement !== undefined && !outer?.startsWith('PL/pgSQL ')) return { statement };
  const signature = frame.match(FUNCTION)?.[1] ?? '';
  const name = signature && triggerOf(signature);
  return name ? { trigger: { name, function: signature.slice(0, -'()'.length) } } : null;
}
