'use client';
// Play, pause, step, scrub. The track is a picture of who did what and when, with a real slider on top of it.
import { useMemo } from 'react';
import { narrateStep } from '@/lib/trace/narration';
import { stepAtMoment } from '@/lib/trace/pacing';
import { type Player, type PlayerSnapshot, SPEEDS } from '@/lib/trace/player';
import type { RunIndex } from '@/lib/trace/run-index';
import { handleTimelineKey } from './keys';
import { type Mark, marksOf } from './marks';

const BUTTON =
  'grid h-9 min-w-9 place-items-center rounded-lg border border-line bg-card px-2 text-ink-2 hover:border-line-strong hover:text-ink disabled:opacity-40 disabled:hover:border-line';

export function Timeline({ player, snapshot }: { readonly player: Player; readonly snapshot: PlayerSnapshot }) {
  const { index, moments, step, playing, speed } = snapshot;
  const last = index?.lastStep ?? 0;
  const caption = index ? narrateStep(index, step) : '';
  return (
    <div className="border-t border-line px-3 pt-3 pb-2.5 sm:px-5">
      <div className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
        <button
          type="button"
          className={`${BUTTON} max-sm:hidden`}
          aria-label="To the start"
          disabled={step === 0}
          onClick={() => player.seek(0)}
        >
          <Icon path="M6 4v12M15 4.5 8.5 10l6.5 5.5z" />
        </button>
        <button
          type="button"
          className={BUTTON}
          aria-label="One step back"
          disabled={step === 0}
          onClick={() => player.seek(step - 1)}
        >
          <Icon path="M12.5 4.5 6.5 10l6 5.5" />
        </button>
        <button
          type="button"
          className="flex h-9 min-w-24 items-center justify-center gap-2 rounded-lg bg-ink px-4 text-sm font-semibold text-paper hover:opacity-90 disabled:opacity-50"
          disabled={!index}
          aria-keyshortcuts="Space"
          onClick={() => player.toggle()}
        >
          <Icon path={playing ? 'M7 4v12M13 4v12' : 'M6.5 4 15.5 10l-9 6z'} filled={!playing} />
          {playing ? 'Pause' : step >= last && last > 0 ? 'Replay' : 'Play'}
        </button>
        <button
          type="button"
          className={BUTTON}
          aria-label="One step forward"
          disabled={step >= last}
          onClick={() => player.seek(step + 1)}
        >
          <Icon path="M7.5 4.5l6 5.5-6 5.5" />
        </button>
        <button
          type="button"
          className={`${BUTTON} max-sm:hidden`}
          aria-label="To the end"
          disabled={step >= last}
          onClick={() => player.seek(last)}
        >
          <Icon path="M14 4v12M5 4.5 11.500 10 5 15.5z" />
        </button>
        {index ? (
          <Track index={index} moments={moments} step={step} player={player} caption={caption} />
        ) : (
          <div className="order-last h-9 flex-1 basis-full sm:order-none sm:basis-0" />
        )}
        <span className="ml-auto text-[13px] whitespace-nowrap text-ink-2 tabular-nums">
          <span className="max-sm:sr-only">step </span>
          {step.toLocaleString('en')} of {last.toLocaleString('en')}
        </span>
        <label className="text-[13px] text-ink-2">
          <span className="sr-only">Speed</span>
          <select
            className="h-9 rounded-lg border border-line bg-card px-1"
            value={speed}
            onChange={(event) => {
              const chosen = SPEEDS.find((each) => String(each) === event.target.value);
              if (chosen) player.setSpeed(chosen);
            }}
          >
            {SPEEDS.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="mt-1.5 flex items-baseline justify-between gap-6 text-[13.5px]">
        <p className="min-h-[1.5em] text-ink" data-testid="caption">
          {caption}
        </p>
        <p className="hidden shrink-0 text-xs text-ink-3 lg:block">
          <Key>space</Key> play <Key>←</Key> <Key>→</Key> step <Key>home</Key> <Key>end</Key> jump
        </p>
      </div>
    </div>
  );
}

function Key({ children }: { readonly children: string }) {
  return <kbd className="rounded border border-line bg-card px-1 font-sans">{children}</kbd>;
}

function Icon({ path, filled = false }: { readonly path: string; readonly filled?: boolean }) {
  return (
    <svg
      aria-hidden
      width="16"
      height="16"
      viewBox="0 0 20 20"
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="2"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      <path d={path} />
    </svg>
  );
}

function Track({
  index,
  moments,
  step,
  player,
  caption,
}: {
  readonly index: RunIndex;
  readonly moments: Float64Array;
  readonly step: number;
  readonly player: Player;
  readonly caption: string;
}) {
  const marks = useMemo(() => marksOf(index, moments), [index, moments]);
  const end = moments[index.lastStep] || 1;
  const at = (moments[step] ?? 0) / end;
  return (
    <div className="relative order-last h-9 flex-1 basis-full rounded-lg sm:basis-0 outline-offset-2 outline-ink has-focus-visible:outline-2 sm:order-none sm:mx-3 sm:w-auto">
      <div className="absolute inset-x-2 top-[17px] h-0.5 rounded bg-line" />
      <div className="absolute inset-x-2 inset-y-0">
        {marks.map((mark) => (
          <MarkShape key={`${mark.kind}:${mark.from}`} mark={mark} />
        ))}
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-ink"
          style={{ left: `${at * 100}%` }}
        >
          <span className="absolute -top-0.5 left-1/2 size-3 -translate-x-1/2 rounded-full bg-ink" />
        </span>
      </div>
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={`step ${step} of ${index.lastStep}: ${caption}`}
        className="absolute inset-0 m-0 h-full w-full cursor-pointer opacity-0"
        min={0}
        max={Math.round(end)}
        step={1}
        value={Math.round(moments[step] ?? 0)}
        onChange={(event) => player.seek(stepAtMoment(moments, Number(event.target.value) + 0.5))}
        onKeyDown={(event) => {
          event.stopPropagation();
          handleTimelineKey(event, player);
        }}
      />
    </div>
  );
}

const SHAPES: Record<Mark['kind'], string> = {
  quiet: 'size-2 rounded-full bg-line-strong',
  statement: 'h-4 w-1 rounded-full bg-ink-3',
  client: 'size-3.5 rounded-full bg-orm-solid',
  'foreign-key': 'size-3 rotate-45 bg-fk-solid',
  refused:
    'size-3.5 bg-bad [clip-path:polygon(20%_0,50%_30%,80%_0,100%_20%,70%_50%,100%_80%,80%_100%,50%_70%,20%_100%,0_80%,30%_50%,0_20%)]',
};
const BANDS: Record<Mark['kind'], string> = {
  ...SHAPES,
  client: 'h-3 rounded-full bg-orm-solid',
  'foreign-key': 'h-2.5 bg-fk-solid',
};

function MarkShape({ mark }: { readonly mark: Mark }) {
  const band = mark.to > mark.from;
  return (
    <span
      aria-hidden
      className={`pointer-events-none absolute top-[18px] -translate-y-1/2 ${band ? BANDS[mark.kind] : `-translate-x-1/2 ${SHAPES[mark.kind]}`}`}
      style={{ left: `${mark.from * 100}%`, ...(band ? { width: `${(mark.to - mark.from) * 100}%` } : {}) }}
    />
  );
}
