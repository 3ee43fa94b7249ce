// The looks of who touched a row: hue, mark and sign, for that and for nothing else.
import type { ByActor } from '@/lib/trace/actor';

interface Looks {
  /** Draws the mark before a text. */
  readonly mark: string;
  readonly sign: string;
  readonly text: string;
  readonly solid: string;
  readonly soft: string;
  readonly lane: string;
}

export const ACTOR_LOOKS: ByActor<Looks> = {
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
};
