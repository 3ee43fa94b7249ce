// `npm run conformance:drivers`: the drivers' stand-ins in the tab against the drivers themselves, with every program
// of the catalogue, some scenarios' scripts and questions.py, on PGlite and on a PostgreSQL server of the machine's own.
// Prints every difference; exit status 1 when there is one, 2 when SQLAlchemy or a driver cannot be had.
import { pythonScript } from '@/lib/scenario/python-script';
import type { Scenario } from '@/lib/scenario/scenario';
import { SERIES } from '@/lib/versions';
import { readTexts } from '../programs';
import { numbersFrom, scenarioByChance } from '../sqlalchemy/space';
import { openPgliteServer } from './pglite-server';
import { openPostgresqlServer } from './postgresql-server';
import { readQuestions } from './questions';
import { driversFor } from './real-drivers';
import type { Server } from './server';
import { openSideBySide } from './side-by-side';

const SEED = 20;
const SCENARIOS = 20;

/** Resolves to the exit status. */
async function compareAll(servers: readonly Server[]): Promise<number> {
  const texts = await readTexts();
  const known = new Map<string, number>();
  let differing = 0;
  for (const series of SERIES) {
    const both = await openSideBySide(series, servers);
    if ('absent' in both) {
      console.error(both.absent);
      return 2;
    }
    const next = numbersFrom(SEED);
    // The tab has one connection, so nobody else deletes anything here.
    const scenarios = Array.from({ length: SCENARIOS }, (): Scenario => {
      return { ...scenarioByChance(next, series), gone: 'nothing' };
    });
    const programs = [
      ...texts,
      ...(await readQuestions()),
      ...scenarios.map((scenario) => [JSON.stringify(scenario), pythonScript(scenario)] as const),
    ];
    const counts = new Map(servers.map((server) => [server, { runs: 0, differ: 0 }]));
    for (const [name, source] of programs) {
      for (const driver of driversFor(source)) {
        for (const [server, found] of await both.compare(source, driver)) {
          const count = counts.get(server);
          if (count) count.runs++;
          for (const each of found.known) known.set(each, (known.get(each) ?? 0) + 1);
          if (found.differences.length === 0) continue;
          if (count) count.differ++;
          console.log(`${name} on ${driver} and ${server.name}\n  ${found.differences.join('\n  ')}`);
        }
      }
    }
    for (const [{ name }, { runs, differ }] of counts) {
      console.log(
        `${runs} runs of ${programs.length} programs on SQLAlchemy ${both.version} and ${name}: ${differ} differ.`,
      );
      differing += differ;
    }
    await both.close();
  }
  for (const [what, times] of known) console.log(`Known, in ${times} runs: ${what}`);
  return differing > 0 ? 1 : 0;
}

const pglite = await openPgliteServer();
const postgresql = await openPostgresqlServer();
if ('absent' in postgresql) console.error(`On PGlite alone: ${postgresql.absent}`);
const servers = 'absent' in postgresql ? [pglite] : [pglite, postgresql];
let status = 1;
try {
  status = await compareAll(servers);
} finally {
  for (const server of servers) await server.close();
}
process.exit(status);
