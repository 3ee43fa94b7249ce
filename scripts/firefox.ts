// Finds a Firefox on this machine, or installs one through apt.
import { existsSync } from 'node:fs';
import { installByApt } from './apt';

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

/** The path of an installed Firefox, or null. FIREFOX_PATH names one that stands elsewhere. */
export function findFirefox(): string | null {
  const named = process.env.FIREFOX_PATH;
  return [...(named ? [named] : []), ...PLACES].find((path) => existsSync(path)) ?? null;
}

/** The path of a Firefox, installed if need be, or null when none can be had. */
export function ensureFirefox(): string | null {
  const found = findFirefox();
  if (found) return found;
  console.error('No Firefox found; installing one.');
  installByApt('firefox-esr');
  return findFirefox();
}
