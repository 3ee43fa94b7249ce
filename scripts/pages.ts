// What the build does to each page that Next exported: its scripts are fetched while it is painted and started then,
// are taken only with the content that was built, and nothing else may run in it.
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { PAGE_POLICY, policyText } from './headers';

const START = fileURLToPath(new URL('pages/start.ts', import.meta.url));
/** As Next writes a script that it lets arrive in any order; the same with a preload of it. */
const ASYNC_SCRIPT = /<script src="([^"]+)" async=""><\/script>/g;
const SCRIPT_PRELOAD = /<link rel="preload" as="script" [^>]*>/g;
/** For browsers that know no modules; they cannot run the pages anyway. */
const POLYFILLS = /<script src="[^"]+" noModule=""><\/script>/;
const TOO_OLD =
  '<script nomodule>document.write("<p>This browser is too old for this page: what stands here was recorded when the site was built, and nothing on it answers.</p>")</script>';
const CHARSET = '<meta charSet="utf-8"/>';

const sha = (algorithm: string, text: string | Uint8Array) =>
  `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`;

/** Rewrites every page below `folder`, an export for `basePath`. Throws when one is not as Next wrote them so far. */
export async function finishPages(folder: string, basePath: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  const integrity = new Map<string, string>();
  const integrityOf = async (address: string): Promise<string> => {
    const file = path.join(folder, decodeURI(address.slice(basePath.length)));
    const made = integrity.get(file) ?? sha('sha256', await readFile(file));
    integrity.set(file, made);
    return made;
  };
  const { code } = await transform(await readFile(START, 'utf8'), {
    ...{ loader: 'ts', format: 'iife', minify: true, target: 'es2017' },
  });
  for (const name of names.filter((each) => each.endsWith('.html'))) {
    const file = path.join(folder, name);
    const page = await readFile(file, 'utf8');
    const scripts: [string, string][] = [];
    for (const [, address = ''] of page.matchAll(ASYNC_SCRIPT)) scripts.push([address, await integrityOf(address)]);
    if (scripts.length === 0 || !POLYFILLS.test(page) || !page.includes(CHARSET)) {
      throw new Error(`${name} is not written as Next wrote its pages so far: see scripts/pages.ts.`);
    }
    const preloads = scripts.map(
      ([address, hash]) =>
        `<link rel="preload" as="script" fetchpriority="low" href="${address}" integrity="${hash}"/>`,
    );
    const finished = page
      .replace(ASYNC_SCRIPT, '')
      .replace(SCRIPT_PRELOAD, '')
      .replace(POLYFILLS, () => TOO_OLD)
      .replace('</body>', () => `<script>${code.trim()}</script></body>`)
      .replace('</head>', () => `${preloads.join('')}</head>`);
    await writeFile(
      file,
      finished.replace(CHARSET, () => CHARSET + policyOf(finished)),
    );
  }
}

/** Takes what is for such browsers out of an export; `manifest` is Next's build-manifest.json, which names it. */
export async function dropPolyfills(folder: string, manifest: string): Promise<void> {
  const { polyfillFiles } = JSON.parse(await readFile(manifest, 'utf8')) as { readonly polyfillFiles: string[] };
  for (const file of polyfillFiles) await rm(path.join(folder, '_next', file));
}

/** The policy of a page as a meta element, which has to stand before all that it is about. */
function policyOf(page: string): string {
  const inline = [...page.matchAll(/<script(?![^>]* src=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = new Set(inline.map(([, code = '']) => `'${sha('sha256', code)}'`));
  const policy = policyText({ ...PAGE_POLICY, 'script-src': [...PAGE_POLICY['script-src'], ...hashes] });
  return `<meta http-equiv="Content-Security-Policy" content="${policy}"/>`;
}
