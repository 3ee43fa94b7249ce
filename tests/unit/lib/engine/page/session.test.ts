// The session against workers on the other end of a message channel: one that runs real scenarios on a real
// database, and ones that die in every way a worker can.

import { expose } from 'comlink';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { choosePython } from '@/lib/engine/page/python-choice';
import type { PythonState } from '@/lib/engine/page/python-session';
import { EngineSession, type SessionState } from '@/lib/engine/page/session';
import type { CallOutcome } from '@/lib/engine/protocol/call-outcome';
import { FAILURE_SENTENCES, PYTHON_FAILURE_SENTENCES } from '@/lib/engine/protocol/failures';
import type { CarriedPython, PythonManifest } from '@/lib/engine/protocol/python-files';
import { takeApart } from '@/lib/engine/protocol/run-parts';
import { PROGRAM_SECONDS } from '@/lib/engine/protocol/so-far';
import { runScenario } from '@/lib/engine/run/run-scenario';
import type { Engine } from '@/lib/engine/worker/engine.worker';
import type { Aside } from '@/lib/program-text';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { aRun } from '@/tests/unit/a-run';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const OK: CallOutcome = { ok: true };
const never = () => new Promise<CallOutcome>(() => {});

const FILES = {
  path: '/python/',
  travels: 30,
  files: { 'python.wasm': { size: 60, hash: 'a' }, 'python.zip': { size: 40, hash: 'b' } },
  packages: {} as CarriedPython['packages'],
};
const PYTHON: PythonManifest = {
  series: { '2.1': { ...FILES, version: '2.1.9' }, '2.0': { ...FILES, version: '2.0.58' } },
};
const DEFAULT = choosePython(PYTHON);

/** What a sound worker does, without the downloads and without Python (tests/sqlalchemy has it). */
const sound: Engine = {
  boot: async (onBytes) => {
    await onBytes(50, 100);
    await onBytes(100, 100);
    return OK;
  },
  run: async (scenario, onPart) => {
    for (const part of takeApart(runScenario(database, scenario))) await onPart(part);
    return OK;
  },
  startPython: async ({ version }, onBytes, onVersion) => {
    await onBytes(60, 100);
    await onBytes(100, 100);
    await onVersion(version);
    return OK;
  },
  runOnSqlalchemy: (scenario, onPart) => sound.run(scenario, onPart),
  runProgram: never,
  runAudit: never,
};

/** A Worker as far as the session can see, whose thread is this one. */
class ChannelWorker extends EventTarget {
  readonly #page: MessagePort;
  readonly #thread: MessagePort;
  terminated = false;

  constructor(engine: Engine) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#page = port1;
    this.#thread = port2;
    expose(engine, port2);
    port1.onmessage = ({ data, ports }) => this.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#page.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.#page.close();
    this.#thread.close();
  }
}

let abort: AbortController;
let workers: ChannelWorker[];
let urls: string[];
beforeEach(() => {
  abort = new AbortController();
  workers = [];
  urls = [];
});
afterEach(() => {
  abort.abort();
  vi.useRealTimers();
});

/** A session whose first worker runs the first engine, whose second runs the second, and so on. */
function aSession(...engines: Engine[]): EngineSession {
  return new EngineSession({
    baseUrl: '/engine/',
    python: PYTHON,
    signal: abort.signal,
    createWorker: (url) => {
      urls.push(url);
      const engine = engines[workers.length];
      if (!engine) throw new Error('no worker left');
      const worker = new ChannelWorker(engine);
      workers.push(worker);
      return worker as unknown as Worker;
    },
  });
}

function reached(session: EngineSession, status: SessionState['status']): Promise<SessionState> {
  return new Promise((resolve) => {
    const look = () => {
      if (session.getSnapshot().status !== status) return;
      unsubscribe();
      resolve(session.getSnapshot());
    };
    const unsubscribe = session.subscribe(look);
    look();
  });
}

