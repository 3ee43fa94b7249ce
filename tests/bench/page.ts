// The page of the benchmark: what the browser does when scripts/bench.ts asks for it.

import { EngineSession } from '@/lib/engine/page/session';
import type { PythonManifest } from '@/lib/engine/protocol/python-files';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';

const never = new AbortController().signal;

/** Milliseconds from making the worker to the answer of its first query. */
async function startPlain(): Promise<number> {
  const started = performance.now();
  const worker = new Worker('/plain.worker.js', { type: 'module' });
  await new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = reject;
  });
  const milliseconds = performance.now() - started;
  worker.terminate();
  return milliseconds;
}

const NOTHING = { absent: 'not measured here' };
const NO_PYTHON: PythonManifest = { series: { '2.1': NOTHING, '2.0': NOTHING } };

function ready(session: EngineSession): Promise<void> {
  return new Promise((resolve, reject) => {
    session.subscribe(() => {
      const state = session.getSnapshot();
      if (state.status === 'ready') resolve();
      if (state.status === 'failed') reject(new Error(`${state.sentence} ${state.detail}`));
    });
    session.start();
  });
}

/** The same for the engine: its first query is the one for PostgreSQL's version. */
async function startEngine(baseUrl: string): Promise<number> {
  const abort = new AbortController();
  const started = performance.now();
  await ready(new EngineSession({ baseUrl, python: NO_PYTHON, signal: abort.signal }));
  const milliseconds = performance.now() - started;
  abort.abort();
  return milliseconds;
}

/**
 * Milliseconds of each scenario from asking the session to holding the run; the engine is ready before. `pause`, in
 * milliseconds, is how long a reader looks at a run before the next.
 */
async function runScenarios(baseUrl: string, scenarios: readonly Partial<Scenario>[], pause = 0): Promise<number[]> {
  const session = new EngineSession({ baseUrl, python: NO_PYTHON, signal: never });
  await ready(session);
  const times: number[] = [];
  for (const settings of scenarios) {
    const started = performance.now();
    const run = await session.run({ ...DEFAULT_SCENARIO, ...settings });
    if (!run) throw new Error('no run');
    times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return times;
}

/** The longest task of this thread, in milliseconds, while runs of a size arrive; 0 when none took 50. */
async function longestTask(baseUrl: string, scenarios: readonly Partial<Scenario>[]): Promise<number> {
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  observer.observe({ type: 'longtask', buffered: false });
  await runScenarios(baseUrl, scenarios);
  // Entries are delivered in a task of their own, behind the frame.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  for (const { duration } of observer.takeRecords()) tasks.push(duration);
  return Math.max(0, ...tasks);
}

const bench = { startPlain, startEngine, runScenarios, longestTask };

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
