// One change of the settings after another: each of those looked at is true, and nothing grows.
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import { openDatabase } from '@/lib/database/node-database';
import { writeUrl } from '@/lib/scenario/url';
import { numbersFrom } from '@/scripts/sqlalchemy/space';
import { expect, test } from '../e2e/explorer';
import { countOf, SEED } from './asked';
import { expectTrue } from './live';
import { aScenario } from './mangled';

const COUNT = countOf(100);
const AT_ONCE = 50;
/** After so many the page has seen what there is to be kept. */
const SETTLED = Math.min(1000, Math.ceil(COUNT / 2 / AT_ONCE) * AT_ONCE);

interface Size {
  /** Bytes of JavaScript's own. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Bytes that the browser's pages hold, their workers and WebAssembly with them; 0 where the system does not tell. */
  readonly resident: number;
}

async function sizeOf(page: Page, browser: Browser): Promise<Size> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
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
  return {
    heap: metric('JSHeapUsedSize'),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    resident,
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
  const change = async () => {
    const queries = Array.from({ length: AT_ONCE }, () => `?${writeUrl(aScenario(next)).slice(1)}`);
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
  for (let done = 0; done < SETTLED; done += AT_ONCE) await change();
  const settled = await sizeOf(page, browser);
  const most = settled.resident * 1.15 + 50_000_000;
  for (let done = SETTLED; done < COUNT; done += AT_ONCE) await change();
  let end = await sizeOf(page, browser);
  // Nobody can ask a worker to collect its garbage: what it has not yet collected goes with more changes, what leaks does not.
  for (let more = 0; end.resident > most && more < 10; more++) {
    await change();
    end = await sizeOf(page, browser);
  }
  await database.close();
  console.log(JSON.stringify({ seed: SEED, changes: COUNT, settled, end }));
  // A tenth is what one scenario's run is larger than another's.
  expect(end.heap).toBeLessThan(settled.heap * 1.1 + 2_000_000);
  expect(end.nodes).toBeLessThan(settled.nodes * 1.1 + 500);
  expect(end.listeners).toBeLessThan(settled.listeners * 1.1 + 100);
  expect(end.resident).toBeLessThanOrEqual(most);
});