test('it loads with the bytes that arrived, then is ready, then runs', async () => {
  const session = aSession(sound);
  const states: SessionState[] = [session.getSnapshot()];
  session.subscribe(() => states.push(session.getSnapshot()));
  session.start();
  session.start();
  await reached(session, 'ready');
  const run = await session.run(DEFAULT_SCENARIO);
  expect(urls).toEqual(['/engine/engine.worker.js']);
  expect(states).toEqual([
    { status: 'idle' },
    { status: 'loading', phase: 'downloading', received: 0, total: 0 },
    { status: 'loading', phase: 'downloading', received: 50, total: 100 },
    { status: 'loading', phase: 'starting PostgreSQL', received: 100, total: 100 },
    { status: 'ready' },
    { status: 'running' },
    { status: 'ready' },
  ]);
  expect(session.getSnapshot()).toBe(states.at(-1));
  expect(run?.rows.posts).toEqual([
    [4, 'p4', 2],
    [5, 'p5', 2],
  ]);
});

test('a long run arrives whole', async () => {
  const scenario = { ...DEFAULT_SCENARIO, posts: 6000, passiveDeletes: false } as const;
  const session = aSession(sound);
  session.start();
  const run = await session.run(scenario);
  const deletes = run?.events.find((event) => event.type === 'statement' && event.many);
  if (deletes?.type !== 'statement') throw new Error('no executemany');
  const keys = Array.from({ length: 6000 }, (_, i) => i + 1);
  expect(deletes.parameters).toEqual(keys.map((key) => [key]));
  expect(deletes.effects.map(({ key }) => key)).toEqual(keys);
  expect(run?.before.posts).toHaveLength(6002);
  expect(run?.rows).toEqual(database.tables());
});

test('a run that was asked for before start() waits for it', async () => {
  const session = aSession(sound);
  const run = session.run(DEFAULT_SCENARIO);
  expect(session.getSnapshot().status).toBe('idle');
  session.start();
  expect((await run)?.scenario).toEqual(DEFAULT_SCENARIO);
});

test('latest wins: older runs are answered with null, whether they wait or are under way', async () => {
  const session = aSession(sound);
  session.start();
  await reached(session, 'ready');
  const runs = [1, 2, 3].map((posts) => session.run({ ...DEFAULT_SCENARIO, posts }));
  expect((await Promise.all(runs)).map((run) => run?.scenario.posts)).toEqual([undefined, undefined, 3]);
});

