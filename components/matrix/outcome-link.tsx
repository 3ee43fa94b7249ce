import Link from 'next/link';
import { memo } from 'react';
import { type Grid, SETTINGS, type Setting, scenarioOf } from '@/lib/matrix/grids';
import { passiveDeletesWords } from '@/lib/scenario/setting-words';
import { writeUrl } from '@/lib/scenario/url';
import { OutcomeMarks, tintOf } from './marks';
import type { Segment } from './table-model';
import { loadedText, phraseOf, settingText } from './words';

/** One outcome as a link into the explorer. The row's settings are in its name, so that it can be read alone. */
export const OutcomeLink = memo(function OutcomeLink({
  grid,
  setting,
  segment,
  at,
  lines,
  whole,
  depends,
  tabStop,
}: {
  readonly grid: Grid;
  readonly setting: number;
  readonly segment: Segment;
  /** Where it stands, for the arrow keys. */
  readonly at: string;
  readonly lines: number;
  /** Whether it speaks for all of its row. */
  readonly whole: boolean;
  readonly depends: boolean;
  readonly tabStop: boolean;
}) {
  const settings = SETTINGS[setting] as Setting;
  const loaded = segment.loaded[0] ?? 'no';
  const name = [
    whole
      ? `cascade="${settings.cascade}", passive_deletes=${passiveDeletesWords(settings.passiveDeletes)}`
      : settingText(settings),
    `${loadedText(segment.loaded, grid)}: ${phraseOf(segment.outcome, grid)}.`,
  ].join(', ');
  return (
    <Link
      href={`/${writeUrl(scenarioOf(grid, settings, loaded))}`}
      prefetch={false}
      aria-label={depends ? `${name} What is left depends on what was loaded.` : name}
      className="mx-outcome"
      data-tint={tintOf(segment.outcome)}
      data-setting={setting}
      data-at={at}
      style={{ gridRow: `span ${lines}` }}
      tabIndex={tabStop ? 0 : -1}
    >
      <OutcomeMarks outcome={segment.outcome} />
    </Link>
  );
});
