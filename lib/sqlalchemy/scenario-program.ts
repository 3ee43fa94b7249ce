// The Python of a scenario in the two parts that run: its mapped classes, and what is asked of the Session. They are
// the parts of the script that a reader copies, so that what runs is what is read.
import { pythonOperation, selectUser } from '@/lib/scenario/python-operation';
import { pythonModels } from '@/lib/scenario/python-script';
import { operationLines } from '@/lib/scenario/python-source';
import type { Scenario } from '@/lib/scenario/scenario';

export interface ScenarioProgram {
  readonly models: string;
  /** Top-level code that has `session`; calls `operation()` between the preparations and the operation. */
  readonly operation: string;
}

export function scenarioProgram(scenario: Scenario): ScenarioProgram {
  const { prepare } = pythonOperation(scenario, selectUser);
  const lines = operationLines(scenario).map((line) =>
    line.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join(''),
  );
  return {
    models: pythonModels(scenario),
    operation: [...prepare, 'operation()', ...lines, 'await session.commit()', ''].join('\n'),
  };
}
