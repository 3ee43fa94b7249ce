// One line of the trace tool's input.
import { parseScenario, type Scenario } from '@/lib/scenario/scenario';

/** The scenario, or what is wrong with the line and where. */
export function readLine(line: string): { readonly scenario: Scenario } | { readonly invalid: string } {
  try {
    return parseScenario(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError) return { invalid: `not JSON: ${error.message}` };
    throw error;
  }
}
