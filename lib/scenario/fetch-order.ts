// What the program of a scenario fetches before its operation: the same for its Python and for the model.
import { CHILD_KEYS, OPERATIONS, type Variable } from './operations';
import type { Scenario } from './scenario';

const isChild = (variable: Variable) => variable in CHILD_KEYS;

/** The variables in the order in which they are fetched. Whose rows may go meanwhile, both users, are all fetched. */
export function fetchOrder({
  operation,
  loaded,
  gone,
}: Pick<Scenario, 'operation' | 'loaded' | 'gone'>): readonly Variable[] {
  const { speaksOf, unloaded } = OPERATIONS[operation];
  const first: readonly Variable[] = gone === 'nothing' ? [] : ['user', 'user2'];
  switch (loaded) {
    case 'no':
      return [...new Set<Variable>([...first, ...(unloaded?.speaksOf ?? speaksOf)])];
    case 'partial':
      return [...new Set<Variable>([...first, 'user', ...speaksOf, 'child'])];
    case 'loaded': {
      // The child comes along with its user: asking for it last finds it in the identity map.
      const users = speaksOf.filter((variable) => !isChild(variable));
      return [...new Set<Variable>([...first, 'user', ...users, ...speaksOf.filter(isChild)])];
    }
  }
}
