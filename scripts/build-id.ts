// The name of a build, by which a page that is open knows that another build has taken the place of its own. Next draws
// one by chance; here it is said by what is in the build, so that the same sources make the same pages.
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keyOf } from '@/lib/kept/kept';

/** What Next calls every build, until it is known what is in it. No page has the word otherwise. */
export const UNNAMED_BUILD = 'unnamed-build';

/** What stands in a folder that is called by the hash of its content, and is named by pages. */
const NAMED = /^(engine|sqlalchemy)\//;

/** Puts the key of all that is below `folder`, an export, where Next put UNNAMED_BUILD. */
export async function nameBuild(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((each) => each.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  const names = files.map((file) => path.relative(folder, file)).filter((name) => !NAMED.test(name));
  const contents = new Map<string, Buffer>();
  for (const name of names.sort()) contents.set(name, await readFile(path.join(folder, name)));
  const id = keyOf([...contents].flat());
  for (const [name, content] of contents) {
    if (!content.includes(UNNAMED_BUILD)) continue;
    await writeFile(path.join(folder, name), content.toString().replaceAll(UNNAMED_BUILD, id));
  }
  await rename(path.join(folder, '_next/static', UNNAMED_BUILD), path.join(folder, '_next/static', id));
}
