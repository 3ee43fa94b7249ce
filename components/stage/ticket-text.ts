// What stands on a ticket.
import type { StatementEvent } from '@/lib/trace/trace';

export const statementText = ({ sql }: StatementEvent): string => sql.replace(/\s+/g, ' ');

/** The parameters of one execution, or how many sets there are. */
export const parametersText = ({ many, parameters }: StatementEvent): string =>
  many ? `×${parameters.length.toLocaleString('en')} sets` : JSON.stringify(parameters[0] ?? []);
