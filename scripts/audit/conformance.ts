// `npm run conformance:audit`: the models of every setting of the matrix, audited on each series and driver, against the
// explorer's runs. Prints every difference; exit status 1 where there is one, 2 where SQLAlchemy cannot be had.
import { openDatabase } from '@/lib/database/node-database';
import { SETTINGS } from '@/lib/matrix/grids';
import { DRIVERS, SERIES } from '@/lib/versions';
import { openPython } from '../sqlalchemy/node-python';
import { differencesFrom } from './against-matrix';

let differing = 0;
for (const series of SERIES) {
  const database = await openDatabase();
  const opened = await openPython(database, series, () => {});
  if ('absent' in opened) {
    console.error(opened.absent);
    process.exit(2);
  }
  for (const driver of DRIVERS) {
    const differences = SETTINGS.flatMap((setting) =>
      differencesFrom(database, opened.python, setting, { series, driver }),
    );
    for (const each of differences) console.log(each);
    differing += differences.length;
    const count = `${SETTINGS.length} settings on SQLAlchemy ${opened.python.version} and ${driver}`;
    console.log(`${count}: ${differences.length} differences.`);
  }
  await database.close();
}
process.exit(differing === 0 ? 0 : 1);
