// What the program of a scenario loads before the operation.
import { fetchOrder } from '@/lib/scenario/fetch-order';
import { CHILD_KEYS, type Variable } from '@/lib/scenario/operations';
import type { Scenario } from '@/lib/scenario/scenario';
import type { InstanceState } from './instance-state';
import type { Steps } from './request';
import type { Session } from './session';

/** The objects that the program holds in variables; null where the row does not exist. */
export type Held = { [V in Variable]?: InstanceState | null };

/** Brings the objects into the Session: "partial" has user 1 and one child, "loaded" user 1 with its attribute. */
export function* setUp(session: Session, scenario: Scenario): Steps<Held> {
  const held: Held = {};
  for (const variable of fetchOrder(scenario)) {
    const child = CHILD_KEYS[variable];
    if (child !== undefined) held[variable] = yield* session.get(session.mapping.names.entity, child);
    else {
      const id = variable === 'user' ? 1 : 2;
      const loaded = scenario.loaded === 'loaded';
      held[variable] = loaded ? yield* session.getWithChildren(id) : yield* session.get('User', id);
    }
  }
  return held;
}
