// The rows of a table that refers to itself, as a tree: each below the row that it refers to. Pure.
import type { Name } from '@/lib/trace/key';

interface TreeRow {
  /** The position of the row. */
  readonly at: number;
  /** How many rows are above it in the tree. */
  readonly depth: number;
}

/** `parents` are the names that the rows refer to. A circle begins at its first row. */
export function treeOf(names: readonly Name[], parents: readonly (Name | null)[]): readonly TreeRow[] {
  const tree: TreeRow[] = [];
  const placed = new Set<number>();
  const put = (at: number, depth: number) => {
    if (placed.has(at)) return;
    placed.add(at);
    tree.push({ at, depth });
    parents.forEach((parent, child) => {
      if (parent === names[at]) put(child, depth + 1);
    });
  };
  parents.forEach((parent, at) => {
    if (parent === null || !names.includes(parent)) put(at, 0);
  });
  names.forEach((_, at) => {
    put(at, 0);
  });
  return tree;
}
