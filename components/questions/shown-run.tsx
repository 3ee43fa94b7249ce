'use client';
// The stage and the timeline of a run that stands in a text. A chunk of its own, loaded when the run is scrolled to or
// opened.
import { Part } from '@/components/chrome/part';
import { usePlayer } from '@/components/run/use-player';
import { Stage } from '@/components/stage/stage';
import { END, FRAMES, motionIsWelcome } from '@/components/timeline/frames';
import { Timeline } from '@/components/timeline/timeline';
import { Player } from '@/lib/trace/player';
import { indexRun } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';

export function playerOf(run: Trace<unknown>): Player {
  const player = new Player(FRAMES);
  player.load(indexRun(run));
  return player;
}

/** From the beginning; at once to the end for who has asked for no motion. */
export function playAll(player: Player): void {
  if (motionIsWelcome()) player.play();
  else player.seek(END);
}

export function ShownStage({ player, onPlaced }: { readonly player: Player; readonly onPlaced: () => void }) {
  const { index, step, playing } = usePlayer(player, (now) => now);
  return (
    index && (
      <Part what="The stage">
        <Stage index={index} step={step} moving={playing} onPlaced={onPlaced} />
      </Part>
    )
  );
}

export function ShownTimeline({ player }: { readonly player: Player }) {
  return <Timeline player={player} snapshot={usePlayer(player, (now) => now)} />;
}
