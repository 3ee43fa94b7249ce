// `npm run lighthouse`: builds the site and lets Lighthouse look at every kind of page, as a phone and as a desktop,
// three times each; prints the medians, as a table on the error stream and as JSON. The machine should be idle.
// Lighthouse is no dependency: 200 packages that nothing else needs go into a folder of the cache.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { CACHE, keptFolder } from '@/lib/kept/kept';
import { attempt } from './apt';
import { build } from './build';
import { CHROMIUM_ARGUMENTS, ensureChromium } from './chromium';
import { serve } from './serve';

/** The last that runs on Node 20. */
const LIGHTHOUSE = '12.8.2';
/** Odd, so that one of them is the median. */
const TIMES = 3;
const PAGES = [
  '',
  'yours/',
  'audit/',
  'compare/',
  'shapes/',
  'shapes/three-levels/',
  'matrix/',
  'scale/',
  'questions/',
  'questions/children-left-with-null/',
  'which/',
  'rules/',
  'rules/changes/',
  'licences/',
];
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
/** What performance is made of; milliseconds, but for the shifts. */
const AUDITS = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
] as const;

interface Result {
  readonly lhr: {
    readonly categories: Readonly<Record<(typeof CATEGORIES)[number], { readonly score: number }>>;
    readonly audits: Readonly<Record<(typeof AUDITS)[number], { readonly numericValue?: number }>>;
    readonly runtimeError?: { readonly message: string };
  };
}

interface Lighthouse {
  readonly default: (url: string, flags: object, config?: object) => Promise<Result>;
  readonly desktopConfig: object;
}

interface Launcher {
  readonly launch: (options: object) => Promise<{ readonly port: number; readonly kill: () => void }>;
}

const { values, positionals } = parseArgs({
  options: { 'no-build': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const pages = positionals.length > 0 ? PAGES.filter((page) => positionals.includes(page || '/')) : PAGES;
if (pages.length === 0) {
  console.error(
    `Usage: npm run lighthouse [-- --no-build PAGE ...], PAGE: ${PAGES.map((page) => page || '/').join(' ')}`,
  );
  process.exit(2);
}

const folder = await keptFolder(path.join(CACHE, `lighthouse-${LIGHTHOUSE}`), async (unfinished) => {
  attempt('npm', 'install', '--prefix', unfinished, '--no-audit', '--no-fund', `lighthouse@${LIGHTHOUSE}`);
  if (!existsSync(path.join(unfinished, 'node_modules/lighthouse'))) {
    throw new Error(`npm could not install lighthouse@${LIGHTHOUSE}; see above.`);
  }
});
const module = (name: string) => import(pathToFileURL(path.join(folder, 'node_modules', name)).href);
const lighthouse: Lighthouse = await module('lighthouse/core/index.js');
const launcher: Launcher = await module('chrome-launcher/dist/index.js');
const chromePath = ensureChromium();
if (!values['no-build']) await build('');
const { address, close } = await serve(4391, '');

const FORMS = { phone: undefined, desktop: lighthouse.desktopConfig } as const;
type Figures = Readonly<Record<(typeof CATEGORIES)[number] | (typeof AUDITS)[number], number>>;

async function look(url: string, config: object | undefined): Promise<Figures> {
  const chrome = await launcher.launch({ chromePath, chromeFlags: ['--headless=new', ...CHROMIUM_ARGUMENTS] });
  try {
    const { lhr } = await lighthouse.default(url, { port: chrome.port, logLevel: 'silent', output: 'json' }, config);
    if (lhr.runtimeError) throw new Error(`Lighthouse says of ${url}: ${lhr.runtimeError.message}`);
    return Object.fromEntries([
      ...CATEGORIES.map((name) => [name, Math.round(lhr.categories[name].score * 100)]),
      ...AUDITS.map((name) => [name, lhr.audits[name].numericValue ?? Number.NaN]),
    ]);
  } finally {
    chrome.kill();
  }
}

const results: Record<string, Record<string, Record<string, number>>> = {};
console.error(`${'page'.padEnd(22)}${'as'.padEnd(9)}perf acc best seo   FCP   LCP   TBT   CLS    SI`);
for (const page of pages) {
  for (const [form, config] of Object.entries(FORMS)) {
    const looks: Figures[] = [];
    while (looks.length < TIMES) looks.push(await look(`${address}${page}`, config));
    const of = (name: keyof Figures) =>
      looks.map((figures) => figures[name]).sort((a, b) => a - b)[(TIMES - 1) / 2] ?? Number.NaN;
    const names = [...CATEGORIES, ...AUDITS];
    results[page || '/'] = {
      ...results[page || '/'],
      [form]: Object.fromEntries(names.map((name) => [name, of(name)])),
    };
    const cells = [
      ...CATEGORIES.map((name, at) => String(of(name)).padStart([4, 4, 5, 4][at] ?? 4)),
      ...AUDITS.map((name) =>
        of(name)
          .toFixed(name === 'cumulative-layout-shift' ? 3 : 0)
          .padStart(6),
      ),
    ];
    console.error(`${(page || '/').padEnd(22)}${form.padEnd(9)}${cells.join('')}`);
  }
}
close();
console.log(JSON.stringify({ lighthouse: LIGHTHOUSE, times: TIMES, pages: results }, null, 2));
process.exit(0);
