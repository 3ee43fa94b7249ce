// `npm run conformance:full`: the model against SQLAlchemy itself, on both series and all drivers, in every combination of
// the settings, each shape and operation. Prints every difference; exit status 1 when there is one, 2 when a series is not
// to be had. Arguments name the series and drivers that are meant: `-- 2.0 psycopg`. All of it takes the better part of an
// hour; a number, as in `-- 2.0 8`, takes every eighth scenario, each driver beginning with another one.
import { openDatabase } from '@/lib/database/node-database';
import { runScenarioOnSqlalchemy } from '@/lib/engine/run/run-on-sqlalchemy';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { differences } from '@/lib/trace/engine-difference';
import { DRIVERS, SERIES } from '@/lib/versions';
import { openPython } from './node-python';
import { everyScenario } from './space';

const POSTS = 3;

const words: readonly string[] = process.argv.slice(2);
const isNumber = (word: string) => /^[1-9]\d*$/.test(word);
const [stride = 1, ...more] = words.filter(isNumber).map(Number);
const unknown = words.some((word) => !isNumber(word) && ![...SERIES, ...DRIVERS].some((each) => each === word));
if (unknown || more.length > 0) {
  console.error(`Usage: npm run conformance:full [-- ${[...SERIES, ...DRIVERS].join(' | ')} | NUMBER ...]`);
  process.exit(2);
}
/** Those that an argument names; all when none is named. */
const meant = <T extends string>(all: readonly T[]): readonly T[] => {
  const named = all.filter((each) => words.includes(each));
  return named.length > 0 ? named : all;
};

let status = 0;
for (const series of meant(SERIES)) {
  const database = await openDatabase();
  const opened = await openPython(database, series);
  if ('absent' in opened) {
    console.error(`No SQLAlchemy ${series} on this machine: ${opened.absent}`);
    status = 2;
    continue;
  }
  const { python } = opened;
  for (const driver of meant(DRIVERS)) {
    let scenarios = 0;
    let differing = 0;
    let heading = '';
    let turn = DRIVERS.indexOf(driver);
    for (const scenario of everyScenario(POSTS, series, driver)) {
      if (turn++ % stride !== 0) continue;
      // PGlite leaves a promise behind for each message, which are kept until somebody waits.
      await null;
      const { shape, mapper, cascade } = scenario;
      const classes = `${shape}, mapper ${mapper}, cascade="${cascade}"`;
      if (heading !== classes) console.log(classes);
      heading = classes;
      const theirs = runScenarioOnSqlalchemy(database, python, scenario);
      const found = differences(runScenario(database, scenario), theirs);
      scenarios++;
      if (found.length === 0) continue;
      differing++;
      console.log(`  ${JSON.stringify(scenario)}\n    ${found.join('\n    ')}`);
    }
    console.log(
      `${scenarios} scenarios on SQLAlchemy ${python.version}, ${driver}: ${differing} differ from the model.`,
    );
    if (differing > 0) status = Math.max(status, 1);
  }
}
process.exit(status);
