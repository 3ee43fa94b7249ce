// `npm run bench:server`: the deletes of the laboratory on a real PostgreSQL server with a real SQLAlchemy, beside the
// same on PGlite in this process. For machines that have both; PYTHON names the interpreter. With --record it writes
// lib/scale/recorded-server.json, which the page shows.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openScaleDatabase } from '@/lib/database/node-scale';
import { measureAll } from '@/lib/engine/run/scale-run';
import type { ServerMeasurement, ServerRecord } from '@/lib/scale/recorded-server';
import { spreadOf } from '@/lib/scale/statistics';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { startServer } from './bench-server/server';

const RECORD = fileURLToPath(new URL('../lib/scale/recorded-server.json', import.meta.url));
const PROGRAM = fileURLToPath(new URL('bench-server/measure.py', import.meta.url));
const WAYS = [
  { passiveDeletes: false, loaded: false },
  { passiveDeletes: true, loaded: false },
  { passiveDeletes: true, loaded: true },
] as const;
const OTHERS = 4;

const { values } = parseArgs({
  options: {
    most: { type: 'string', default: '100000' },
    repetitions: { type: 'string', default: '5' },
    record: { type: 'boolean', default: false },
  },
});
const sizes = [10, 100, 1000, 10_000, 100_000].filter((size) => size <= Number(values.most));
const repetitions = Number(values.repetitions);

/** Runs the Python program to its end; it prints its versions and then a line for each measurement. */
async function measureServer(url: string): Promise<Pick<ServerRecord, 'versions' | 'measurements'>> {
  const settings = JSON.stringify({ url, ways: WAYS, indexes: [true, false], sizes, others: OTHERS, repetitions });
  const python = spawn(process.env.PYTHON ?? 'python3', [PROGRAM, settings], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => {
    python.once('error', () => resolve(null));
    python.once('close', resolve);
  });
  const lines: unknown[] = [];
  for await (const line of createInterface({ input: python.stdout })) lines.push(JSON.parse(line));
  if ((await ended) !== 0)
    throw new Error('It needs Python with SQLAlchemy 2 and asyncpg; set PYTHON to one that has them.');
  const [head, ...measurements] = lines;
  return { ...(head as Pick<ServerRecord, 'versions'>), measurements: measurements as ServerMeasurement[] };
}

async function measureHere(): Promise<ServerMeasurement[]> {
  const database = await openScaleDatabase();
  try {
    return [true, false].flatMap((index) => {
      const ways = WAYS.map(({ passiveDeletes, loaded }) =>
        change(DEFAULT_SCENARIO, { passiveDeletes, index, loaded: loaded ? 'loaded' : 'no' }),
      );
      const settings = {
        ways,
        sizes,
        repetitions,
        comments: 0,
        others: OTHERS,
        sending: 'executemany',
        witness: false,
      };
      return [...measureAll(database, { ...settings, sending: 'executemany' })].map((measured) => ({
        ...(WAYS[measured.way] ?? WAYS[0]),
        index,
        posts: measured.size,
        milliseconds: measured.milliseconds,
        postgresql: measured.milliseconds,
        statements: measured.statements,
        sets: measured.steps.reduce((sum, { sets }) => sum + sets, 0),
      }));
    });
  } finally {
    await database.close();
  }
}

function print(server: readonly ServerMeasurement[], here: readonly ServerMeasurement[]): void {
  const median = (
    all: readonly ServerMeasurement[],
    alike: ServerMeasurement,
    field: 'milliseconds' | 'postgresql',
  ) => {
    const found = all.filter((each) => keyOf(each) === keyOf(alike));
    return found.length === 0 ? '-' : spreadOf(found.map((each) => each[field])).median.toFixed(1);
  };
  const rows = [...new Map(server.map((each) => [keyOf(each), each])).values()].map((each) => ({
    passive_deletes: each.passiveDeletes,
    loaded: each.loaded,
    index: each.index,
    posts: each.posts,
    statements: each.statements,
    'server, whole (ms)': median(server, each, 'milliseconds'),
    'server, in PostgreSQL (ms)': median(server, each, 'postgresql'),
    'PGlite here, in PostgreSQL (ms)': median(here, each, 'postgresql'),
  }));
  console.table(rows);
}

const keyOf = ({ passiveDeletes, loaded, index, posts }: ServerMeasurement) =>
  JSON.stringify([passiveDeletes, loaded, index, posts]);

/** As JSON with one measurement a line, so that a new recording is read line by line. */
function linesOf({ measurements, ...about }: ServerRecord): string {
  const head = JSON.stringify(about, null, 2).replace(/\n}$/, '');
  const lines = measurements.map((each) => `    ${JSON.stringify(each)}`);
  return `${head},\n  "measurements": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

const server = await startServer();
try {
  const measured = await measureServer(server.url);
  print(measured.measurements, await measureHere());
  if (values.record) {
    const [cpu] = cpus();
    const [, load = 0] = loadavg();
    const busy = load > 2 * cpus().length ? ', with other work running' : '';
    const record: ServerRecord = {
      recorded: new Date().toISOString().slice(0, 10),
      machine: `${cpus().length} cores, ${cpu?.model ?? 'unknown'}, loopback${busy}`,
      versions: measured.versions,
      others: OTHERS,
      measurements: measured.measurements,
    };
    await writeFile(RECORD, linesOf(record));
    console.log(`Recorded in ${RECORD}`);
  }
} finally {
  server.stop();
}
process.exit(0);
