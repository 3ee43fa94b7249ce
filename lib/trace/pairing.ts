// Two lists laid beside each other: like beside like, as many as possible and in order (the longest common subsequence).

/** A member of each list; null where a list has nothing to stand there. */
export type Pair<T> = readonly [T | null, T | null];

/** What stands alone on both sides at the same place stands beside each other. Quadratic from where they part. */
export function pairsOf<T>(ours: readonly T[], theirs: readonly T[], alike: (one: T, other: T) => boolean): Pair<T>[] {
  const pairs: Pair<T>[] = [];
  for (const [at, one] of ours.entries()) {
    const other = theirs[at];
    if (other === undefined || !alike(one, other)) break;
    pairs.push([one, other]);
  }
  const [left, right] = [ours.slice(pairs.length), theirs.slice(pairs.length)];
  // longest[i][j]: of what is left from i on and right from j on
  const longest = Array.from({ length: left.length + 1 }, () => new Int32Array(right.length + 1));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  const same = (one: T | undefined, other: T | undefined) =>
    one !== undefined && other !== undefined && alike(one, other);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = longest[i];
      if (row) row[j] = same(left[i], right[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let [mine, yours]: [T[], T[]] = [[], []];
  const close = () => {
    for (let k = 0; k < Math.max(mine.length, yours.length); k++) pairs.push([mine[k] ?? null, yours[k] ?? null]);
    [mine, yours] = [[], []];
  };
  let [i, j] = [0, 0];
  for (let [one, other] = [left[i], right[j]]; one || other; [one, other] = [left[i], right[j]]) {
    if (one && other && alike(one, other)) {
      close();
      pairs.push([one, other]);
      i++;
      j++;
    } else if (one && (!other || at(i + 1, j) >= at(i, j + 1))) {
      mine.push(one);
      i++;
    } else if (other) {
      yours.push(other);
      j++;
    }
  }
  close();
  return pairs;
}
