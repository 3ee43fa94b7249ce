// Names and texts as SQL writes them.

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Whatever standard_conforming_strings says. */
export function literal(text: string): string {
  const doubled = text.replaceAll("'", "''");
  return doubled.includes('\\') ? `E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}
