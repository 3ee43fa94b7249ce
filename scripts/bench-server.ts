// `npm run bench:server`: the deletes of the laboratory on a PostgreSQL server of its own with SQLAlchemy and the drivers
// themselves, beside the same on PGlite in this process; and what each way of sending many statements makes of a slower
// connection. With --record it writes lib/scale/recorded-server.json, which the page shows. Exit status 2 where the
// server or the drivers cannot be had.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openScaleDatabase } from '@/lib/database/node-scale';
import { measureAll } from '@/lib/engine/run/scale-run';
import {
  type SendingMeasurement,
  type ServerMeasurement,
  type ServerRecord,
  sendingsOf,
} from '@/lib/scale/recorded-server';
import { spreadOf } from '@/lib/scale/statistics';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { DEFAULT_SERIES, MODELLED_SQLALCHEMY } from '@/lib/versions';
import { type Delayed, delayed } from './bench-server/delay';
import { PYTHON, realDrivers } from './drivers/real-drivers';
import { startCluster } from './postgresql/cluster';

const RECORD = fileURLToPath(new URL('../lib/scale/recorded-server.json', import.meta.url));
const PROGRAM = fileURLToPath(new URL('bench-server/measure.py', import.meta.url));
const WAYS = [
  { passiveDeletes: false, loaded: false },
  { passiveDeletes: true, loaded: false },
  { passiveDeletes: true, loaded: true },
] as const;
const OTHERS = 4;
const DRIVERS = ['asyncpg', 'psycopg'] as const;
/** asyncpg has no pipeline to be asked for. */
const SENDINGS = [
  ['asyncpg', 'one by one'],
  ['psycopg', 'one by one'],
  ['psycopg', 'pipeline'],
  ['asyncpg', 'executemany'],
  ['psycopg', 'executemany'],
] as const;
const DELETES = 1000;
/** Milliseconds that every answer takes on the slower connection. */
const DELAY = 1;

const { values } = parseArgs({
  options: {
    most: { type: 'string', default: '100000' },
    repetitions: { type: 'string', default: '5' },
    record: { type: 'boolean', default: false },
  },
});
const sizes = [10, 100, 1000, 10_000, 100_000].filter((size) => size <= Number(values.most));
const repetitions = Number(values.repetitions);

type Measured = Pick<ServerRecord, 'versions' | 'measurements' | 'sendings'>;

/** Runs the Python program to its end; it prints its versions and a line for each measurement, and asks for waits. */
async function measureServer(site: string, port: number, slower: Delayed): Promise<Measured> {
  const about = { ways: WAYS, indexes: [true, false], sizes, others: OTHERS, repetitions, drivers: DRIVERS };
  const settings = JSON.stringify({ ...about, port, delayed: slower.port, sendings: SENDINGS, deletes: DELETES });
  const python = spawn(PYTHON, [PROGRAM, settings], {
    env: { ...process.env, PYTHONPATH: site },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => {
    python.once('error', () => resolve(null));
    python.once('close', resolve);
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: python.stdout })) {
    if (line === 'waits') python.stdin.write(`${slower.waits()}\n`);
    else lines.push(line);
  }
  const [head = '{}', ...said] = lines;
  if ((await ended) !== 0) throw new Error('The measuring program did not come to its end.');
  const measured: readonly (ServerMeasurement | SendingMeasurement)[] = said.map((line) => JSON.parse(line));
  return {
    versions: JSON.parse(head),
    measurements: measured.filter((each) => 'posts' in each),
    sendings: measured.filter((each) => 'sending' in each),
  };
}

async function measureHere(): Promise<Omit<ServerMeasurement, 'sqlalchemy' | 'driver'>[]> {
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

function print({ measurements, sendings }: Measured, here: Awaited<ReturnType<typeof measureHere>>): void {
  type Alike = (typeof here)[number];
  const keyOf = ({ passiveDeletes, loaded, index, posts }: Alike) =>
    JSON.stringify([passiveDeletes, loaded, index, posts]);
  const median = (all: readonly Alike[], alike: Alike, field: 'milliseconds' | 'postgresql') => {
    const found = all.filter((each) => keyOf(each) === keyOf(alike));
    return found.length === 0 ? '-' : spreadOf(found.map((each) => each[field])).median.toFixed(1);
  };
  const rows = [...new Map(measurements.map((each) => [keyOf(each), each])).values()].map((each) => ({
    passive_deletes: each.passiveDeletes,
    loaded: each.loaded,
    index: each.index,
    posts: each.posts,
    statements: each.statements,
    ...Object.fromEntries(
      DRIVERS.flatMap((driver) => {
        const its = measurements.filter((one) => one.driver === driver);
        return [
          [`${driver}, whole (ms)`, median(its, each, 'milliseconds')],
          [`${driver}, in PostgreSQL (ms)`, median(its, each, 'postgresql')],
        ];
      }),
    ),
    'PGlite here, in PostgreSQL (ms)': median(here, each, 'postgresql'),
  }));
  console.table(rows);
  console.table(sendingsOf(sendings));
}

/** As JSON with one measurement a line, so that a new recording is read line by line. */
function linesOf({ measurements, sendings, ...about }: ServerRecord): string {
  const head = JSON.stringify(about, null, 2).replace(/\n}$/, '');
  const list = (name: string, all: readonly unknown[]) =>
    `  "${name}": [\n${all.map((each) => `    ${JSON.stringify(each)}`).join(',\n')}\n  ]`;
  return `${head},\n${list('sendings', sendings)},\n${list('measurements', measurements)}\n}\n`;
}

function absent(reason: string): never {
  console.error(reason);
  process.exit(2);
}

const installed = await realDrivers(MODELLED_SQLALCHEMY[DEFAULT_SERIES]);
if ('absent' in installed) absent(installed.absent);
const cluster = await startCluster();
if ('absent' in cluster) absent(cluster.absent);
const slower = await delayed(cluster.port, DELAY);
try {
  const load = () => (loadavg()[0] ?? 0).toFixed(1);
  const before = load();
  const measured = await measureServer(installed.site, cluster.port, slower);
  const [cpu] = cpus();
  const machine = `${cpus().length} cores, ${cpu?.model ?? 'unknown'}, loopback, load ${before} before and ${load()} after`;
  console.log(machine);
  if (values.record) {
    const recorded = new Date().toISOString().slice(0, 10);
    const record: ServerRecord = { recorded, machine, others: OTHERS, deletes: DELETES, delay: DELAY, ...measured };
    await writeFile(RECORD, linesOf(record));
    console.log(`Recorded in ${RECORD}`);
  }
  print(measured, await measureHere());
} finally {
  slower.stop();
  cluster.stop();
}
process.exit(0);
