// What stands on a ticket.
import type { StatementEvent } from '@/lib/trace/trace';

export const statementText = ({ sql }: StatementEvent): string => sql.replace(/\s+/g, ' ');

/** The parameters of one execution, or how many sets there are; nothing where it has none. */
export function parametersText({ many, parameters }: StatementEvent): string {
  if (many) return `×${parameters.length.toLocaleString('en')} sets`;
  const set = parameters[0] ?? [];
  return Object.keys(set).length === 0 ? '' : JSON.stringify(set);
}
