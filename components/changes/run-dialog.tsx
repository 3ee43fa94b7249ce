'use client';
// The whole run view of a program that ran in this tab, above the page.
import { useEffect, useRef, useState } from 'react';
import { ProducedBy } from '@/components/engine/produced-by';
import { RunView } from '@/components/run/run-view';
import { END, FRAMES, motionIsWelcome } from '@/components/timeline/frames';
import { useTimelineKeys } from '@/components/timeline/use-timeline-keys';
import { following } from '@/lib/trace/following';
import { Player } from '@/lib/trace/player';
import { indexRun } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';

export function RunDialog({
  file,
  source,
  run,
  onClose,
}: {
  readonly file: string;
  readonly source: string;
  readonly run: Trace<null>;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [player] = useState(() => {
    const created = new Player<null>(FRAMES);
    created.load(indexRun(run), END);
    return created;
  });
  const [follower] = useState(() => following(player));
  useTimelineKeys(player);
  useEffect(() => {
    dialog.current?.showModal();
    if (motionIsWelcome()) player.play();
    return () => player.pause();
  }, [player]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby="live-run"
      className="m-auto h-dvh max-h-none w-[1500px] max-w-full scroll-pt-20 overscroll-contain bg-paper text-ink backdrop:bg-black/40 sm:h-[calc(100dvh-2rem)] sm:max-w-[calc(100vw-2rem)] sm:rounded-xl sm:border sm:border-line"
      onClose={onClose}
    >
      <header className="sticky top-0 z-10 flex items-center justify-between gap-4 border-b border-line bg-paper px-4 py-2.5 sm:px-6">
        <h2 id="live-run" className="text-[16px] font-semibold wrap-anywhere">
          {file} on SQLAlchemy {run.engine.version}
        </h2>
        <button
          type="button"
          className="h-9 rounded-lg border border-line-strong bg-card px-3.5 text-[13.5px] font-semibold hover:border-ink"
          onClick={() => dialog.current?.close()}
        >
          Close
        </button>
      </header>
      <div className="grid grid-cols-1 gap-4 p-4 sm:gap-6 sm:p-6">
        <RunView
          player={player}
          follower={follower}
          program={{ title: file, label: `The program ${file}`, note: null, text: source }}
          bar={
            <div className="px-3 py-2.5 text-[13.5px] sm:px-5">
              <ProducedBy engine={run.engine} live note=", live in this tab" />
            </div>
          }
        />
      </div>
    </dialog>
  );
}
