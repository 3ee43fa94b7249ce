'use client';
// Play, pause, step, scrub. The track is a picture of who did what and when, with a real slider on top of it.
import { useMemo } from 'react';
import { narrateStep } from '@/lib/trace/narration';
import { stepAtMoment } from '@/lib/trace/pacing';
import { isCovered, type Player, type PlayerSnapshot } from '@/lib/trace/player';
import type { RunIndex } from '@/lib/trace/run-index';
import { Caption } from './caption';
import { handleTimelineKey } from './keys';
import { MarkShape } from './mark-shape';
import { marksOf } from './marks';
import { Transport } from './transport';
import { useHeard } from './use-heard';

export function Timeline({ player, snapshot }: { readonly player: Player; readonly snapshot: PlayerSnapshot }) {
  const { index, step } = snapshot;
  const heard = useHeard(snapshot, snapshot.playing);
  return (
    <div className="stays-at-bottom sticky bottom-0 z-10 [@media(height<32rem)]:static border-t border-line bg-card px-3 pt-2.5 pb-2 sm:px-5">
      <Transport player={player} snapshot={snapshot}>
        {index ? (
          <Track index={index} snapshot={snapshot} heard={heard} player={player} />
        ) : (
          <div className="order-last h-9 flex-1 basis-full sm:order-none sm:basis-0" />
        )}
      </Transport>
      <div className="mt-1 flex items-baseline justify-between gap-6">
        {index && <Caption index={index} step={step} silent />}
        <p aria-live="polite" className="sr-only" data-testid="announced">
          {heard.index && narrateStep(heard.index, heard.step)}
        </p>
        <p className="hidden shrink-0 text-xs text-ink-3 2xl:block">
          <Key>space</Key> play <Key>←</Key> <Key>→</Key> step <Key>home</Key> <Key>end</Key> jump
        </p>
      </div>
    </div>
  );
}

function Key({ children }: { readonly children: string }) {
  return <kbd className="rounded border border-line bg-card px-1 font-sans">{children}</kbd>;
}

function Track({
  index,
  snapshot,
  heard,
  player,
}: {
  readonly index: RunIndex;
  readonly snapshot: PlayerSnapshot;
  readonly heard: PlayerSnapshot;
  readonly player: Player;
}) {
  const { moments, step, playing, seen } = snapshot;
  // A slider that has the focus says each of its changes.
  const told = playing && heard.index === index ? heard.step : step;
  const end = moments[index.lastStep] || 1;
  const all = useMemo(() => marksOf(index, moments), [index, moments]);
  const covered = isCovered(snapshot);
  const known = covered ? (moments[Math.max(0, seen)] ?? 0) / end : 1;
  // What has not been played is no mark yet, nor a part of one.
  const marks = covered ? all.filter(({ to }) => seen >= 0 && to <= known) : all;
  const at = (moments[step] ?? 0) / end;
  return (
    <div className="relative order-last h-9 flex-1 basis-full rounded-lg sm:basis-0 outline-offset-2 outline-ink has-focus-visible:outline-2 sm:order-none sm:mx-3 sm:w-auto">
      <div className="absolute inset-x-2 top-[17px] drawn h-0.5 rounded bg-line" />
      <div className="absolute inset-x-2 inset-y-0">
        {marks.map((mark) => (
          <MarkShape key={`${mark.kind}:${mark.from}`} mark={mark} />
        ))}
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 drawn w-0.5 -translate-x-1/2 bg-ink"
          style={{ left: `${at * 100}%` }}
        >
          <span className="absolute -top-0.5 left-1/2 size-3 -translate-x-1/2 drawn rounded-full bg-ink" />
        </span>
      </div>
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={covered ? `step ${told}` : `step ${told} of ${index.lastStep}`}
        className="absolute inset-0 m-0 h-full w-full cursor-pointer opacity-0"
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
  );
}
