// The build's stand-in for hastscript (next.config.ts), of which refractor needs this much: an element by its classes.
// hastscript itself brings every attribute that HTML and SVG know, 7 kB on every page.
import type { refractor } from 'refractor/core';

type Element = Extract<ReturnType<typeof refractor.highlight>['children'][number], { type: 'element' }>;
type Content = Element['children'][number];

export function h(selector: string, _attributes: unknown, content: Content | Content[]): Element {
  const [tagName = 'span', ...className] = selector.split('.');
  return { type: 'element', tagName, properties: { className }, children: [content].flat() };
}
