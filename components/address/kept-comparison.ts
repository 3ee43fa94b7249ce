// The comparison of this tab, so that what the explorer sends joins it. The address owns what is shown; this
// only remembers what it last was.
const KEY = 'comparison';

/** Its query; null when nothing was compared yet, or the browser keeps nothing. */
export function keptComparison(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** An empty query forgets it. */
export function keepComparison(query: string): void {
  try {
    if (query === '') sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, query);
  } catch {
    // Then every scenario that is sent here begins a comparison of its own.
  }
}
