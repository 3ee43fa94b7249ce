// `npm run conformance:mends -- PATH...`: every mend of every finding in models, tried. Prints each that does not hold;
// exit status 1 where there is one, 2 where SQLAlchemy cannot be had.
import { holds } from '@/lib/audit/trial';
import { openDatabase } from '@/lib/database/node-database';
import { DEFAULT_SERIES } from '@/lib/versions';
import { openPython } from '../sqlalchemy/node-python';
import { mended } from './mending';
import { readPaths } from './read';

const paths = process.argv.slice(2);
const database = await openDatabase();
const opened = await openPython(database, DEFAULT_SERIES, () => {});
if ('absent' in opened) {
  console.error(opened.absent);
  process.exit(2);
}
const { files } = await readPaths(paths.length > 0 ? paths : ['tests/sqlalchemy/audited']);
let [tried, failed] = [0, 0];
for (const { finding, mend, trial, different } of mended(database, opened.python, files)) {
  tried++;
  if (holds(trial) && different.length === 0) continue;
  failed++;
  const also = [...trial.worse.map(({ says }) => `worse: ${says}`), ...different.map((each) => `differs: ${each}`)];
  const end = trial.isMended ? 'gone' : 'still there';
  console.log(`${finding.kind} of ${finding.class} at ${finding.at}, so that ${mend.intention}: ${end}`);
  for (const each of also) console.log(`  ${each}`);
}
console.log(`${tried} mends tried, ${failed} do not hold.`);
await database.close();
process.exit(failed === 0 ? 0 : 1);
