// Code in coloured pieces, as refractor (Prism) reads it.
import { refractor } from 'refractor/core';
import python from 'refractor/python';
import sql from 'refractor/sql';

export type Language = 'python' | 'sql';

export interface Token {
  /** Prism's name for what it is, for example "keyword"; null for plain text. */
  readonly kind: string | null;
  readonly text: string;
  /** Offset in the whole text. */
  readonly start: number;
}

type Nodes = ReturnType<typeof refractor.highlight>['children'];

refractor.register(python);
refractor.register(sql);
// PostgreSQL's parameters, which Prism's SQL does not know.
const variables = Object.entries(refractor.languages.sql ?? {}).find(([name]) => name === 'variable')?.[1];
if (Array.isArray(variables)) variables.push(/\$\d+/);

/** The text in pieces, in order and without gaps. */
export function tokenise(text: string, language: Language): readonly Token[] {
  const tokens: Token[] = [];
  let start = 0;
  const walk = (nodes: Nodes, kind: string | null) => {
    for (const node of nodes) {
      if (node.type === 'text') {
        tokens.push({ kind, text: node.value, start });
        start += node.value.length;
      } else if (node.type === 'element') {
        const names = node.properties.className;
        walk(node.children, Array.isArray(names) ? String(names[1]) : kind);
      }
    }
  };
  walk(refractor.highlight(text, language).children, null);
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
