// What the program of a scenario fetches before its operation: the same for its Python and for the model.
import { OPERATIONS, type Variable } from './operations';
import type { Scenario } from './scenario';

/** The variables in the order in which they are fetched. */
export function fetchOrder({ operation, loaded }: Pick<Scenario, 'operation' | 'loaded'>): readonly Variable[] {
  const { speaksOf, unloaded } = OPERATIONS[operation];
  switch (loaded) {
    case 'no':
      return unloaded?.speaksOf ?? speaksOf;
    case 'partial':
      return [...new Set<Variable>(['user', ...speaksOf, 'child'])];
    case 'loaded': {
      // The child comes along with its user: asking for it last finds it in the identity map.
      const last = speaksOf.filter((variable) => variable === 'child');
      return [...new Set<Variable>(['user', ...speaksOf.filter((variable) => variable !== 'child'), ...last])];
    }
  }
}
