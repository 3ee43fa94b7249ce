// Publishes the texts to start from, each as the file of its name: the shapes, those of questions and of lib/yours.
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAMS } from '@/lib/programs/programs';
import { QUESTION_PROGRAMS } from '@/lib/questions/questions';
import { TEMPLATES } from '@/lib/yours/templates';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export async function publishPrograms(): Promise<void> {
  const published = path.join(ROOT, 'public/programs');
  await mkdir(published, { recursive: true });
  const folders = {
    'lib/programs/python': PROGRAMS.map(({ id }) => id),
    'lib/questions/python': QUESTION_PROGRAMS,
    'lib/yours/python': TEMPLATES.map(({ id }) => id),
  };
  for (const [folder, names] of Object.entries(folders)) {
    for (const name of names) await copyFile(path.join(ROOT, folder, `${name}.py`), path.join(published, `${name}.py`));
  }
}
