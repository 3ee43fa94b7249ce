// The engine as the worker holds it, with PostgreSQL; in the place of SQLAlchemy stands the model (tests/sqlalchemy has
// SQLAlchemy itself).

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuditProgress, OnAudited } from '@/lib/audit/progress';
import { loadSnapshot } from '@/lib/database/node-database';
import { warmUp, warmUpSchemas } from '@/lib/database/warm-up';
import { DownloadError } from '@/lib/engine/protocol/download';
import type { CarriedPython } from '@/lib/engine/protocol/python-files';
import { RunAssembly } from '@/lib/engine/protocol/run-parts';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { createEngine } from '@/lib/engine/worker/engine';
import type { LivePython } from '@/lib/engine/worker/live-python';
import type { Aside } from '@/lib/program-text';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import type { Trace } from '@/lib/trace/trace';
import { aRun } from '@/tests/unit/a-run';

vi.mock('@/lib/database/warm-up', { spy: true });

type Engine = ReturnType<typeof createEngine>;

const EMPTY = { source: '', filename: 'program.py' };

const FILES = { version: '2.1.9', path: '/python/', travels: 1, files: {}, packages: {} as CarriedPython['packages'] };
const REFUSED: Scenario = { ...DEFAULT_SCENARIO, onDelete: null };

const ASIDE: Aside = { printed: ['1 post', '2 posts'], written: null, refused: null, deletables: [] };
const UNMAPPED: AuditProgress = {
  type: 'unmapped',
  error: {
    class: 'SyntaxError',
    message: 'invalid syntax',
    sqlstate: null,
    detail: null,
    constraint: null,
    place: null,
  },
  engine: { sqlalchemy: '2.1.9', driver: 'psycopg', postgres: '18.6' },
};
const RAN = { trace: aRun([]), aside: ASIDE, lost: false };

/** Runs the model; what its programs do is up to the test. */
const importModel =
  (runProgram: LivePython['runProgram'] = async () => RAN) =>
  async () => ({
    startLivePython: async (database: Parameters<typeof runScenario>[0], { version }: CarriedPython) => ({
      version,
      runScenario: (scenario: Scenario) => runScenario(database, scenario),
      runProgram,
      runAudit: async (_: unknown, __: unknown, onAudited: OnAudited) => void onAudited(UNMAPPED),
    }),
  });

let engines: Engine[] = [];
beforeEach(() => {
  vi.mocked(warmUp).mockClear();
  vi.mocked(warmUpSchemas).mockClear();
});
afterEach(async () => {
  for (const engine of engines) await engine.close();
  engines = [];
});

async function aBooted(importPython = importModel()): Promise<Engine> {
  const engine = createEngine(importPython);
  engines.push(engine);
  await engine.boot({ snapshot: await loadSnapshot() });
  return engine;
}

async function whole<S>(hand: (add: (part: Parameters<RunAssembly<S>['add']>[0]) => void) => Promise<void>) {
  const assembly = new RunAssembly<S>();
  await hand((part) => assembly.add(part));
  return assembly.run;
}
const run = (engine: Engine, scenario: Scenario): Promise<Trace<Scenario>> => whole((add) => engine.run(scenario, add));
const runOnSqlalchemy = (engine: Engine, scenario: Scenario): Promise<Trace<Scenario>> =>
  whole((add) => engine.runOnSqlalchemy(scenario, add));

async function start(engine: Engine, files = FILES): Promise<string[]> {
  const versions: string[] = [];
  await engine.startPython(
    files,
    () => {},
    (version) => void versions.push(version),
    () => {},
  );
  return versions;
}

test('an audit has ended once all that it told has arrived', async () => {
  const engine = await aBooted();
  await start(engine);
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let ended = false;
  const audit = engine
    .runAudit(
      { files: {} },
      () => {},
      () => arrived,
    )
    .then(() => {
      ended = true;
    });
  await nextTask();
  expect(ended).toBe(false);
  arrive();
  await audit;
  expect(ended).toBe(true);
});

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

describe('of two starts of Python', () => {
  test('the second begins once the first has ended, and one in between never does', async () => {
    const told: string[] = [];
    let end = () => {};
    const importPython = importModel();
    const engine = await aBooted(async () => {
      const { startLivePython } = await importPython();
      return {
        startLivePython: async (database, files) => {
          told.push(`${files.version} begins`);
          if (files.version === '2.1.9') await new Promise<void>((resolve) => (end = resolve));
          return startLivePython(database, files);
        },
      };
    });
    const first = start(engine);
    await nextTask();
    const between = start(engine, { ...FILES, version: '2.0.1' });
    const last = start(engine, { ...FILES, version: '2.0.58' });
    await nextTask();
    expect(told).toEqual(['2.1.9 begins']);
    end();
    expect(await Promise.all([first, between, last])).toEqual([[], [], ['2.0.58']]);
    expect(told).toEqual(['2.1.9 begins', '2.0.58 begins']);
  });

  test('the second begins where the first has failed', async () => {
    const importPython = importModel();
    let failed = false;
    const engine = await aBooted(async () => {
      if (failed) return importPython();
      failed = true;
      throw new Error('not today');
    });
    const onFailure = vi.fn();
    const first = start(engine).catch(onFailure);
    await nextTask();
    expect(await start(engine, { ...FILES, version: '2.0.58' })).toEqual(['2.0.58']);
    await first;
    expect(onFailure).toHaveBeenCalledWith(expect.objectContaining({ message: 'Error: not today' }));
  });
});

