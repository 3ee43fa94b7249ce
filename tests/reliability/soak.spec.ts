// One change of the settings after another: each of those looked at is true, and nothing grows.
import { readFile } from 'node:fs/promises';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { openDatabase } from '@/lib/database/node-database';
import { keptSchema } from '@/lib/database/schema';
import type { Scenario } from '@/lib/scenario/scenario';
import { writeUrl } from '@/lib/scenario/url';
import { numbersFrom } from '@/scripts/sqlalchemy/space';
import { expect, test } from '../e2e/explorer';
import { countOf, SEED } from './asked';
import { expectTrue, goWithin } from './live';
import { aScenario, type Next } from './mangled';

const COUNT = countOf(100);
const AT_ONCE = 50;
/** After so many the page has seen what there is to be kept. */
const SETTLED = Math.min(1000, Math.ceil(COUNT / 2 / AT_ONCE) * AT_ONCE);

/** In bytes, garbage collected. */
interface Held {
  /** JavaScript's objects. */
  readonly heap: number;
  /** Its buffers; of WebAssembly's memory nothing. */
  readonly buffers: number;
}

interface Size {
  readonly page: Held;
  readonly worker: Held;
  readonly nodes: number;
  readonly listeners: number;
  /** Bytes that the browser's pages hold, their workers and WebAssembly with them, and what allocators keep for later; 0 where the system does not tell. */
  readonly resident: number;
}

type Ask = <T>(method: string) => Promise<T>;

async function heldBy(ask: Ask): Promise<Held> {
  await ask('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await ask<{ usedSize: number; backingStorageSize: number }>(
    'Runtime.getHeapUsage',
  );
  return { heap: usedSize, buffers: backingStorageSize };
}

/** Asks the page's only worker. */
async function workerOf(devtools: CDPSession): Promise<Ask> {
  const sessions: string[] = [];
  devtools.on('Target.attachedToTarget', ({ sessionId }) => void sessions.push(sessionId));
  await devtools.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false });
  const [sessionId = '', ...more] = sessions;
  expect(more).toEqual([]);
  let last = 0;
  const waiting = new Map<number, (result: never) => void>();
  devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result as never);
  });
  return (method) =>
    new Promise((answer, fail) => {
      waiting.set(++last, answer);
      devtools
        .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: last, method }) })
        .catch(fail);
    });
}

async function sizeOf(page: Page, browser: Browser): Promise<Size> {
  const devtools = await page.context().newCDPSession(page);
  const worker = await heldBy(await workerOf(devtools));
  const held = await heldBy((method) => devtools.send(method as 'Runtime.getHeapUsage') as Promise<never>);
  await devtools.send('Performance.enable');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? 0;
  await devtools.detach();
  const whole = await browser.newBrowserCDPSession();
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  await whole.detach();
  let resident = 0;
  for (const { type, id } of processInfo) {
    const status = type === 'renderer' ? await readFile(`/proc/${id}/status`, 'utf8').catch(() => '') : '';
    resident += Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  }
  return { page: held, worker, nodes: metric('Nodes'), listeners: metric('JSEventListeners'), resident };
}

/** Scenarios by chance that come to all tables and operations as evenly as they can: a worker keeps what it has made for them. */
function evenly(next: Next): () => Scenario {
  const visits = new Map<string, number>();
  const which = (scenario: Scenario) => `${keptSchema(scenario)} ${scenario.operation}`;
  const count = (scenario: Scenario) => visits.get(which(scenario)) ?? 0;
  return () => {
    const drawn = Array.from({ length: 50 }, () => aScenario(next));
    const rarest = drawn.reduce((one, other) => (count(other) < count(one) ? other : one));
    visits.set(which(rarest), count(rarest) + 1);
    return rarest;
  };
}

test(`${COUNT} changes leave the page as large as it was after ${SETTLED} (SEED=${SEED})`, async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000 + COUNT * 500);
  const database = await openDatabase();
  const next = numbersFrom(SEED);
  await page.goto('./');
  await expectTrue(page, database);
  const change = async (draw: () => Scenario) => {
    const queries = Array.from({ length: AT_ONCE }, () => `?${writeUrl(draw()).slice(1)}`);
    await page.evaluate(async (all) => {
      for (const query of all) {
        history.pushState(null, '', query);
        dispatchEvent(new PopStateEvent('popstate'));
        do {
          await new Promise((frame) => requestAnimationFrame(frame));
        } while (document.querySelector('[aria-busy=true]'));
      }
    }, queries);
    await expectTrue(page, database);
  };
  /** With the scenario that it began with. */
  const look = async () => {
    await goWithin(page, '?');
    await expectTrue(page, database);
    return sizeOf(page, browser);
  };
  const draw = evenly(next);
  for (let done = 0; done < SETTLED; done += AT_ONCE) await change(draw);
  const settled = await look();
  for (let done = SETTLED; done < COUNT; done += AT_ONCE) {
    if (done % 1000 === 0) console.log(JSON.stringify({ done, ...(await look()) }));
    await change(() => aScenario(next));
  }
  const end = await look();
  await database.close();
  console.log(JSON.stringify({ seed: SEED, changes: COUNT, settled, end }));
  for (const where of ['page', 'worker'] as const) {
    expect(end[where].heap, where).toBeLessThan(settled[where].heap * 1.1 + 1_000_000);
    expect(end[where].buffers, where).toBeLessThan(settled[where].buffers * 1.1 + 10_000_000);
  }
  expect(end.nodes).toBeLessThan(settled.nodes * 1.1 + 100);
  expect(end.listeners).toBeLessThan(settled.listeners * 1.1 + 20);
  // The browser keeps a record of each load for the tools that drive it; what PostgreSQL would lose in WebAssembly is seen here alone.
  expect(end.resident).toBeLessThanOrEqual(settled.resident * 1.5);
});
