// What the program of a scenario loads before the operation.
import type { Loaded, Operation, Scenario } from '@/lib/scenario/scenario';
import type { InstanceState } from './instance-state';
import type { Steps } from './request';
import type { Session } from './session';

/** The objects that the program holds in variables; null where the row does not exist. */
export interface Held {
  user1?: InstanceState | null;
  user2?: InstanceState | null;
  child1?: InstanceState | null;
}

type Variable = keyof Held;

/** Which objects an operation speaks of, in the order in which the program fetches them. */
const SPEAKS_OF: Readonly<Record<Operation, readonly Variable[]>> = {
  'delete-user': ['user1'],
  'delete-two-users': ['user1', 'user2'],
  'delete-two-users-reversed': ['user1', 'user2'],
  'delete-post-then-user': ['child1', 'user1'],
  'delete-post': ['child1'],
  'remove-post': ['user1'],
  'clear-posts': ['user1'],
  'assign-empty': ['user1'],
  'set-user-none': ['child1'],
  'set-user-id-none': ['child1'],
  'set-user-id-2': ['child1'],
  'move-append': ['child1', 'user2'],
  'move-set': ['child1', 'user2'],
  'bulk-delete': ['user1'],
  'raw-delete': ['user1'],
  'delete-profile': ['child1'],
  'set-profile-none': ['user1'],
  'replace-profile': ['user1'],
};

/** Brings the objects into the Session: "partial" has user 1 and one child, "loaded" user 1 with its attribute. */
export function* setUp(session: Session, { operation, loaded }: Scenario): Steps<Held> {
  const held: Held = {};
  for (const variable of fetchOrder(operation, loaded)) {
    if (variable === 'child1') held.child1 = yield* session.get(session.mapping.names.entity, 1);
    else {
      const id = variable === 'user1' ? 1 : 2;
      held[variable] = loaded === 'loaded' ? yield* session.getWithChildren(id) : yield* session.get('User', id);
    }
  }
  return held;
}

function fetchOrder(operation: Operation, loaded: Loaded): readonly Variable[] {
  const variables = SPEAKS_OF[operation];
  if (loaded === 'no') return variables;
  if (loaded === 'partial') return [...new Set<Variable>(['user1', ...variables, 'child1'])];
  // The child comes along with its user: asking for it last finds it in the identity map.
  const users = variables.filter((variable) => variable !== 'child1');
  const child: Variable[] = variables.includes('child1') || operation === 'remove-post' ? ['child1'] : [];
  return [...new Set<Variable>(['user1', ...users, ...child])];
}
