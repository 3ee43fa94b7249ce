// `npm test`: types, lint, unused code, the build, unit and conformance tests, end-to-end tests in Chromium, and the
// main path in Firefox.
// Runs all of them even when one fails, and closes with `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './build';
import { ensureChromium } from './chromium';
import { ensureFirefox } from './firefox';
import { TEST_BASE_PATH } from './test-base-path';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const REPORTS = `${ROOT}.cache/reports`;

const total = { passed: 0, failed: 0, skipped: 0 };

function heading(text: string): void {
  console.log(`\n== ${text}`);
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  const child = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return child.status === 0;
}

function check(name: string, passed: boolean): void {
  if (passed) total.passed++;
  else total.failed++;
  console.log(`${passed ? 'ok' : 'FAILED'}: ${name}`);
}

/** Adds a runner's own counts; a runner that wrote no report, or failed without a failing test, counts as failed. */
function count(name: string, passed: boolean, read: () => { passed: number; failed: number; skipped: number }): void {
  try {
    const counts = read();
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    if (!passed && counts.failed === 0) check(`${name} ended with an error`, false);
    if (passed && counts.passed === 0) check(`${name} ran no test`, false);
  } catch (error) {
    check(`${name} wrote no report (${error instanceof Error ? error.message : String(error)})`, false);
  }
}

const report = (name: string): unknown => JSON.parse(readFileSync(`${REPORTS}/${name}.json`, 'utf8'));

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

heading('Types');
check('types', run('npx', ['next', 'typegen'], { NEXT_TELEMETRY_DISABLED: '1' }) && run('npx', ['tsc', '--noEmit']));
heading('Lint');
check('lint', run('npx', ['biome', 'check', '--error-on-warnings', '.']));
heading('Unused code');
check('unused code', run('npx', ['knip']));

// Before the build, which takes the snapshots of Python's memory in it.
heading('Chromium');
let chromium: string | null = null;
try {
  chromium = ensureChromium();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
check('Chromium', chromium !== null);

heading('Firefox');
console.log(ensureFirefox() ?? 'There is no Firefox here, and apt could not install one: its tests are skipped.');

heading('Build');
let built = false;
try {
  await build(TEST_BASE_PATH);
  built = true;
} catch (error) {
  console.error(error);
}
check('build', built);

heading('Unit and conformance');
const vitest = run('npx', [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${REPORTS}/vitest.json`,
]);
count('vitest', vitest, () => {
  const { numPassedTests, numFailedTests, numPendingTests } = report('vitest') as Record<string, number>;
  return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0, skipped: numPendingTests ?? 0 };
});

heading('End to end');
if (built && chromium !== null) {
  const playwright = run('npx', ['playwright', 'test'], {
    CHROMIUM_PATH: chromium,
    BASE_PATH: TEST_BASE_PATH,
    PLAYWRIGHT_JSON_OUTPUT_NAME: `${REPORTS}/playwright.json`,
  });
  count('playwright', playwright, () => {
    const { stats } = report('playwright') as { stats: Record<string, number> };
    return {
      passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
      failed: stats.unexpected ?? 0,
      skipped: stats.skipped ?? 0,
    };
  });
}

if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
