// What stands on a ticket.
import { numeral } from '@/lib/trace/quantity';
import type { StatementEvent } from '@/lib/trace/trace';

export const statementText = ({ sql }: StatementEvent): string => sql.replace(/\s+/g, ' ');

/** The parameters of one execution, or how many sets there are; nothing where it has none. */
export function parametersText({ many, parameters }: StatementEvent): string {
  if (many) return `×${numeral(parameters.length)} sets`;
  const set = parameters[0] ?? [];
  return Object.keys(set).length === 0 ? '' : JSON.stringify(set);
}
