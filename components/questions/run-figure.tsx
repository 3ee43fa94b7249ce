'use client';
// A run inside a text: as the build drew its first step until somebody comes to it, or presses play. Only then is what
// shows it loaded, with the run itself.
import { type ComponentType, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Picture } from '@/components/chrome/as-built';
import { useReader } from '@/components/chrome/use-reader';
import type { Player } from '@/lib/trace/player';

interface Shown {
  readonly player: Player;
  readonly playAll: (player: Player) => void;
  readonly ShownStage: ComponentType<{ readonly player: Player; readonly onPlaced: () => void }>;
  readonly ShownTimeline: ComponentType<{ readonly player: Player }>;
}

export function RunFigure({
  recorded,
  sketch,
  caption,
  children,
}: {
  /** The address of the run. */
  readonly recorded: string;
  /** The stage of its first step, as the build drew it. */
  readonly sketch: ReactNode;
  /** What the timeline says of that. */
  readonly caption: ReactNode;
  /** What stands below the timeline. */
  readonly children: ReactNode;
}) {
  const whole = useRef<HTMLElement>(null);
  const asked = useRef<Promise<void> | null>(null);
  const wanted = useRef(false);
  const came = useReader();
  const [shown, setShown] = useState<Shown | null>(null);
  const [placed, setPlaced] = useState(false);
  const [failed, setFailed] = useState(false);

  const load = useCallback(() => {
    asked.current ??= openRun(recorded).then(
      (opened) => {
        setShown(opened);
        if (wanted.current) opened.playAll(opened.player);
      },
      () => {
        asked.current = null;
        setFailed(true);
      },
    );
  }, [recorded]);

  useEffect(() => {
    if (!came || !whole.current) return;
    const near = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) load();
    });
    near.observe(whole.current);
    return () => near.disconnect();
  }, [came, load]);
  useEffect(() => () => shown?.player.pause(), [shown]);

  const play = () => {
    wanted.current = true;
    setFailed(false);
    load();
  };
  return (
    <section
      ref={whole}
      aria-label="What happens"
      className="overflow-clip rounded-xl border border-line bg-card shadow-card"
    >
      <div className="relative">
        {!placed && <Picture>{sketch}</Picture>}
        {shown && (
          <div className={placed ? '' : 'invisible absolute inset-x-0 top-0'}>
            <shown.ShownStage player={shown.player} onPlaced={() => setPlaced(true)} />
          </div>
        )}
      </div>
      {shown ? (
        <shown.ShownTimeline player={shown.player} />
      ) : (
        // In the measures of the timeline that takes its place.
        <div className="border-t border-line px-3 pt-2.5 pb-2 sm:px-5 print:hidden">
          <div className="flex flex-wrap items-center gap-1.5 min-[360px]:gap-2 sm:flex-nowrap">
            <button
              type="button"
              className="flex h-9 items-center justify-center rounded-lg bg-ink px-4 text-sm font-semibold text-paper hover:opacity-90 min-[360px]:min-w-27"
              onClick={play}
            >
              Play
            </button>
            <p role="status" className="text-[13px] text-bad">
              {failed && 'What shows the run could not be downloaded. Check the connection and play again.'}
            </p>
            <div className="order-last h-9 flex-1 basis-full sm:order-none sm:basis-0" />
          </div>
          <div className="mt-1 flex items-baseline">{caption}</div>
        </div>
      )}
      <div className="border-t border-line">{children}</div>
    </section>
  );
}

/** Rejects when something of it cannot be downloaded. */
async function openRun(recorded: string): Promise<Shown> {
  const [{ playAll, playerOf, ShownStage, ShownTimeline }, answer] = await Promise.all([
    import('./shown-run'),
    fetch(recorded),
  ]);
  if (!answer.ok) throw new Error(`${recorded}: ${answer.status}`);
  return { player: playerOf(await answer.json()), playAll, ShownStage, ShownTimeline };
}
