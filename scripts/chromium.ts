// Finds a Chromium on this machine, or installs one: through apt where that is possible, else through Playwright.
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { attempt, installByApt } from './apt';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The path of an installed Chromium, or null. CHROMIUM_PATH names one that stands elsewhere. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  return (
    [...(named ? [named] : []), ...PLACES, chromium.executablePath()].find((path) => path && existsSync(path)) ?? null
  );
}

/** Arguments that a headless Chromium needs here: root has no sandbox, and the browser is to look nothing up. */
export const CHROMIUM_ARGUMENTS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The path of a Chromium, installed if need be. Throws, saying what is missing, when none can be had. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  console.error('No Chromium found; installing one.');
  installByApt('chromium');
  if (!findChromium()) attempt('npx', 'playwright', 'install', '--with-deps', 'chromium');
  const installed = findChromium();
  if (!installed) {
    throw new Error(
      'There is no Chromium here, and neither apt-get nor Playwright could install it. ' +
        'Install the package "chromium" by hand, or set CHROMIUM_PATH to a Chromium or Chrome.',
    );
  }
  return installed;
}
