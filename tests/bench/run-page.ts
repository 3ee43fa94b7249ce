// The run view on schemas that no page of ours has: how soon forty tables stand where they belong, and whether ten
// thousand rows of a program block the page.
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launch } from './browser';
import { longestTasks, type PlayedTasks } from './longest-task';
import { round } from './numbers';
import type {} from './run-page/page';
import { serveFolder } from './site';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SITE = path.join(ROOT, '.cache', 'run-page');
const standIn = (name: string) => path.join(ROOT, `tests/bench/run-page/${name}.tsx`);
const STYLES = path.join(ROOT, 'out', '_next', 'static', 'chunks');

interface WorkedOut {
  /** Milliseconds, medians: dagre's ranks, once for a run; places, for sizes and a width; nodes and edges, for a step. */
  readonly ranks: number;
  readonly arrange: number;
  readonly draw: number;
  /** Frames between the first one with nodes and the last in which one of them changed its place. */
  readonly framesUntilPlaced: number;
}

export interface RunPage {
  readonly twoTables: WorkedOut;
  readonly fortyTables: WorkedOut;
  /** Of 20,000 rows that foreign keys remove. */
  readonly tenThousandRows: PlayedTasks;
}

/** Builds the page with the styles of the exported site; false when nothing was built yet. */
async function buildRunPage(): Promise<boolean> {
  const styles = (await readdir(STYLES).catch(() => [])).filter((name) => name.endsWith('.css'));
  if (styles.length === 0) return false;
  await rm(SITE, { recursive: true, force: true });
  await mkdir(SITE, { recursive: true });
  for (const name of styles) await copyFile(path.join(STYLES, name), path.join(SITE, name));
  await build({
    absWorkingDir: ROOT,
    entryPoints: { page: 'tests/bench/run-page/page.tsx' },
    outdir: SITE,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { 'next/dynamic': standIn('dynamic'), 'next/link': standIn('link') },
    logLevel: 'error',
  });
  const links = [...styles, 'page.css'].map((name) => `<link rel="stylesheet" href="/${name}">`).join('');
  await writeFile(
    path.join(SITE, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Runs</title>${links}<script type="module" src="/page.js"></script>`,
  );
  return true;
}

/** Null when nothing was built yet. */
export async function measureRunPage(): Promise<RunPage | null> {
  if (!(await buildRunPage())) return null;
  const server = await serveFolder(SITE, true);
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    await page.goto(server.address);
    await page.waitForFunction(() => 'runPage' in window);
    const workedOut = async (name: string): Promise<WorkedOut> => {
      const { ranks, arrange, draw } = await page.evaluate((run) => window.runPage.workOut(run), name);
      const framesUntilPlaced = await page.evaluate((run) => window.runPage.mount(run), name);
      return { ranks: round(ranks), arrange: round(arrange), draw: round(draw), framesUntilPlaced };
    };
    const [twoTables, fortyTables] = [await workedOut('two'), await workedOut('forty')];
    await page.evaluate(() => window.runPage.mount('rows'));
    return { twoTables, fortyTables, tenThousandRows: await longestTasks(page) };
  } finally {
    await browser.close();
    server.close();
  }
}
