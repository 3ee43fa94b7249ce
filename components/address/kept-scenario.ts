// The explorer's scenario of this tab, so that the header leads back to it. The address owns what is shown; this only
// remembers what it last was.
const KEY = 'scenario';

/** Its query; empty when none was explored yet, or the browser keeps nothing. */
export function keptScenario(): string {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export function keepScenario(query: string): void {
  try {
    sessionStorage.setItem(KEY, query);
  } catch {
    // Then the header leads to the explorer as it opens.
  }
}
