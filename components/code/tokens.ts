// Colours for the little Python and SQL that this site shows. Two patterns do what a highlighter of 14 kB
// would: the code comes from this project and from SQLAlchemy, so its words are known.

export type Language = 'python' | 'sql';

export interface Token {
  readonly kind: 'keyword' | 'string' | 'number' | 'comment' | null;
  readonly text: string;
  /** Offset in the whole text. */
  readonly start: number;
}

const PATTERNS: Readonly<Record<Language, RegExp>> = {
  python:
    /(?<comment>#.*)|(?<string>"(?:\\.|[^"\\])*")|\b(?<keyword>and|as|async|await|class|def|else|except|for|from|if|import|in|lambda|None|not|pass|return|True|False|try|with)\b|\b(?<number>\d+)\b/g,
  sql: /(?<comment>--.*)|(?<string>'(?:''|[^'])*')|(?<number>\$\d+|\b\d+\b)|\b(?<keyword>AND|AS|BEGIN|BY|CASCADE|COMMIT|CREATE|DEFAULT|DELETE|FROM|IN|INDEX|INSERT|INTO|IS|KEY|NOT|NULL|ON|ONLY|OPERATOR|ORDER|PRIMARY|REFERENCES|RETURNING|ROLLBACK|SELECT|SET|TABLE|UNIQUE|UPDATE|VALUES|WHERE)\b/g,
};
const KINDS = ['comment', 'string', 'keyword', 'number'] as const;

/** The text in pieces, in order and without gaps. */
export function tokenise(text: string, language: Language): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(PATTERNS[language])) {
    if (match.index > end) tokens.push({ kind: null, text: text.slice(end, match.index), start: end });
    tokens.push({ kind: KINDS.find((kind) => match.groups?.[kind]) ?? null, text: match[0], start: match.index });
    end = match.index + match[0].length;
  }
  if (end < text.length) tokens.push({ kind: null, text: text.slice(end), start: end });
  return tokens;
}

/** The tokens between two offsets, those at the edges cut. */
export function tokensBetween(tokens: readonly Token[], start: number, end: number): readonly Token[] {
  return tokens.flatMap((token) => {
    const from = Math.max(start, token.start);
    const to = Math.min(end, token.start + token.text.length);
    return from < to ? [{ ...token, text: token.text.slice(from - token.start, to - token.start), start: from }] : [];
  });
}
