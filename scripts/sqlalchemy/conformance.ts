// `npm run conformance:full`: the model against SQLAlchemy itself in every combination of the settings, each shape
// and operation. Prints every difference; exit status 1 when there is one, 2 when there is no SQLAlchemy. An argument
// names the series; without one it is the default.
import { openDatabase } from '@/lib/database/node-database';
import { runScenarioOnSqlalchemy } from '@/lib/engine/run/run-on-sqlalchemy';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { differences } from '@/lib/trace/engine-difference';
import { DEFAULT_SERIES, SERIES } from '@/lib/versions';
import { openPython } from './node-python';
import { everyScenario } from './space';

const POSTS = 3;

const series = SERIES.find((each) => each === (process.argv[2] ?? DEFAULT_SERIES));
if (!series) {
  console.error(`Usage: npm run conformance:full [-- ${SERIES.join('|')}]`);
  process.exit(2);
}
const database = await openDatabase();
const opened = await openPython(database, series);
if ('absent' in opened) {
  console.error(`No SQLAlchemy on this machine: ${opened.absent}`);
  process.exit(2);
}
const { python } = opened;
let scenarios = 0;
let differing = 0;
let heading = '';
for (const scenario of everyScenario(POSTS, series)) {
  const { shape, operation } = scenario;
  if (heading !== `${shape}, ${operation}`) {
    heading = `${shape}, ${operation}`;
    console.log(heading);
  }
  const theirs = runScenarioOnSqlalchemy(database, python, scenario);
  const found = differences(runScenario(database, scenario), theirs);
  scenarios++;
  if (found.length === 0) continue;
  differing++;
  console.log(`  ${JSON.stringify(scenario)}\n    ${found.join('\n    ')}`);
}
console.log(`${scenarios} scenarios on SQLAlchemy ${python.version}: ${differing} differ from the model.`);
process.exit(differing > 0 ? 1 : 0);
