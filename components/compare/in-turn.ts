// One thing after another, for as long as all of them are still wanted.

/**
 * What `ask` gives for each item, asked one after another. Null where one of them gives nothing, or where nobody wants
 * them any more: then the next one is not asked for, since that would take the place of what is wanted now.
 */
export async function inTurn<Item, Found>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Found | null>,
  isWanted: () => boolean,
): Promise<readonly Found[] | null> {
  const found: Found[] = [];
  for (const item of items) {
    const one = isWanted() ? await ask(item) : null;
    if (one === null) return null;
    found.push(one);
  }
  return isWanted() ? found : null;
}
