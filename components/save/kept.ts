// What a reader has written, kept for this tab: it is there again after a reload.

/** `read` throws of what it does not know. Null when nothing was written yet, or the browser keeps nothing. */
export function kept<T>(name: string, read: (value: unknown) => T): T | null {
  try {
    return read(JSON.parse(sessionStorage.getItem(name) ?? 'null'));
  } catch {
    return null;
  }
}

export function keep(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Then a reload begins anew.
  }
}
