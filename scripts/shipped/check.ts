// Whether the list of parts says what was built: no package more, and none less.
import { NPM } from './parts';

/** Packages that are in scripts by no module of their own, as the build of another one has copied them into it. */
const COPIED = ['@dagrejs/graphlib'];

/** What is wrong with the list where these packages are in the scripts, a sentence each. */
export function wrongParts(packages: ReadonlySet<string>): readonly string[] {
  const missing = [...packages].filter((name) => !(name in NPM)).sort();
  const idle = Object.keys(NPM).filter((name) => !packages.has(name) && !COPIED.includes(name));
  return [
    ...missing.map((name) => `${name} is in the site’s scripts and has no entry in scripts/shipped/parts.ts.`),
    ...idle.map((name) => `${name} has an entry in scripts/shipped/parts.ts and is in none of the site’s scripts.`),
  ];
}
