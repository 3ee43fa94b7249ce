// Files of which a page is told where they are: in public/NAME/<hash of their content>/, with public/NAME/current.json
// beside it, which the pages are built with.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepOnly, keptFolder, keyOf } from '@/lib/kept/kept';

const PUBLIC = fileURLToPath(new URL('../../public', import.meta.url));
const MANIFEST = 'current.json';

/** Writes the files, of names such as "a/b.zip", too; then what `manifestOf` says of their folder below the site's base path; older ones go. */
export async function publish<Manifest>(
  name: string,
  files: ReadonlyMap<string, Uint8Array>,
  manifestOf: (folder: string) => Manifest,
): Promise<Manifest> {
  const hash = keyOf([...files].sort(([a], [b]) => (a < b ? -1 : 1)).flat());
  await keptFolder(path.join(PUBLIC, name, hash), async (folder) => {
    for (const [file, bytes] of files) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), bytes);
    }
  });
  const manifest = manifestOf(`/${name}/${hash}/`);
  await writeManifest(name, manifest);
  await keepOnly(path.join(PUBLIC, name), [hash, MANIFEST]);
  return manifest;
}

/** A manifest alone, which says why there are no files. */
export async function publishNone<Manifest>(name: string, manifest: Manifest): Promise<Manifest> {
  await mkdir(path.join(PUBLIC, name), { recursive: true });
  await writeManifest(name, manifest);
  await keepOnly(path.join(PUBLIC, name), [MANIFEST]);
  return manifest;
}

function writeManifest(name: string, manifest: unknown): Promise<void> {
  return writeFile(path.join(PUBLIC, name, MANIFEST), `${JSON.stringify(manifest)}\n`);
}
