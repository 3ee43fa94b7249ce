// The Python of a scenario in the two parts that run: its mapped classes, and what is asked of the Session. They are
// the parts of the script that a reader copies, so that what runs is what is read.
import { pythonFor } from '@/lib/scenario/dialect';
import { pythonOperation, selectUser } from '@/lib/scenario/python-operation';
import { pythonModels, pythonScript } from '@/lib/scenario/python-script';
import { operationLines } from '@/lib/scenario/python-source';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Driver } from '@/lib/versions';

export interface ScenarioProgram {
  readonly models: string;
  /** Top-level code that has `session`; calls `operation()` between the preparations and the operation. */
  readonly operation: string;
  /** Which Session it is written for. */
  readonly driver: Driver;
  /** Where that stands in the script that a reader copies: the number of its first line there, from 1. */
  readonly firstLine: number;
}

/** Stands in the script where the program calls `operation()`. */
const MARKER = '--- the operation';

export function scenarioProgram(scenario: Scenario): ScenarioProgram {
  const { prepare } = pythonOperation(scenario, selectUser);
  const lines = operationLines(scenario).map((line) =>
    line.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join(''),
  );
  const script = pythonScript(scenario).split('\n');
  return {
    models: pythonModels(scenario),
    operation: [...prepare, 'operation()', ...lines, pythonFor(scenario.driver, 'await session.commit()'), ''].join(
      '\n',
    ),
    driver: scenario.driver,
    firstLine: script.findIndex((line) => line.includes(MARKER)) + 1 - prepare.length,
  };
}