describe('two engines', () => {
  test('run their scenarios each on a PostgreSQL of its own', async () => {
    const [one, other] = [await aBooted(), await aBooted()];
    const [committed, refused] = await Promise.all([run(one, { ...DEFAULT_SCENARIO, posts: 7 }), run(other, REFUSED)]);
    expect([committed.error, committed.before.posts?.length, committed.rows.posts?.length]).toEqual([null, 9, 2]);
    expect([refused.error?.sqlstate, refused.before.posts?.length, refused.rows]).toEqual(['23503', 5, refused.before]);
  });

  test('are each warmed up once: rows before their first run, tables behind it', async () => {
    const [one, other] = [await aBooted(), await aBooted()];
    await run(one, DEFAULT_SCENARIO);
    await nextTask();
    expect(vi.mocked(warmUpSchemas)).toHaveBeenCalledTimes(1);
    await run(other, DEFAULT_SCENARIO);
    await run(other, REFUSED);
    await nextTask();
    for (const warming of [vi.mocked(warmUp), vi.mocked(warmUpSchemas)]) {
      const databases = warming.mock.calls.map(([database]) => database);
      expect([databases.length, new Set(databases).size]).toEqual([2, 2]);
    }
  });

  test('have a Python of their own: started in one, it is not there in the other', async () => {
    const [one, other] = [await aBooted(), await aBooted()];
    expect(await start(one)).toEqual(['2.1.9']);
    expect((await runOnSqlalchemy(one, DEFAULT_SCENARIO)).error).toBeNull();
    await expect(runOnSqlalchemy(other, DEFAULT_SCENARIO)).rejects.toThrow('before startPython()');
  });

  test('end each by itself', async () => {
    const [one, other] = [await aBooted(), await aBooted()];
    await one.close();
    await nextTask();
    await expect(run(one, DEFAULT_SCENARIO)).rejects.toThrow('before boot()');
    expect((await run(other, DEFAULT_SCENARIO)).error).toBeNull();
  });
});

describe('an engine', () => {
  test('that was not booted runs nothing', async () => {
    const engine = createEngine();
    await expect(run(engine, DEFAULT_SCENARIO)).rejects.toThrow('before boot()');
    await expect(engine.close()).resolves.toBeUndefined();
  });

  test('does not ask a Python again that has failed, and goes on with the model', async () => {
    let attempts = 0;
    const engine = await aBooted(
      importModel(async () => {
        if (++attempts === 1) throw new Error('lost');
        return RAN;
      }),
    );
    const ignore = () => {};
    const runProgram = () => whole<null>((add) => engine.runProgram(EMPTY, add, ignore, ignore, ignore));
    await start(engine);
    await expect(runProgram()).rejects.toThrow('lost');
    await expect(runProgram()).rejects.toThrow('before startPython()');
    expect((await run(engine, DEFAULT_SCENARIO)).error).toBeNull();
    await start(engine);
    expect((await runProgram()).scenario).toBeNull();
  });

  test('hands over what a program gave beside its run, once that is there', async () => {
    const engine = await aBooted(importModel());
    await start(engine);
    const heard: unknown[] = [];
    const ignore = () => {};
    await engine.runProgram(
      EMPTY,
      () => void heard.push('a part of the run'),
      ignore,
      (aside) => void heard.push(aside),
      ignore,
    );
    expect(heard).toEqual(['a part of the run', ASIDE]);
  });

  test('keeps of two series the one that was asked for last, whichever is there first', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { startLivePython } = await importModel()();
    const engine = await aBooted(async () => ({
      startLivePython: async (database, files) => {
        if (files.version === '2.1.9') await held;
        const live = await startLivePython(database, files);
        return {
          ...live,
          runScenario: (scenario) => ({
            ...live.runScenario(scenario),
            engine: { name: 'sqlalchemy', version: files.version, postgres: '' },
          }),
        };
      },
    }));
    const first = start(engine);
    expect(await start(engine, { ...FILES, version: '2.0.58' })).toEqual(['2.0.58']);
    release();
    expect(await first).toEqual([]);
    expect((await runOnSqlalchemy(engine, DEFAULT_SCENARIO)).engine.version).toBe('2.0.58');
  });

  test('calls it a failed download when the code of Python does not arrive', async () => {
    const engine = await aBooted(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(start(engine)).rejects.toThrow(new DownloadError('TypeError: Failed to fetch'));
  });
});
