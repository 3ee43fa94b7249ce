// The laboratory against its own PostgreSQL without it: on the same instance, from the same rows, turn by turn.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PGlite, protocol } from '@electric-sql/pglite';
import { startPostgres } from '@/lib/database/boot';
import type { SynchronousPGlite } from '@/lib/database/connection';
import { loadSnapshot } from '@/lib/database/node-database';
import { ScaleDatabase } from '@/lib/database/scale-database';
import { measure } from '@/lib/engine/run/scale-run';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { median, round, timed } from './numbers';

const { serialize } = protocol;
const SIZES = [1000, 10_000, 100_000] as const;
const LAB = { comments: 0, others: 0, sending: 'executemany' } as const;

interface ScaleTimes {
  readonly posts: number;
  /** The ORM's path, SELECT and COMMIT included; one pipelined message of as many DELETEs; their ratio. */
  readonly orm: { readonly path: number; readonly raw: number; readonly ratio: number };
  /** The same one statement at a time, against as many raw messages. */
  readonly oneByOne: { readonly path: number; readonly raw: number; readonly ratio: number } | null;
  /** The foreign key's path with the witness and without; the bare DELETE; path with witness / bare. */
  readonly foreignKey: {
    readonly witnessed: number;
    readonly alone: number;
    readonly bare: number;
    readonly ratio: number;
  };
  readonly reset: number;
}

export interface Scale {
  readonly sizes: readonly ScaleTimes[];
  /** The yardstick of a reset: an instance started again from a dump that has 100,000 posts in it. */
  readonly recreated: number;
  /** Bytes before and after ten runs of each path at 100,000 posts: PostgreSQL's memory, JavaScript's after a collection. */
  readonly memory: Readonly<Record<'postgresBefore' | 'postgresAfter' | 'heapBefore' | 'heapAfter', number>>;
}

export async function measureScale(): Promise<Scale> {
  const pg = await startPostgres({ snapshot: await loadSnapshot() });
  const database = new ScaleDatabase(pg);
  const orm: Scenario = { ...DEFAULT_SCENARIO, passiveDeletes: false };
  const foreignKey: Scenario = DEFAULT_SCENARIO;
  const sizes = SIZES.map((posts): ScaleTimes => {
    const path =
      (way: Scenario, witness: boolean, sending: 'executemany' | 'one-by-one' = 'executemany') =>
      () =>
        measure(database, { ...LAB, sending, witness }, { ...way, posts }).milliseconds;
    const bare =
      (...messages: Uint8Array[]) =>
      () => {
        prepare(database, posts);
        return timed(() => messages.map((message) => send(pg, message))).milliseconds;
      };
    const raw = pipelined('posts', posts);
    const user = pipelined('users', 1);
    const repeats = posts >= 100_000 ? 5 : 9;
    const [ormPath, ormRaw] = turnByTurn(repeats, path(orm, true), bare(raw, user));
    const [witnessed, alone, cascade] = turnByTurn(
      repeats,
      path(foreignKey, true),
      path(foreignKey, false),
      bare(user),
    );
    const singles = Array.from({ length: posts }, (_, key) => pipelined('posts', 1, key + 1));
    const [single, singleRaw] =
      posts <= 10_000 ? turnByTurn(3, path(orm, true, 'one-by-one'), bare(...singles, user)) : [0, 0];
    const [reset] = turnByTurn(repeats, () => timed(() => prepare(database, posts)).milliseconds);
    return {
      posts,
      orm: { path: round(ormPath), raw: round(ormRaw), ratio: round(ormPath / ormRaw) },
      oneByOne: singleRaw > 0 ? { path: round(single), raw: round(singleRaw), ratio: round(single / singleRaw) } : null,
      foreignKey: {
        witnessed: round(witnessed),
        alone: round(alone),
        bare: round(cascade),
        ratio: round(witnessed / cascade),
      },
      reset: round(reset),
    };
  });
  const memory = await memoryOverRuns(pg, database, [orm, foreignKey]);
  const recreated = await recreate(pg, database);
  await database.close();
  return { sizes, recreated, memory };
}

/** The streaming call with nothing behind it: the other one parses the answer, which would make the yardstick look bad. */
function send(pg: SynchronousPGlite, message: Uint8Array): void {
  let bytes = 0;
  const onRawData = (chunk: Uint8Array) => {
    bytes += chunk.length;
  };
  void pg.execProtocolRawStream(message, { syncToFs: false, onRawData });
  if (bytes === 0) throw new Error('PostgreSQL did not answer');
}

function prepare(database: ScaleDatabase, posts: number): void {
  database.prepare({ scenario: DEFAULT_SCENARIO, posts, comments: 0, others: 0, triggers: false });
}

/** As PGlite itself writes it. */
function pipelined(table: string, count: number, first = 1): Uint8Array {
  const sql = `DELETE FROM ${table} WHERE ${table}.id = $1::INTEGER`;
  const parts = [serialize.parse({ text: sql })];
  for (let key = first; key < first + count; key++) {
    parts.push(serialize.bind({ values: [String(key)] }), serialize.execute({}));
  }
  return new Uint8Array(Buffer.concat([...parts, serialize.sync()]));
}

/**
 * Medians; the contestants take turns, so that a busy moment of the machine hits all of them, and each finds the
 * garbage of the one before collected. The first round is not counted.
 */
function turnByTurn<T extends readonly (() => number)[]>(repeats: number, ...works: T): { [K in keyof T]: number } {
  const times = works.map((): number[] => []);
  for (let turn = 0; turn <= repeats; turn++) {
    for (const [index, work] of works.entries()) {
      collectGarbage();
      const milliseconds = work();
      if (turn > 0) times[index]?.push(milliseconds);
    }
  }
  return times.map(median) as { [K in keyof T]: number };
}

async function memoryOverRuns(
  pg: SynchronousPGlite,
  database: ScaleDatabase,
  ways: readonly Scenario[],
): Promise<Scale['memory']> {
  const run = async () => {
    for (const way of ways) {
      measure(database, { ...LAB, witness: true }, { ...way, posts: 100_000 });
      await new Promise(setImmediate); // as between the runs of the worker: what PGlite left for later is done
    }
  };
  await run();
  const [postgresBefore, heapBefore] = [pg.Module.wasmMemory.buffer.byteLength, heap()];
  for (let repetition = 0; repetition < 10; repetition++) await run();
  return { postgresBefore, postgresAfter: pg.Module.wasmMemory.buffer.byteLength, heapBefore, heapAfter: heap() };
}

function collectGarbage(): void {
  setFlagsFromString('--expose_gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}

/** JavaScript's heap and array buffers after a collection. */
function heap(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** What one would do without a reset: an instance of PGlite from a dump of its own. */
async function recreate(pg: SynchronousPGlite, database: ScaleDatabase): Promise<number> {
  prepare(database, 100_000);
  const loadDataDir = await pg.dumpDataDir('none');
  const times: number[] = [];
  for (let repeat = 0; repeat < 4; repeat++) {
    const started = performance.now();
    const fresh = await PGlite.create({ loadDataDir });
    times.push(performance.now() - started);
    await fresh.close();
  }
  return round(median(times.slice(1)));
}
