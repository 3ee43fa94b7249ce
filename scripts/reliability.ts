// `npm run fuzz`, `hostile`, `chaos`, `soak`: the long forms of the tests in tests/reliability, on the built site and in
// Node. `-- --seed N` repeats a run, `--count N` makes it shorter or longer, `--no-build` takes out/ as it is, `--only node`
// or `--only browser` half of it. The figures are in docs/RELIABILITY.md.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './build';
import { ensureChromium } from './chromium';
import { TEST_BASE_PATH } from './test-base-path';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What a long form comes to. */
const LONG: Readonly<Record<string, number>> = { fuzz: 100_000, hostile: 250, chaos: 100, soak: 10_000 };

const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    count: { type: 'string' },
    only: { type: 'string' },
    'no-build': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [form = ''] = positionals;
const count = Number(values.count ?? LONG[form]);
const known = values.only === undefined || values.only === 'node' || values.only === 'browser';
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(Number(values.seed)) || !known) {
  console.error(
    `Usage: npm run ${Object.keys(LONG).join('|')} -- [--seed N] [--count N] [--only node|browser] [--no-build]`,
  );
  process.exit(2);
}

const browser = values.only === 'node' ? {} : { CHROMIUM_PATH: ensureChromium(), BASE_PATH: TEST_BASE_PATH };
if (!values['no-build'] && values.only !== 'node') await build(TEST_BASE_PATH);
const env = { ...process.env, ...browser, SEED: values.seed, COUNT: String(count) };
console.log(`${form}: ${count}, seed ${values.seed}`);
const started = performance.now();
const runs = [
  ['node', `tests/reliability/${form}.test.ts`, ['vitest', 'run']],
  ['browser', `tests/reliability/${form}.spec.ts`, ['playwright', 'test']],
] as const;
let failed = false;
for (const [where, file, command] of runs) {
  if (!existsSync(`${ROOT}${file}`) || (values.only ?? where) !== where) continue;
  const { status } = spawnSync('npx', [...command, file], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env });
  failed ||= status !== 0;
}
console.log(
  `${form}: ${count}, seed ${values.seed}, ${Math.round((performance.now() - started) / 1000)} s, ${failed ? 'FAILED' : 'all held'}`,
);
process.exit(failed ? 1 : 0);
