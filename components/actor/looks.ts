// The looks of who touched a row: hue, mark and sign, for that and for nothing else. Somebody else has no hue.
import type { Doer } from '@/lib/trace/actor';

interface Looks {
  /** Draws the mark before a text. */
  readonly mark: string;
  readonly sign: string;
  readonly text: string;
  readonly solid: string;
  readonly soft: string;
  readonly lane: string;
}

export const DOER_LOOKS: Readonly<Record<Doer, Looks>> = {
  client: {
    mark: 'mark-orm',
    sign: '●',
    text: 'text-orm',
    solid: 'bg-orm-solid text-orm-on-solid',
    soft: 'bg-orm-soft',
    lane: 'bg-orm-lane',
  },
  'foreign-key': {
    mark: 'mark-fk',
    sign: '◆',
    text: 'text-fk',
    solid: 'bg-fk-solid text-fk-on-solid',
    soft: 'bg-fk-soft',
    lane: 'bg-fk-lane',
  },
  trigger: {
    mark: 'mark-trigger',
    sign: '▲',
    text: 'text-trigger',
    solid: 'bg-trigger-solid text-trigger-on-solid',
    soft: 'bg-trigger-soft',
    lane: 'bg-trigger-soft',
  },
  elsewhere: {
    mark: 'mark-elsewhere',
    sign: '□',
    text: 'text-ink-2',
    solid: 'border border-line-strong bg-card text-ink-2',
    soft: 'bg-ink/5',
    lane: 'bg-ink/5',
  },
};
