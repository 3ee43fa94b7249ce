// The words of relationship(cascade=...) as text, for reading a setting and changing it. Which words are valid
// is SQLAlchemy's decision; a word that it does not know stays where it is.

/** What `all` stands for. */
const ALL = ['save-update', 'merge', 'refresh-expire', 'expunge', 'delete'] as const;

/** The words that SQLAlchemy knows, in the order of its manual; "none" only ever stands alone. */
export const CASCADE_WORDS = ['all', ...ALL, 'delete-orphan'] as const;
export type CascadeWord = (typeof CASCADE_WORDS)[number];

/** SQLAlchemy's default. */
export const DEFAULT_CASCADE = 'save-update, merge';

/** The words as they are written, each once. */
export function cascadeWords(cascade: string): readonly string[] {
  return [...new Set(cascade.split(',').map((word) => word.trim()))].filter((word) => word !== '');
}

/** Whether the option is in force: written out, or part of `all`. */
export function cascades(cascade: string, word: CascadeWord): boolean {
  const words = cascadeWords(cascade);
  return words.includes(word) || (words.includes('all') && (ALL as readonly string[]).includes(word));
}

/** All words that are in force, sorted, as SQLAlchemy's own CascadeOptions holds them. */
export function cascadesInForce(cascade: string): readonly string[] {
  const words = cascadeWords(cascade);
  if (words.includes('none')) return [];
  return [...new Set(words.flatMap((word) => (word === 'all' ? ALL : [word])))].sort();
}

/** The text with a word added at its end or taken out; `all` is written out when a part of it goes. */
export function withCascadeWord(cascade: string, word: CascadeWord, present: boolean): string {
  const words = cascadeWords(cascade);
  if (present) {
    const rest = word === 'all' ? words.filter((each) => !(ALL as readonly string[]).includes(each)) : words;
    return (word === 'all' ? ['all', ...rest] : [...rest, word]).join(', ');
  }
  const spelled =
    word !== 'all' && cascades(cascade, word) ? words.flatMap((each) => (each === 'all' ? ALL : [each])) : words;
  return [...new Set(spelled)].filter((each) => each !== word).join(', ');
}
