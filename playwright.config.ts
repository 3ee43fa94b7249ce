import { defineConfig, devices } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, findChromium } from './scripts/chromium';

const PORT = Number(process.env.E2E_PORT ?? 4271);
const basePath = process.env.BASE_PATH ?? '';
const executablePath = findChromium();

// The same in every worker: names of tests have it in them.
process.env.SEED ??= String(Math.floor(Math.random() * 1e6));

export default defineConfig({
  testDir: 'tests',
  testMatch: '{e2e,reliability}/**/*.spec.ts',
  outputDir: '.cache/playwright',
  // How long a busy machine may take to start Python and PostgreSQL; a test that passes waits for states alone.
  timeout: 240_000,
  expect: { timeout: 90_000 },
  workers: 2,
  fullyParallel: true,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['line'], ['json']] : [['line']],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://127.0.0.1:${PORT}${basePath}/`,
    launchOptions: { args: CHROMIUM_ARGUMENTS, ...(executablePath ? { executablePath } : {}) },
  },
  webServer: {
    command: `npx tsx scripts/serve.ts --port ${PORT}`,
    url: `http://127.0.0.1:${PORT}${basePath}/`,
    reuseExistingServer: false,
  },
});
