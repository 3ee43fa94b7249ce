// Publishes the texts to start from, each as the file of its name: the shapes, and those of lib/yours.
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAMS } from '@/lib/programs/programs';
import { TEMPLATES } from '@/lib/yours/templates';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export async function publishPrograms(): Promise<void> {
  const published = path.join(ROOT, 'public/programs');
  await mkdir(published, { recursive: true });
  const folders = [['lib/programs/python', PROGRAMS] as const, ['lib/yours/python', TEMPLATES] as const];
  for (const [folder, programs] of folders) {
    for (const { id } of programs)
      await copyFile(path.join(ROOT, folder, `${id}.py`), path.join(published, `${id}.py`));
  }
}