describe('failures', () => {
  test('a worker that dies in the middle of a run fails the session, and retry() starts a fresh one', async () => {
    const session = aSession({ ...sound, run: never }, sound);
    session.start();
    await reached(session, 'ready');
    const run = session.run(DEFAULT_SCENARIO);
    const waiting = session.run(DEFAULT_SCENARIO);
    await reached(session, 'running');
    workers[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'Uncaught RuntimeError: unreachable' }));
    expect(await Promise.all([run, waiting])).toEqual([null, null]);
    expect(session.getSnapshot()).toEqual({
      status: 'failed',
      reason: 'crashed',
      sentence: FAILURE_SENTENCES.crashed,
      detail: 'Uncaught RuntimeError: unreachable',
    });
    expect(workers[0]?.terminated).toBe(true);
    expect(await session.run(DEFAULT_SCENARIO)).toBeNull();

    session.retry();
    const after = await session.run(DEFAULT_SCENARIO);
    expect(after?.error).toBeNull();
    expect(session.getSnapshot()).toEqual({ status: 'ready' });
  });

  test('a worker whose script does not arrive is a failed download', async () => {
    const session = aSession({ ...sound, boot: never });
    session.start();
    workers[0]?.dispatchEvent(new Event('error'));
    expect(session.getSnapshot()).toMatchObject({ status: 'failed', reason: 'download' });
  });

  test('what the worker reports as failed is worded for people', async () => {
    for (const reason of ['download', 'memory', 'crashed'] as const) {
      const session = aSession(...workers.map(() => sound), {
        ...sound,
        boot: async () => ({ ok: false, lost: 'postgresql', reason, detail: 'details' }),
      });
      session.start();
      expect(await reached(session, 'failed')).toEqual({
        status: 'failed',
        reason,
        sentence: FAILURE_SENTENCES[reason],
        detail: 'details',
      });
    }
  });

  test('a run that PostgreSQL does not survive ends in failed, and so do a throwing worker and a broken message', async () => {
    const lost = aSession({
      ...sound,
      run: async () => ({ ok: false, lost: 'postgresql', reason: 'memory', detail: 'full' }),
    });
    lost.start();
    expect(await lost.run(DEFAULT_SCENARIO)).toBeNull();
    expect(lost.getSnapshot()).toMatchObject({ status: 'failed', reason: 'memory' });

    const throwing = aSession(sound, {
      ...sound,
      run: () => {
        throw new TypeError('of no class that is expected');
      },
    });
    throwing.start();
    expect(await throwing.run(DEFAULT_SCENARIO)).toBeNull();
    expect(throwing.getSnapshot()).toMatchObject({
      reason: 'crashed',
      detail: 'TypeError: of no class that is expected',
    });

    const broken = aSession(sound, sound, sound);
    broken.start();
    await reached(broken, 'ready');
    workers.at(-1)?.dispatchEvent(new Event('messageerror'));
    expect(broken.getSnapshot()).toMatchObject({ status: 'failed', reason: 'crashed' });
  });

  test('a worker that cannot be made is a failure, not an exception', () => {
    const session = aSession();
    session.start();
    expect(session.getSnapshot()).toMatchObject({ status: 'failed', detail: 'Error: no worker left' });
  });

  test('a browser without workers is told so', () => {
    const session = new EngineSession({ baseUrl: '/engine/', python: PYTHON, signal: abort.signal });
    session.start(); // Node has no Worker
    expect(session.getSnapshot()).toMatchObject({ status: 'failed', reason: 'no-worker' });
  });

  test('a worker that gives no sign at all is replaced by another one, once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const session = aSession({ ...sound, boot: never }, sound);
    session.start();
    vi.advanceTimersByTime(10_000);
    await reached(session, 'ready');
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  test('two workers in a row that give no sign are too much', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const session = aSession({ ...sound, boot: never }, { ...sound, boot: never });
    session.start();
    vi.advanceTimersByTime(10_000);
    expect(session.getSnapshot()).toMatchObject({ phase: 'asking once more, as nothing has arrived' });
    vi.advanceTimersByTime(10_000);
    expect(session.getSnapshot()).toMatchObject({ status: 'failed', reason: 'timeout' });
  });

  test('a worker that never answers is given up, later for a million posts than for three', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const session = aSession({ ...sound, run: never });
    session.start();
    await reached(session, 'ready');
    const run = session.run({ ...DEFAULT_SCENARIO, posts: 1_000_000 });
    vi.advanceTimersByTime(300_000);
    expect(session.getSnapshot()).toEqual({ status: 'running' });
    vi.advanceTimersByTime(60_000);
    expect(await run).toBeNull();
    expect(session.getSnapshot()).toMatchObject({ status: 'failed', reason: 'timeout' });
  });
});

function pythonReached(session: EngineSession, status: PythonState['status']): Promise<PythonState> {
  const { python } = session;
  return new Promise((resolve) => {
    const look = () => {
      if (python.getSnapshot().status !== status) return;
      unsubscribe();
      resolve(python.getSnapshot());
    };
    const unsubscribe = python.subscribe(look);
    look();
  });
}

