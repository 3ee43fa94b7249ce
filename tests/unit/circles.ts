// Circles of files: a file from which imports lead back to itself.
import type { Import } from './imports';

/** Chains "a -> b -> a": one at least where there is a circle, not every way round it. */
export function circlesOf(imports: readonly Import[]): string[] {
  const targets = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    if (to.type !== 'file') continue;
    const known = targets.get(from) ?? new Set();
    targets.set(from, known.add(to.path));
  }
  const found: string[] = [];
  const finished = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file].join(' -> '));
    if (at >= 0 || finished.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    finished.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return found;
}
