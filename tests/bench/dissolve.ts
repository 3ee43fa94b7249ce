// The dissolve on the built page at 100,000 posts: frames per second while it plays and while it is scrubbed, and the
// main thread's longest task meanwhile, beside what an empty page reaches in the same browser.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { launch } from './browser';
import { round } from './numbers';
import { serveFolder } from './site';

const OUT = fileURLToPath(new URL('../../out', import.meta.url));
const SECONDS = 3;

interface Frames {
  readonly framesPerSecond: number;
  /** Milliseconds; 0 when none took 50. */
  readonly longestTask: number;
}

export interface DissolveFrames {
  readonly playing: Frames;
  readonly scrubbing: Frames;
  /** The yardstick: a page with nothing on it. */
  readonly empty: Frames;
}

/** Null when nothing was built yet. */
export async function measureDissolve(): Promise<DissolveFrames | null> {
  const index = path.join(OUT, 'scale', 'index.html');
  if (!existsSync(index)) return null;
  const basePath = (await readFile(index, 'utf8')).match(/src="([^"]*)\/_next\//)?.[1] ?? '';
  const server = await serveFolder(OUT, true, basePath);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.address}scale/?most=100000&repetitions=1&others=0`);
    await page.getByTestId('dissolve').waitFor({ timeout: 120_000 });
    await page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '20× slower' });
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const playing = await frames(page, false);
    await page.getByRole('button', { name: 'Pause' }).click();
    const scrubbing = await frames(page, true);
    const blank = await browser.newPage();
    return { playing, scrubbing, empty: await frames(blank, false) };
  } finally {
    await browser.close();
    server.close();
  }
}

/** Counts frames; with `scrub` each of them moves the slider. */
function frames(page: Page, scrub: boolean): Promise<Frames> {
  return page
    .evaluate(
      async ({ milliseconds, scrub }) => {
        const tasks: number[] = [];
        const observer = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) tasks.push(duration);
        });
        observer.observe({ type: 'longtask' });
        const slider = document.querySelector<HTMLInputElement>('[data-testid=dissolve] input[type=range]');
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        // No function with a name in here: tsx would give it one with a helper that the page does not have.
        const started = await new Promise<number>(requestAnimationFrame);
        let count = 0;
        let now = started;
        while (now - started < milliseconds) {
          if (scrub && slider) {
            set?.call(slider, String((count * 7) % 1000));
            slider.dispatchEvent(new Event('input', { bubbles: true }));
          }
          now = await new Promise<number>(requestAnimationFrame);
          count++;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
        observer.disconnect();
        return { framesPerSecond: (count * 1000) / (now - started), longestTask: Math.max(0, ...tasks) };
      },
      { milliseconds: SECONDS * 1000, scrub },
    )
    .then(({ framesPerSecond, longestTask }) => ({ framesPerSecond: round(framesPerSecond), longestTask }));
}
