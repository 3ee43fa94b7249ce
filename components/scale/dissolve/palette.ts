// The colours of a field of cells.
import { oncePerScheme, readPixels } from '@/components/canvas/colours';
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

export function readPalette(): Palette {
  const of = readPixels(CELLS);
  return {
    alive: of.alive,
    loaded: of.loaded,
    client: { fresh: of.clientFresh, early: of.clientEarly, late: of.clientLate },
    foreignKey: { fresh: of.foreignKeyFresh, early: of.foreignKeyEarly, late: of.foreignKeyLate },
    changed: { fresh: of.changedFresh, early: of.changedEarly, late: of.changedLate },
  };
}

export const paletteOf = oncePerScheme(readPalette);
