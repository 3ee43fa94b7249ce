'use client';
// The dissolve: the same posts going away in one or two ways on one clock. Time on screen is time measured, slowed
// down by one factor for both.
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { saveFile } from '@/components/download/save-file';
import { FRAMES } from '@/components/timeline/frames';
import { conclude, type WaySummary } from '@/lib/scale/conclusion';
import { count, duration } from '@/lib/scale/figures';
import { allTakenAt, filmOf } from '@/lib/scale/film';
import { ringOfPosts, ringsFor } from '@/lib/scale/rings';
import { Clock } from './clock';
import { Field } from './field';
import type { Reel } from './grid';
import { drawPicture } from './picture';

/** Milliseconds on screen for which the slowest run should last at least, and for which a cell glows. */
const LONG_ENOUGH = 4000;
const GLOW = 700;
const FACTORS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

const TONE = { client: 'mark-orm text-orm', 'foreign-key': 'mark-fk text-fk', nobody: 'text-ink' } as const;

/** `summaries` are runs of the same number of posts; `settings` is one line for the picture. */
export function Dissolve({
  summaries,
  settings,
}: {
  readonly summaries: readonly WaySummary[];
  readonly settings: string;
}) {
  const { reels, rings } = useMemo(() => {
    const films = summaries.map(({ run }) => filmOf(run));
    const rings = ringsFor(films);
    return { rings, reels: films.map((film) => ({ film, rings: ringOfPosts(film, rings), count: rings.count })) };
  }, [summaries]);
  const end = Math.max(...reels.map(({ film }) => film.milliseconds));
  const [clock] = useState(() => new Clock(FRAMES));
  const { at, playing } = useSyncExternalStore(clock.subscribe, clock.getSnapshot, clock.getSnapshot);
  const [chosen, setChosen] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const still = useReducedMotion();
  const factor = chosen ?? FACTORS.find((each) => end * each >= LONG_ENOUGH) ?? 1;

  useEffect(() => {
    clock.load(end);
    return () => clock.pause();
  }, [clock, end]);
  clock.slowness = factor;

  const save = () => {
    const fields = summaries.flatMap((summary, index) => {
      const reel = reels[index];
      return reel ? [{ reel, summary }] : [];
    });
    drawPicture({ fields, at, ring: rings.length, verdict: conclude(summaries), settings }).then(
      (picture) => saveFile(`cascade-lens-${reels[0]?.film.posts ?? 0}-posts.png`, picture),
      (error: unknown) => setProblem(String(error)),
    );
  };

  const button = 'h-9 rounded-lg border border-line bg-card px-3.5 text-[14px] font-medium hover:border-line-strong';
  return (
    <div className="grid gap-4" data-testid="dissolve" data-playing={playing}>
      <div className={`grid gap-5 ${reels.length > 1 ? 'sm:grid-cols-2' : ''}`}>
        {reels.map((reel, index) => {
          const summary = summaries[index];
          return (
            summary && (
              <Way key={summary.name} reel={reel} summary={summary} at={at} glow={playing ? GLOW / factor : 0} />
            )
          );
        })}
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {!still && (
          <button type="button" className={`${button} w-24`} onClick={() => (playing ? clock.pause() : clock.play())}>
            {playing ? 'Pause' : 'Play'}
          </button>
        )}
        <input
          type="range"
          aria-label="Moment of the run"
          aria-valuetext={duration(at)}
          className="min-w-40 flex-1 accent-ink"
          min={0}
          max={1000}
          value={end > 0 ? Math.round((at / end) * 1000) : 0}
          onChange={(event) => clock.seek((event.target.valueAsNumber / 1000) * end)}
        />
        <output className="w-20 text-right text-[14px] text-ink-2 tabular-nums">{duration(at)}</output>
        {!still && (
          <select
            aria-label="Speed"
            className={`${button} font-normal text-ink-2`}
            value={factor}
            onChange={(event) => setChosen(Number(event.target.value))}
          >
            {FACTORS.map((each) => (
              <option key={each} value={each}>
                {each === 1 ? 'real time' : `${count(each)}× slower`}
              </option>
            ))}
          </select>
        )}
        <button type="button" className={button} onClick={save}>
          Save as PNG
        </button>
      </div>
      <p className="max-w-[75ch] text-[13px] text-ink-2">
        Each cell is a post, in the order of the primary keys, and each band of one shade {duration(rings.length)}. What
        the ORM deletes goes row by row, timed while PostgreSQL’s answer came in; what the foreign key deletes is gone
        when its one statement is. Both run on the same clock.
      </p>
      {problem && (
        <p role="alert" className="text-[13px] text-bad">
          The picture could not be made: {problem}
        </p>
      )}
    </div>
  );
}

function Way({
  reel,
  summary,
  at,
  glow,
}: {
  readonly reel: Reel;
  readonly summary: WaySummary;
  readonly at: number;
  readonly glow: number;
}) {
  const { film } = reel;
  const { name, by, run } = summary;
  const gone = allTakenAt(film, at);
  const over = at >= film.milliseconds;
  const loading = film.loadedAt !== null && at < film.loadedAt && at > 0;
  return (
    <figure className="grid min-w-0 gap-2">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="text-[14px] font-medium text-ink-2">{name}</span>
        <span className={`flex items-baseline gap-2 text-[20px] font-semibold tabular-nums ${TONE[by ?? 'nobody']}`}>
          {duration(Math.min(at, film.milliseconds))}
        </span>
      </figcaption>
      <Field reel={reel} moment={{ at, glow }} label={`${count(gone)} of ${count(film.posts)} posts gone, ${name}`} />
      <p className="text-[13px] text-ink-2 tabular-nums">
        {count(gone)} of {count(film.posts)} posts gone
        {film.rolledBack && over && ', the rest rolled back'}
        {loading && ', loading them into Python'}
        {over && !film.rolledBack && `, done after ${duration(run.milliseconds)}`}
      </p>
    </figure>
  );
}

function useReducedMotion(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia('(prefers-reduced-motion: reduce)');
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    () => false,
  );
}
