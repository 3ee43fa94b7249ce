// What the site's files are answered with: written into out/_headers, which static hosts read, and served by npm start
// from there.
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

type Policy = Readonly<Record<string, readonly string[]>>;

/** Of a page, without the hashes of its own inline scripts: those stand in the page itself. */
export const PAGE_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
} as const satisfies Policy;

/** Of a worker, which obeys what its own file came with and not its page's. */
const WORKER_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
} as const satisfies Policy;

/** As it stands in a header or a meta element. */
export function policyText(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}

/** Of files whose addresses carry a hash of their content. */
const NEVER_CHANGES = { 'Cache-Control': 'public, max-age=31536000, immutable' };

const EVERYWHERE = {
  'Content-Security-Policy': "frame-ancestors 'self'",
  'X-Content-Type-Options': 'nosniff',
  // A program can stand in an address; no other site is told it.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** Headers by what an address begins with. Where several fit, all are sent; of two policies both hold. */
type HeaderRules = readonly (readonly [path: string, headers: Readonly<Record<string, string>>])[];

const FILE = '_headers';

/** Writes out/_headers for the folders of this build. */
export async function writeHeaders(folder: string, basePath: string): Promise<void> {
  const rules: [string, Readonly<Record<string, string>>][] = [
    ['/*', EVERYWHERE],
    ['/_next/static/*', NEVER_CHANGES],
  ];
  for (const engine of ['engine', 'sqlalchemy']) {
    const built = await readdir(path.join(folder, engine), { withFileTypes: true });
    for (const { name } of built.filter((entry) => entry.isDirectory())) {
      const headers = { ...NEVER_CHANGES, 'Content-Security-Policy': policyText(WORKER_POLICY) };
      rules.push([`/${engine}/${name}/*`, headers]);
    }
  }
  const text = rules.map(([below, headers]) =>
    [basePath + below, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n'),
  );
  await writeFile(path.join(folder, FILE), `${text.join('\n\n')}\n`);
}

/** What out/_headers says; nothing where there is no such file. */
export async function readHeaders(folder: string): Promise<HeaderRules> {
  const file = path.join(folder, FILE);
  if (!existsSync(file)) return [];
  const parts = (await readFile(file, 'utf8')).trim().split('\n\n');
  return parts.map((part) => {
    const [below = '', ...lines] = part.split('\n');
    const pair = (line: string): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    };
    return [below.replace(/\*$/, ''), Object.fromEntries(lines.map(pair))];
  });
}

/** The headers of an address, several of one name as one list. */
export function headersOf(rules: HeaderRules, address: string): ReadonlyMap<string, string> {
  const sent = new Map<string, string>();
  for (const [below, headers] of rules) {
    if (!address.startsWith(below)) continue;
    for (const [name, value] of Object.entries(headers)) {
      sent.set(name, sent.has(name) ? `${sent.get(name)}, ${value}` : value);
    }
  }
  return sent;
}
