// A key for what a script does. Its recordings stay valid as long as nothing has changed that it is made of.
import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { keyOf } from '@/lib/kept/kept';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Of the script and all that it imports, bundled, so that no list of sources has to be kept: a comment or a type
 * changes nothing. Of packages, the versions of those that it imports. What it reads while it runs is not in it.
 */
export async function keyOfCode(entry: string, root = ROOT): Promise<string> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    write: false,
    metafile: true,
    ...{ bundle: true, format: 'esm', platform: 'node', packages: 'external', minify: true, logLevel: 'warning' },
  });
  const versions = await Promise.all(packagesOf(metafile).map((name) => versionOf(name, root)));
  return keyOf([...outputFiles.map(({ contents }) => contents), ...versions]);
}

function packagesOf({ outputs }: Metafile): readonly string[] {
  const imported = Object.values(outputs).flatMap(({ imports }) => imports);
  const names = imported.map(({ path: specifier }) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
  return [...new Set(names)].filter((name) => !name.startsWith('node:') && !builtinModules.includes(name)).sort();
}

async function versionOf(name: string, root: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(root, 'node_modules', name, 'package.json'), 'utf8'));
  return `${name}@${version}`;
}
