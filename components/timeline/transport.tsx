'use client';
// The buttons of a timeline around its track: to the start, back, play, forward, to the end, and the speed.
import type { ReactNode } from 'react';
import { isCovered, type Player, type PlayerSnapshot, SPEEDS } from '@/lib/trace/player';
import { numeral } from '@/lib/trace/quantity';

/** At an end of the run a button does nothing, and keeps the focus. */
const BUTTON =
  'grid h-9 min-w-9 place-items-center rounded-lg border border-line bg-card px-2 text-ink-2 hover:border-line-strong hover:text-ink aria-disabled:opacity-40 aria-disabled:hover:border-line aria-disabled:hover:text-ink-2';

/** `children` is the track, which stands between the buttons and the step. */
export function Transport({
  player,
  snapshot,
  children,
}: {
  readonly player: Player;
  readonly snapshot: PlayerSnapshot;
  readonly children: ReactNode;
}) {
  const { moments, step, playing, speed } = snapshot;
  const last = moments.length - 1;
  return (
    <div className="in-one-piece flex flex-wrap items-center gap-1.5 min-[360px]:gap-2 sm:flex-nowrap">
      <button
        type="button"
        className={`${BUTTON} max-sm:hidden`}
        aria-label="To the start"
        aria-disabled={step === 0}
        onClick={() => player.seek(0)}
      >
        <Icon path="M6 4v12M15 4.5 8.5 10l6.5 5.5z" />
      </button>
      <button
        type="button"
        className={BUTTON}
        aria-label="One step back"
        aria-disabled={step === 0}
        onClick={() => player.seek(step - 1)}
      >
        <Icon path="M12.5 4.5 6.5 10l6 5.5" />
      </button>
      <button
        type="button"
        className="flex h-9 items-center justify-center gap-2 rounded-lg bg-ink px-4 text-sm min-[360px]:min-w-27 font-semibold text-paper hover:opacity-90 disabled:opacity-50"
        disabled={last === 0 && !isCovered(snapshot)}
        aria-keyshortcuts="Space"
        onClick={() => player.toggle()}
      >
        <Icon path={playing ? 'M7 4v12M13 4v12' : 'M6.5 4 15.5 10l-9 6z'} filled={!playing} />
        <span className="max-[359px]:sr-only">{playing ? 'Pause' : step >= last && last > 0 ? 'Replay' : 'Play'}</span>
      </button>
      <button
        type="button"
        className={BUTTON}
        aria-label="One step forward"
        aria-disabled={step >= last}
        onClick={() => player.seek(step + 1)}
      >
        <Icon path="M7.5 4.5l6 5.5-6 5.5" />
      </button>
      <button
        type="button"
        className={`${BUTTON} max-sm:hidden`}
        aria-label="To the end"
        aria-disabled={step >= last}
        onClick={() => player.seek(last)}
      >
        <Icon path="M14 4v12M5 4.5 11.500 10 5 15.5z" />
      </button>
      {children}
      <span className="ml-auto text-[13px] whitespace-nowrap text-ink-2 tabular-nums">
        <span className="max-sm:sr-only">step </span>
        <span className="inline-block text-right" style={{ minWidth: `${numeral(last).length}ch` }}>
          {numeral(step)}
        </span>
        {/* A phone has room for everything in one row only without so long a number. */}
        <span className={isCovered(snapshot) ? 'invisible' : last < 1000 ? '' : 'max-sm:sr-only'}>
          {' '}
          of {numeral(last)}
        </span>
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
      <span hidden className="parsed" />
    </div>
  );
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
