// Nested results as a table for people: one line for each number, named by its path.

export function tableOf(results: Readonly<Record<string, unknown>>): string {
  const lines = linesOf(results, '');
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

function linesOf(value: unknown, path: string): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((entry, i) => linesOf(entry, `${path}[${i}]`));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, entry]) => linesOf(entry, path === '' ? key : `${path}.${key}`));
  }
  return [[path, typeof value === 'number' ? value.toLocaleString('en') : String(value)]];
}
