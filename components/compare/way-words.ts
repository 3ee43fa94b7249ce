// What the parts of a comparison are called.

/** "1", "1 and 3", "1, 2 and 3", from positions. */
export function waysInWords(positions: readonly number[]): string {
  const numbers = positions.map((position) => String(position + 1));
  return numbers.length < 2 ? numbers.join() : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
