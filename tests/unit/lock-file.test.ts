// What `npm ci` installs is what was tried: the lock file has a hash of everything that it would unpack, for every system.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  /** It lies in the archive of the package that it is below, and is covered by the hash of that. */
  readonly inBundle?: boolean;
}

const file = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
const { packages } = JSON.parse(file) as { readonly packages: Readonly<Record<string, Locked>> };
const installed = Object.entries(packages).filter(([name, { link }]) => name !== '' && !link);

test('every package of the lock file has a SHA-512, or lies in one that has', () => {
  const hashed = (name: string): boolean => {
    const locked = packages[name];
    if (locked?.inBundle) return hashed(name.slice(0, name.lastIndexOf('/node_modules/')));
    return /^sha512-[\w+/]{86}==$/.test(locked?.integrity ?? '');
  };
  expect(installed.length).toBeGreaterThan(400);
  expect(installed.map(([name]) => name).filter((name) => !hashed(name))).toEqual([]);
});

test('the lock file names no host: each machine asks its own registry', () => {
  expect(file).not.toMatch(/"resolved"/);
});
