// `npm run conformance:mends -- PATH...`: every mend of every finding in models, tried. Prints each that does not help, which
// nobody is offered, and each whose migration gives other tables than its edit; exit status 1 where there is one of the latter,
// 2 where SQLAlchemy cannot be had.
import { holds, trialWords } from '@/lib/audit/trial';
import { openDatabase } from '@/lib/database/node-database';
import { DEFAULT_SERIES } from '@/lib/versions';
import { loadPackages, openPython } from '../sqlalchemy/node-python';
import { mended } from './mending';
import { readPaths } from './read';

const paths = process.argv.slice(2);
const database = await openDatabase({ wholePackage: true });
const opened = await openPython(database, DEFAULT_SERIES, () => {});
if ('absent' in opened) {
  console.error(opened.absent);
  process.exit(2);
}
const { files } = await readPaths(paths.length > 0 ? paths : ['tests/sqlalchemy/audited']);
await loadPackages(database, opened.python, Object.values(files).join('\n'));
let [tried, helped, failed] = [0, 0, 0];
for (const { finding, mend, trial, different } of mended(database, opened.python, files)) {
  tried++;
  if (holds(trial)) helped++;
  if (different.length > 0) failed++;
  if (holds(trial) && different.length === 0) continue;
  console.log(`${finding.kind} of ${finding.class} at ${finding.at}, so that ${mend.intention}: ${trialWords(trial)}`);
  for (const each of different) console.log(`  ${each}`);
}
console.log(`${tried} mends tried, ${helped} are offered, ${failed} have a migration that gives other tables.`);
await database.close();
process.exit(failed === 0 ? 0 : 1);
