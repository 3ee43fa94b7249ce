// `npm run conformance:drivers`: the drivers' stand-ins in the tab against the drivers themselves, with every program
// of the catalogue and some scenarios' scripts. Prints every difference; exit status 1 when there is one, 2 when
// SQLAlchemy or a driver cannot be had.
import { openDatabase } from '@/lib/database/node-database';
import { pythonScript } from '@/lib/scenario/python-script';
import type { Scenario } from '@/lib/scenario/scenario';
import { SERIES } from '@/lib/versions';
import { readTexts } from '../programs';
import { openPython } from '../sqlalchemy/node-python';
import { numbersFrom, scenarioByChance } from '../sqlalchemy/space';
import { driversFor } from './real-drivers';
import { openSideBySide } from './side-by-side';

const SEED = 20;
const SCENARIOS = 20;

function absent(reason: string): never {
  console.error(reason);
  process.exit(2);
}

const texts = await readTexts();
let differing = 0;
for (const series of SERIES) {
  const database = await openDatabase();
  const opened = await openPython(database, series, () => {});
  if ('absent' in opened) absent(`No SQLAlchemy ${series} on this machine: ${opened.absent}`);
  const both = await openSideBySide(database, opened.python);
  if ('absent' in both) absent(both.absent);
  const next = numbersFrom(SEED);
  // The tab has one connection, so nobody else deletes anything here.
  const scenarios = Array.from({ length: SCENARIOS }, (): Scenario => {
    return { ...scenarioByChance(next, series), gone: 'nothing' };
  });
  const programs = [
    ...texts,
    ...scenarios.map((scenario) => [JSON.stringify(scenario), pythonScript(scenario)] as const),
  ];
  let runs = 0;
  let differed = 0;
  for (const [name, source] of programs) {
    for (const driver of driversFor(source)) {
      const found = await both.compare(source, driver);
      runs++;
      if (found.length === 0) continue;
      differed++;
      console.log(`${name} on ${driver}\n  ${found.join('\n  ')}`);
    }
  }
  console.log(
    `${runs} runs of ${programs.length} programs on SQLAlchemy ${opened.python.version}: ${differed} differ.`,
  );
  differing += differed;
  await both.close();
  await database.close();
}
process.exit(differing > 0 ? 1 : 0);