describe('SQLAlchemy', () => {
  test('is not loaded before someone asks, then reports its bytes, starts and says its version', async () => {
    let asked = 0;
    const session = aSession({
      ...sound,
      startPython: (...args) => {
        asked++;
        return sound.startPython(...args);
      },
    });
    const states: PythonState[] = [session.python.getSnapshot()];
    session.python.subscribe(() => states.push(session.python.getSnapshot()));
    session.start();
    const early = session.runOnSqlalchemy(DEFAULT_SCENARIO);
    await session.run(DEFAULT_SCENARIO);
    expect(asked).toBe(0);
    session.python.start();
    session.python.start();
    expect((await early)?.scenario).toEqual(DEFAULT_SCENARIO);
    expect(asked).toBe(1);
    expect(states).toEqual([
      { status: 'idle', choice: DEFAULT },
      { status: 'downloading', choice: DEFAULT, received: 0, total: 100 },
      { status: 'downloading', choice: DEFAULT, received: 60, total: 100 },
      { status: 'starting', choice: DEFAULT },
      { status: 'ready', choice: DEFAULT, version: '2.1.9' },
    ]);
  });

  test('is loaded in the series that is asked for, one at a time', async () => {
    const asked: string[] = [];
    const session = aSession({
      ...sound,
      startPython: (...args) => {
        asked.push(args[0].version);
        return sound.startPython(...args);
      },
    });
    session.start();
    session.python.start('2.0');
    expect(await pythonReached(session, 'ready')).toMatchObject({ choice: { series: '2.0' }, version: '2.0.58' });
    session.python.start('2.0');
    session.python.start('2.1');
    const run = session.runOnSqlalchemy(DEFAULT_SCENARIO);
    expect(session.python.getSnapshot()).toMatchObject({ status: 'downloading', choice: { series: '2.1' } });
    expect((await run)?.error).toBeNull();
    expect(session.python.getSnapshot()).toMatchObject({ status: 'ready', version: '2.1.9' });
    expect(asked).toEqual(['2.0.58', '2.1.9']);
  });

  test('that is not wanted any more when it is there is not heard', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const session = aSession({
      ...sound,
      startPython: async (...args) => {
        const [{ version }, , onVersion] = args;
        if (version !== '2.1.9') return sound.startPython(...args);
        await held;
        await onVersion(version);
        return OK;
      },
    });
    session.start();
    await reached(session, 'ready');
    session.python.start('2.1');
    session.python.start('2.0');
    await pythonReached(session, 'ready');
    release();
    expect((await session.runOnSqlalchemy(DEFAULT_SCENARIO))?.error).toBeNull();
    expect(session.python.getSnapshot()).toMatchObject({ status: 'ready', version: '2.0.58' });
  });

  test('of a series that the build does not carry is another one, which its state says', () => {
    const none = { absent: 'no network' };
    const manifest: PythonManifest = { series: { ...PYTHON.series, '2.1': none } };
    const session = new EngineSession({ baseUrl: '/engine/', python: manifest, signal: abort.signal });
    const choice = { series: '2.0', insteadOf: { series: '2.1', reason: 'no network' } };
    expect(session.python.getSnapshot()).toMatchObject({ status: 'idle', choice });
    session.python.start();
    expect(session.python.getSnapshot()).toMatchObject({ status: 'downloading', choice });
  });

  test('can be asked for before PostgreSQL is up', async () => {
    const session = aSession(sound);
    session.python.start();
    expect(session.python.getSnapshot()).toMatchObject({ status: 'downloading', received: 0 });
    session.start();
    await pythonReached(session, 'ready');
  });

  test('that the build does not carry is absent with the reason, and its runs are answered with null', async () => {
    const session = new EngineSession({
      baseUrl: '/engine/',
      python: { series: { '2.1': { absent: 'no network' }, '2.0': { absent: 'no network' } } },
      signal: abort.signal,
      createWorker: () => new ChannelWorker(sound) as unknown as Worker,
    });
    session.start();
    session.python.start();
    expect(await session.runOnSqlalchemy(DEFAULT_SCENARIO)).toBeNull();
    expect(session.python.getSnapshot()).toEqual({ status: 'absent', reason: 'no network' });
    expect((await session.run(DEFAULT_SCENARIO))?.error).toBeNull();
  });

  test('does not come between the runs of the model, and latest wins among its own', async () => {
    const session = aSession(sound);
    session.start();
    session.python.start();
    await pythonReached(session, 'ready');
    const [first, model, second] = await Promise.all([
      session.runOnSqlalchemy({ ...DEFAULT_SCENARIO, posts: 1 }),
      session.run(DEFAULT_SCENARIO),
      session.runOnSqlalchemy({ ...DEFAULT_SCENARIO, posts: 2 }),
    ]);
    expect([first, model?.scenario.posts, second?.scenario.posts]).toEqual([null, 3, 2]);
  });

  test('says how far the packages of a program are, until it has them', async () => {
    const session = aSession({
      ...sound,
      runProgram: async (_program, onPart, onBytes) => {
        await onBytes(60, 100);
        await onBytes(100, 100);
        for (const part of takeApart(aRun([]))) await onPart(part);
        return OK;
      },
    });
    session.start();
    session.python.start();
    const packages: unknown[] = [];
    session.python.subscribe(() => {
      const state = session.python.getSnapshot();
      if (state.status === 'ready') packages.push(state.packages);
    });
    expect(await session.runProgram({ source: 'import sqlmodel', filename: 'program.py' })).not.toBeNull();
    expect(packages).toEqual([undefined, { received: 60, total: 100 }, undefined]);
  });

  const ASIDE: Aside = { printed: ['2 posts', 'gone'], written: null, refused: null, deletables: [] };
  test('tells what a program gave beside its run', async () => {
    const session = aSession({
      ...sound,
      runProgram: async (_program, onPart, _onBytes, onAside) => {
        for (const part of takeApart(aRun([]))) await onPart(part);
        await onAside(ASIDE);
        return OK;
      },
    });
    session.start();
    session.python.start();
    const told: Aside[] = [];
    const onAside = (aside: Aside) => void told.push(aside);
    expect(await session.runProgram({ source: 'print()', filename: 'program.py' }, onAside)).not.toBeNull();
    expect(told).toEqual([ASIDE]);
  });

  test('that cannot be downloaded fails alone, with a sentence, and start() tries again', async () => {
    let attempts = 0;
    const session = aSession({
      ...sound,
      startPython: (...args) =>
        ++attempts === 1
          ? Promise.resolve({
              ok: false,
              lost: 'sqlalchemy',
              reason: 'download',
              detail: 'python.zip: HTTP status 503',
            })
          : sound.startPython(...args),
    });
    session.start();
    session.python.start();
    expect(await session.runOnSqlalchemy(DEFAULT_SCENARIO)).toBeNull();
    expect(session.python.getSnapshot()).toEqual({
      status: 'failed',
      choice: DEFAULT,
      reason: 'download',
      sentence: PYTHON_FAILURE_SENTENCES.download,
      detail: 'python.zip: HTTP status 503',
    });
    expect((await session.run(DEFAULT_SCENARIO))?.error).toBeNull();
    session.python.start();
    expect((await session.runOnSqlalchemy(DEFAULT_SCENARIO))?.error).toBeNull();
    expect(workers).toHaveLength(1);
  });

  test('that breaks in a run fails alone', async () => {
    const session = aSession({
      ...sound,
      runOnSqlalchemy: async () => ({ ok: false, lost: 'sqlalchemy', reason: 'memory', detail: 'full' }),
    });
    session.start();
    session.python.start();
    expect(await session.runOnSqlalchemy(DEFAULT_SCENARIO)).toBeNull();
    expect(session.python.getSnapshot()).toMatchObject({ status: 'failed', reason: 'memory' });
    expect(session.getSnapshot()).toEqual({ status: 'ready' });
    expect((await session.run(DEFAULT_SCENARIO))?.error).toBeNull();
  });

  test('that hangs is given up; PostgreSQL goes on in a fresh worker, with the run that waited behind it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const session = aSession({ ...sound, runOnSqlalchemy: never }, sound);
    session.start();
    session.python.start();
    await pythonReached(session, 'ready');
    const hanging = session.runOnSqlalchemy(DEFAULT_SCENARIO);
    const behind = session.run(DEFAULT_SCENARIO);
    vi.advanceTimersByTime(40_000);
    expect(await hanging).toBeNull();
    expect(session.python.getSnapshot()).toMatchObject({ status: 'failed', reason: 'timeout' });
    expect((await behind)?.error).toBeNull();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    session.python.start();
    expect((await session.runOnSqlalchemy(DEFAULT_SCENARIO))?.error).toBeNull();
  });

  test('whose download stands still is given up, and PostgreSQL goes on', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const session = aSession({ ...sound, startPython: never }, sound);
    session.start();
    session.python.start();
    await reached(session, 'ready');
    vi.advanceTimersByTime(60_000);
    expect(session.python.getSnapshot()).toMatchObject({ status: 'failed', reason: 'timeout' });
    expect((await session.run(DEFAULT_SCENARIO))?.error).toBeNull();
  });

  test('comes back by itself when PostgreSQL is lost and tried again', async () => {
    const lost: CallOutcome = { ok: false, lost: 'postgresql', reason: 'memory', detail: 'full' };
    const session = aSession({ ...sound, run: async () => lost }, sound);
    session.start();
    session.python.start();
    await pythonReached(session, 'ready');
    expect(await session.run(DEFAULT_SCENARIO)).toBeNull();
    expect(session.getSnapshot()).toMatchObject({ status: 'failed', reason: 'memory' });
    session.retry();
    expect((await session.runOnSqlalchemy(DEFAULT_SCENARIO))?.error).toBeNull();
  });
});

