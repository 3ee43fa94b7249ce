// What an audit observes of a setting's models, against what the explorer's run of the same setting comes to.
import { type Audit, FEW, type Observed } from '@/lib/audit/facts';
import { removed } from '@/lib/audit/subject';
import type { Database } from '@/lib/database/database';
import { auditWhole } from '@/lib/engine/run/run-audit';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { GRIDS, type Setting, scenarioOf } from '@/lib/matrix/grids';
import { outcomeFate, outcomeOf } from '@/lib/matrix/outcome';
import { pythonModels } from '@/lib/scenario/python-script';
import type { Loaded, Scenario } from '@/lib/scenario/scenario';
import type { PythonEngine } from '@/lib/sqlalchemy/python-engine';
import type { Driver, Series } from '@/lib/versions';

interface Asked {
  readonly series: Series;
  readonly driver: Driver;
}

/** As the audit calls a way, and the operation that is the same on the explorer. */
const WAYS = [
  ['delete', 'delete-user', 'no'],
  ['delete-loaded', 'delete-user', 'loaded'],
  ['bulk', 'bulk-delete', 'no'],
  ['remove:posts', 'remove-post', 'loaded'],
] as const satisfies readonly (readonly [string, Scenario['operation'], Loaded])[];

const IMPORTS = `from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import DeclarativeBase, mapped_column, relationship


`;

/** In sentences; none where all is the same. */
export function differencesFrom(
  database: Database,
  python: PythonEngine,
  setting: Setting,
  { series, driver }: Asked,
): readonly string[] {
  const scenarios = WAYS.map(([way, operation, loaded]) => {
    const grid = GRIDS.find((each) => each.shape === 'one-to-many' && each.operation === operation);
    if (!grid) throw new Error(`The matrix has no ${operation}`);
    return [way, { ...scenarioOf(grid, setting, loaded), posts: 2, sqlalchemy: series, driver }] as const;
  });
  const models = `${IMPORTS}${pythonModels(scenarios[0]?.[1] as Scenario)}\n`;
  const audited = auditWhole(database, python, { files: { 'models.py': models }, driver });
  return scenarios.flatMap(([way, scenario]) => {
    const expected = endOf(database, scenario);
    const found = 'error' in audited ? `rejected: ${audited.error.class}` : endObserved(audited, way);
    return found === expected
      ? []
      : [`${JSON.stringify(setting)} ${way}: the explorer says ${expected}, the audit ${found}`];
  });
}

/** Who removed posts or set them to NULL, or which error it ended in. */
function endOf(database: Database, scenario: Scenario): string {
  const outcome = outcomeOf(runScenario(database, scenario));
  const fate = outcomeFate(outcome);
  const { error, children } = outcome;
  if (error) return `${fate}: ${error.sqlstate ?? error.class}`;
  if (fate === 'null') return 'null';
  const doers = (Object.keys(children) as (keyof typeof children)[]).filter((by) => children[by].deleted > 0);
  return fate === 'deleted' ? `deleted by ${doers}` : 'there';
}

const DOERS = { client: 'client', foreignKey: 'foreign-key', trigger: 'trigger' } as const;

function endObserved({ facts, observed }: Audit, way: string): string {
  // left out, the rest goes on without it; nothing could be mapped with it
  const [left] = facts.leftOut;
  if (left) return `rejected: ${left.error.class}`;
  const run = observed.find((each) => each.class === 'User' && each.way === way && each.children === FEW);
  if (!run) return 'nothing';
  const {
    error,
    tables: { posts },
  } = run as Observed;
  if (error) return `${error.sqlstate === null ? 'raised' : 'refused'}: ${error.sqlstate ?? error.class}`;
  if (posts && posts.nulled > 0) return 'null';
  if (!posts || removed(posts) === 0) return 'there';
  const doers = (Object.keys(DOERS) as (keyof typeof DOERS)[]).filter((by) => posts[by] > 0);
  return `deleted by ${doers.map((by) => DOERS[by])}`;
}
