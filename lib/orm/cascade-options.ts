// The words of relationship(cascade=...), parsed and refused as CascadeOptions does it in orm/util.py of
// SQLAlchemy 2.0.52. Pure: text in, options or the exception's words out.

export interface CascadeOptions {
  readonly saveUpdate: boolean;
  readonly delete: boolean;
  readonly deleteOrphan: boolean;
}

const IMPLIED_BY_ALL = ['save-update', 'merge', 'refresh-expire', 'expunge', 'delete'];
const ALLOWED: ReadonlySet<string> = new Set([...IMPLIED_BY_ALL, 'delete-orphan', 'all', 'none']);

/** The options, or the text of the ArgumentError for words that SQLAlchemy does not know (C3). */
export function parseCascade(text: string): { readonly cascade: CascadeOptions } | { readonly invalid: string } {
  // At the commas only: a space before the first word or after the last one stays part of it.
  const words = new Set(text.split(/\s*,\s*/).filter((word) => word !== ''));
  const unknown = [...words].filter((word) => !ALLOWED.has(word)).sort(byCodePoint);
  if (unknown.length > 0) return { invalid: `Invalid cascade option(s): ${unknown.map(pythonRepr).join(', ')}` };
  if (words.has('all')) for (const word of IMPLIED_BY_ALL) words.add(word);
  if (words.has('none')) words.clear();
  return {
    cascade: {
      saveUpdate: words.has('save-update'),
      delete: words.has('delete'),
      deleteOrphan: words.has('delete-orphan'),
    },
  };
}

/** Python orders strings by code point, JavaScript by UTF-16 unit. */
function byCodePoint(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < left.length && i < right.length; i += 1) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `repr()` of a str: the quotes it picks and the characters that it escapes. */
function pythonRepr(word: string): string {
  const quote = word.includes("'") && !word.includes('"') ? '"' : "'";
  let body = '';
  for (const character of word) body += character === quote ? `\\${quote}` : (ESCAPES[character] ?? escaped(character));
  return quote + body + quote;
}

/** Unprintable characters as \xNN, \uNNNN or \UNNNNNNNN; the rest as they are (str.isprintable). */
function escaped(character: string): string {
  if (character === ' ' || !/[\p{C}\p{Z}]/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
