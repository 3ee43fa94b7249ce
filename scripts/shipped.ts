// What the site is made of, and under which licences: for the page in .cache/shipped, for everybody as licences.txt and
// as sbom.cdx.json.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PythonManifest } from '@/lib/engine/protocol/python-files';
import { CACHE } from '@/lib/kept/kept';
import { wrongParts } from './shipped/check';
import { collectComponents } from './shipped/collect';
import { takePagePackages, workerPackages } from './shipped/modules';
import { billOfMaterials } from './shipped/sbom';
import { licencesFile } from './shipped/text-file';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Of the engines that are published already. */
export async function publishShipped(python: PythonManifest): Promise<void> {
  const components = await collectComponents(python);
  const { name, version, license, description } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  const own = await readFile(path.join(ROOT, 'LICENSE'), 'utf8');
  await mkdir(path.join(CACHE, 'shipped'), { recursive: true });
  await writeFile(path.join(CACHE, 'shipped', 'components.json'), JSON.stringify(components));
  await writeFile(path.join(ROOT, 'public', 'licences.txt'), licencesFile(own, components));
  const bill = billOfMaterials({ name, version, licence: license, description }, components);
  await writeFile(path.join(ROOT, 'public', 'sbom.cdx.json'), bill);
}

/** Takes the source maps out of an export, and throws where they tell of other packages than the list of parts. */
export async function checkShipped(folder: string): Promise<void> {
  const wrong = wrongParts(new Set([...(await takePagePackages(folder)), ...(await workerPackages())]));
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}
