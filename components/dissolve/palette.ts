// The tokens of the page as colours for a canvas, read from the browser once for each theme.
import type { Palette } from './grid';

/** Cell states by the CSS colour that they wear. */
const CELLS = {
  alive: 'color-mix(in oklab, var(--ink-3) 42%, var(--card))',
  loaded: 'color-mix(in oklab, var(--orm-solid) 26%, color-mix(in oklab, var(--ink-3) 42%, var(--card)))',
  clientFresh: 'color-mix(in oklab, var(--orm-solid) 30%, white)',
  clientEarly: 'color-mix(in oklab, var(--orm-solid) 72%, black)',
  clientLate: 'var(--orm-solid)',
  foreignKeyFresh: 'color-mix(in oklab, var(--fk-solid) 25%, white)',
  foreignKeyEarly: 'var(--fk-solid)',
  foreignKeyLate: 'var(--fk-solid)',
  changedFresh: 'color-mix(in oklab, var(--null) 40%, white)',
  changedEarly: 'var(--null)',
  changedLate: 'var(--null)',
} as const;

export function readPalette(element: Element): Palette {
  const of = packed(element, CELLS);
  return {
    alive: of.alive,
    loaded: of.loaded,
    client: { fresh: of.clientFresh, early: of.clientEarly, late: of.clientLate },
    foreignKey: { fresh: of.foreignKeyFresh, early: of.foreignKeyEarly, late: of.foreignKeyLate },
    changed: { fresh: of.changedFresh, early: of.changedEarly, late: of.changedLate },
  };
}

/** Custom properties as colours that a canvas understands. */
export function readColours<K extends string>(element: Element, names: Readonly<Record<K, string>>): Record<K, string> {
  return withProbe(element, names, (name, probe) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
}

/** Alpha, blue, green, red from the highest byte down: what the memory of an ImageData is as 32-bit words. */
function packed<K extends string>(element: Element, colours: Readonly<Record<K, string>>): Record<K, number> {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no canvas to draw on');
  return withProbe(element, colours, (colour, probe) => {
    probe.style.color = colour;
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
}

function withProbe<K extends string, T>(
  element: Element,
  values: Readonly<Record<K, string>>,
  read: (value: string, probe: HTMLElement) => T,
): Record<K, T> {
  const probe = document.createElement('span');
  element.append(probe);
  const entries = Object.entries<string>(values).map(([key, value]) => [key, read(value, probe)] as const);
  probe.remove();
  return Object.fromEntries(entries) as Record<K, T>;
}
