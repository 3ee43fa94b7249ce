// The graph as a picture that stands alone, in the colours of the light theme.
import type { CSSProperties } from 'react';
import { type At, HEIGHT, WIDTH } from './places';

interface Box extends At {
  readonly title: string;
  readonly below: string;
  readonly isDim: boolean;
}

interface Line {
  readonly from: At;
  readonly to: At;
  readonly label: string;
  readonly style: CSSProperties;
}

const MARGIN = 24;
const FONT = 'font-family="system-ui, sans-serif"';

/** As SVG. */
export function pictureOf(boxes: readonly Box[], lines: readonly Line[]): string {
  const right = Math.max(0, ...boxes.map(({ x }) => x + WIDTH)) + MARGIN * 2;
  const bottom = Math.max(0, ...boxes.map(({ y }) => y + HEIGHT)) + MARGIN;
  const [ink, faint, line, card] = ['--ink', '--ink-2', '--line-strong', '--card'].map((name) => light(`var(${name})`));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-MARGIN} ${-MARGIN} ${right + MARGIN} ${bottom + MARGIN}" width="${right + MARGIN}" height="${bottom + MARGIN}">
<rect x="${-MARGIN}" y="${-MARGIN}" width="100%" height="100%" fill="${card}"/>
${lines.map((each) => drawnLine(each, card ?? '')).join('\n')}
${boxes
  .map(
    ({ x, y, title, below, isDim }) => `<g transform="translate(${x} ${y})" opacity="${isDim ? 0.5 : 1}">
<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="${card}" stroke="${line}"/>
<text x="12" y="${below === '' ? 36 : 27}" ${FONT} font-size="13.5" font-weight="600" fill="${ink}">${escaped(cut(title))}</text>
<text x="12" y="46" ${FONT} font-size="12" fill="${faint}">${escaped(cut(below))}</text>
</g>`,
  )
  .join('\n')}
</svg>
`;
}

function drawnLine({ from, to, label, style }: Line, card: string): string {
  const isOwn = from.x === to.x && from.y === to.y;
  const [x1, y1] = isOwn ? [from.x + WIDTH, from.y + 20] : [from.x + WIDTH / 2, from.y + HEIGHT];
  const [x2, y2] = isOwn ? [to.x + WIDTH, to.y + HEIGHT - 16] : [to.x + WIDTH / 2, to.y];
  const bend = Math.max(24, Math.abs(y2 - y1) / 2);
  const path = isOwn
    ? `M${x1} ${y1} C${x1 + 34} ${y1} ${x2 + 34} ${y2} ${x2} ${y2}`
    : `M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`;
  const colour = light(String(style.stroke));
  const [x, y] = isOwn ? [x1 + 26, (y1 + y2) / 2] : [(x1 + x2) / 2, (y1 + y2) / 2];
  const dashes = style.strokeDasharray === undefined ? '' : ` stroke-dasharray="${style.strokeDasharray}"`;
  const tip = isOwn
    ? `${x2},${y2} ${x2 + 8},${y2 - 4} ${x2 + 8},${y2 + 4}`
    : `${x2},${y2} ${x2 - 4},${y2 - 8} ${x2 + 4},${y2 - 8}`;
  return `<g opacity="${style.opacity ?? 1}"><path d="${path}" fill="none" stroke="${colour}" stroke-width="1.6"${dashes}/>
<polygon points="${tip}" fill="${colour}"/>
<text x="${x}" y="${y + 4}" ${FONT} font-size="11" text-anchor="middle" fill="${colour}" stroke="${card}" stroke-width="4" paint-order="stroke">${escaped(label)}</text></g>`;
}

/** What a variable of the page's colours is in the light theme. */
function light(colour: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
  if (name === undefined) return colour;
  const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return /^light-dark\(\s*([^,]+),/.exec(value)?.[1] ?? value;
}

const cut = (text: string) => (text.length > 28 ? `${text.slice(0, 27)}…` : text);
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
