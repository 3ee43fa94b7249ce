// What was put into the texts, as a patch that Git applies.
import { formatPatch, structuredPatch } from 'diff';
import type { Files } from '@/lib/yours/files';

export function patchOf(before: Files, after: Files): string {
  const changed = Object.keys(after).filter((path) => before[path] !== after[path]);
  return formatPatch(
    changed.map((path) => {
      const isCreate = !(path in before);
      const from = isCreate ? '/dev/null' : `a/${path}`;
      const patch = structuredPatch(from, `b/${path}`, before[path] ?? '', after[path] ?? '');
      return { ...patch, isGit: true, ...(isCreate && { isCreate, newMode: '100644' }) };
    }),
  );
}