test('the signal ends the session for good', async () => {
  const session = aSession({ ...sound, run: never }, sound);
  session.start();
  const run = session.run(DEFAULT_SCENARIO);
  await reached(session, 'running');
  abort.abort();
  expect(await run).toBeNull();
  expect(workers[0]?.terminated).toBe(true);
  session.start();
  expect(session.getSnapshot()).toEqual({ status: 'idle' });
  expect(await session.run(DEFAULT_SCENARIO)).toBeNull();
  expect(workers).toHaveLength(1);
});

describe('a program that does not end', () => {
  const EMPTY = { source: '', filename: 'empty.py', foreign: true };
  /** Begins, sends one statement, and hangs. */
  const hanging = (onBegun: () => void): Engine => ({
    ...sound,
    runProgram: async (_program, _onPart, _onBytes, _onAside, onProgress) => {
      const engine = { name: 'sqlalchemy', version: '2.1.9', postgres: '18.6' } as const;
      await onProgress({ type: 'begun', engine, known: { tables: [], before: {} }, warnings: [] });
      await onProgress({ type: 'asked', sql: 'SELECT pg_sleep(1000)' });
      onBegun();
      return never();
    },
  });

  async function aHanging(): Promise<{ session: EngineSession; run: ReturnType<EngineSession['runProgram']> }> {
    let begun = () => {};
    const hangs = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const session = aSession(hanging(begun), sound);
    session.start();
    session.python.start();
    await pythonReached(session, 'ready');
    const run = session.runProgram(EMPTY);
    await hangs;
    return { session, run };
  }

  test('is answered with what was seen of it when it is stopped, and a fresh worker goes on', async () => {
    const { session, run } = await aHanging();
    session.stopProgram();
    expect((await run)?.error).toMatchObject({
      class: 'Stopped',
      message: expect.stringContaining('while PostgreSQL was at work on SELECT pg_sleep(1000)'),
    });
    expect((await session.run(DEFAULT_SCENARIO))?.error).toBeNull();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  test('is ended when its time is up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { session, run } = await aHanging();
    vi.advanceTimersByTime(PROGRAM_SECONDS * 1000);
    expect((await run)?.error).toMatchObject({ class: 'TimeLimit' });
    expect(session.python.getSnapshot().status).not.toBe('failed');
  });

  test('is answered with what was seen of it when its worker breaks, and PostgreSQL goes on in a fresh one', async () => {
    const { session, run } = await aHanging();
    workers[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'Uncaught TypeError' }));
    expect((await run)?.error).toMatchObject({ class: 'Crash' });
    expect(session.python.getSnapshot()).toMatchObject({ status: 'failed', reason: 'crashed' });
    expect((await session.run(DEFAULT_SCENARIO))?.error).toBeNull();
  });

  test('and is stopped before it has begun has no trace', async () => {
    const session = aSession(sound, sound);
    session.start();
    session.python.start();
    await pythonReached(session, 'ready');
    const run = session.runProgram(EMPTY);
    session.stopProgram();
    expect(await run).toBeNull();
  });
});
