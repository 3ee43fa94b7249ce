'use client';
import { useMemo } from 'react';
// One timeline for all ways: a lane for each, on one clock, with one real slider over all of them.
import { handleTimelineKey } from '@/components/timeline/keys';
import { MarkShape } from '@/components/timeline/mark-shape';
import { marksOf } from '@/components/timeline/marks';
import { Transport } from '@/components/timeline/transport';
import { useHeard } from '@/components/timeline/use-heard';
import type { Alignment } from '@/lib/trace/alignment';
import { stepAtMoment } from '@/lib/trace/pacing';
import type { Player, PlayerSnapshot } from '@/lib/trace/player';
import type { RunIndex } from '@/lib/trace/run-index';

export interface Lane {
  readonly number: number;
  readonly index: RunIndex;
  /** What this way does at the step. */
  readonly caption: string;
  readonly chosen: boolean;
}

export function SharedTimeline({
  player,
  snapshot,
  alignment,
  lanes,
}: {
  readonly player: Player;
  readonly snapshot: PlayerSnapshot;
  readonly alignment: Alignment;
  /** One for each of the aligned runs. */
  readonly lanes: readonly Lane[];
}) {
  const { moments, step } = snapshot;
  const last = moments.length - 1;
  const end = moments[last] || 1;
  const now = moments[step] ?? 0;
  const heard = useHeard(snapshot, snapshot.playing);
  // A slider that has the focus says each of its changes.
  const told = snapshot.playing && heard.moments === moments ? heard.step : step;
  const captions = useHeard(
    lanes.map(({ number, caption }) => `Way ${number}: ${caption}`).join('\n'),
    snapshot.playing,
  );
  return (
    <section
      aria-label="Timeline of all ways"
      className="rounded-xl border border-line bg-card/95 px-3 py-1.5 shadow-card backdrop-blur-sm sm:px-5"
    >
      <Transport player={player} snapshot={snapshot}>
        <div className="relative order-last flex-1 basis-full rounded-lg outline-offset-2 outline-ink has-focus-visible:outline-2 sm:order-none sm:mx-3 sm:basis-0">
          <div className="grid">
            {lanes.map((lane, at) => (
              <LanePicture key={lane.number} lane={lane} moments={alignment.runs[at]} end={end} />
            ))}
          </div>
          <div aria-hidden className="pointer-events-none absolute inset-y-0 right-2 left-7">
            <span
              className="absolute inset-y-0 drawn w-0.5 -translate-x-1/2 bg-ink"
              style={{ left: `${(now / end) * 100}%` }}
            >
              <span className="absolute -top-0.5 left-1/2 size-3 -translate-x-1/2 drawn rounded-full bg-ink" />
            </span>
          </div>
          <input
            type="range"
            aria-label="Step of all ways"
            aria-valuetext={`step ${told} of ${last}`}
            className="absolute inset-y-0 right-0 left-5 m-0 h-full cursor-pointer opacity-0"
            min={0}
            max={Math.round(end)}
            step={1}
            value={Math.round(moments[told] ?? 0)}
            onChange={(event) => player.seek(stepAtMoment(moments, Number(event.target.value) + 0.5))}
            onKeyDown={(event) => {
              event.stopPropagation();
              handleTimelineKey(event, player);
            }}
          />
        </div>
      </Transport>
      {/* Only the ways whose sentence is another one are said. */}
      <div aria-live="polite" className="sr-only" data-testid="announced">
        {captions.split('\n').map((caption, at) => (
          <p key={lanes[at]?.number ?? at}>{caption}</p>
        ))}
      </div>
    </section>
  );
}

function LanePicture({
  lane: { number, index, chosen },
  moments,
  end,
}: {
  readonly lane: Lane;
  readonly moments: Float64Array | undefined;
  readonly end: number;
}) {
  const marks = useMemo(() => (moments ? marksOf(index, moments) : []), [index, moments]);
  const own = ((moments?.[index.lastStep] ?? 0) / end) * 100;
  return (
    <div className={`relative h-6 lg:h-5 ${chosen ? '' : 'max-lg:hidden'}`}>
      <span aria-hidden className="absolute top-0 left-0 w-5 text-center text-[12px] leading-6 text-ink-2 lg:leading-5">
        {number}
      </span>
      <div className="absolute inset-y-0 right-2 left-7">
        <div className="absolute -top-1.5 left-0 h-9 lg:-top-2" style={{ width: `${own}%` }}>
          <div className="absolute inset-x-0 top-[17px] drawn h-0.5 rounded bg-line" />
          {marks.map((mark) => (
            <MarkShape key={`${mark.kind}:${mark.from}`} mark={mark} />
          ))}
        </div>
      </div>
    </div>
  );
}
