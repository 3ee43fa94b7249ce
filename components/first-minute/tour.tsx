'use client';
// The captions of a run on its stage: a card in the lane that a caption does not speak of, which goes through the run.
import { useEffect, useId, useRef, useState } from 'react';
import type { Scenario } from '@/lib/scenario/scenario';
import { stopsOf } from '@/lib/tour/stops';
import type { Player } from '@/lib/trace/player';
import type { RunIndex } from '@/lib/trace/run-index';

const QUIET = 'h-8 rounded-lg px-2.5 text-[13.5px] text-ink-2 hover:text-ink';

export interface TourProps {
  readonly index: RunIndex<Scenario>;
  readonly player: Player<Scenario>;
  /** The run to predict after it, by its name. */
  readonly next: string | null;
  readonly onPredict: () => void;
  readonly onClose: () => void;
}

export default function Tour({ index, player, next, onPredict, onClose }: TourProps) {
  const stops = stopsOf(index);
  const [at, setAt] = useState(0);
  const id = useId();
  const forward = useRef<HTMLButtonElement>(null);
  const stop = stops[Math.min(at, stops.length - 1)];
  const step = stop?.step ?? 0;

  useEffect(() => player.seek(step), [player, step]);
  useEffect(() => {
    forward.current?.focus({ preventScroll: true });
    forward.current?.closest('[data-stage]')?.scrollIntoView({ block: 'nearest' });
  }, []);

  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  if (!stop) return null;
  const last = at >= stops.length - 1;
  return (
    <section
      aria-labelledby={`${id}title`}
      className={`z-5 m-3 grid w-[min(25rem,calc(100%-1.5rem))] gap-1.5 rounded-xl border border-line-strong bg-card p-4 text-[14px] shadow-card max-sm:p-3 print:hidden ${stop.about === 'postgres' ? 'self-start justify-self-end' : 'self-end justify-self-start lg:ml-31'}`}
    >
      <div aria-live="polite" aria-atomic className="grid gap-1">
        <p className="text-[12.5px] text-ink-3">
          <span className="sr-only">Caption </span>
          {at + 1} of {stops.length}
        </p>
        <h2 id={`${id}title`} className="text-[17px] leading-tight font-semibold tracking-tight">
          {stop.title}
        </h2>
        <p id={`${id}text`} className="wrap-anywhere">
          {stop.text}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <button
          ref={forward}
          type="button"
          aria-describedby={`${id}title ${id}text`}
          className="h-8 rounded-lg bg-ink px-3.5 text-[13.5px] font-semibold text-paper hover:opacity-90"
          onClick={last ? onPredict : () => setAt(at + 1)}
        >
          {last ? `Now predict one${next ? `: ${next}` : ''}` : 'Next'}
        </button>
        {at > 0 && (
          <button type="button" className={QUIET} onClick={() => setAt(at - 1)}>
            Back
          </button>
        )}
        <button type="button" className={`${QUIET} ml-auto`} onClick={onClose}>
          {last ? 'Done' : 'Skip'}
        </button>
      </div>
    </section>
  );
}
