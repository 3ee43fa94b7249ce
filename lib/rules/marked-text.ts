// The texts of the rules: plain sentences in which what is Python or SQL stands in backticks, as in Markdown.

export interface TextPart {
  readonly text: string;
  readonly code: boolean;
}

/** What is in backticks and what is not, in order; nothing is empty. */
export function partsOf(marked: string): readonly TextPart[] {
  return marked
    .split('`')
    .map((text, at) => ({ text, code: at % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** The text without its marks, for tooltips and for columns that are too narrow for code. */
export function plainText(marked: string): string {
  return marked.replaceAll('`', '');
}
