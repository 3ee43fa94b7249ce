// What a program does once everything is made ready.

/** The line that it begins after, as lib/sqlalchemy/python/cascade_lens/marker.py reads it. */
const MARKER = '# --- the operation';

/** The lines after the marker that are no less indented than it, without that indentation. */
export function operationOf(source: string): string {
  const lines = source.split('\n');
  const at = lines.findIndex((line) => line.includes(MARKER));
  const indent = lines[at]?.indexOf('#') ?? 0;
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.trim() !== '' && line.search(/\S/) < indent);
  return rest
    .slice(0, end === -1 ? rest.length : end)
    .map((line) => line.slice(indent))
    .join('\n')
    .trim();
}
