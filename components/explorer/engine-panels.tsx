'use client';
// The panels that are there when SQLAlchemy itself has run, following the player. Loaded when they are first needed.
import dynamic from 'next/dynamic';
import { pythonScript } from '@/lib/scenario/python-script';
import type { Scenario } from '@/lib/scenario/scenario';
import type { EngineDifference } from '@/lib/trace/engine-difference';
import type { Player } from '@/lib/trace/player';
import { positionAt, type RunIndex } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';
import { usePlayer } from './playback';

const LineByLine = dynamic(() => import('@/components/engines/line-by-line'), { ssr: false });
const Inside = dynamic(() => import('@/components/engines/inside'), { ssr: false });

/** The place of the event that the stage shows, and the way to another one's first step. */
function useEvent(player: Player, index: RunIndex) {
  const event = usePlayer(player, ({ step }) => {
    const position = positionAt(index, step);
    return position.type === 'start' ? null : position.event;
  });
  return { event, onEvent: (at: number) => player.seek(index.firstStep[at] ?? 0) };
}

export function PlayedLineByLine({
  player,
  index,
  ...compared
}: {
  readonly player: Player;
  readonly index: RunIndex;
  readonly ours: Trace<Scenario>;
  readonly theirs: Trace<Scenario>;
  readonly difference: EngineDifference;
}) {
  const place = useEvent(player, index);
  const staged = index.run.trace.engine.name;
  return <LineByLine {...compared} {...place} onStage={staged === 'model' ? 'ours' : 'theirs'} />;
}

export function PlayedInside({
  player,
  index,
  scenario,
}: {
  readonly player: Player;
  readonly index: RunIndex;
  readonly scenario: Scenario;
}) {
  return <Inside {...useEvent(player, index)} index={index} program={pythonScript(scenario)} />;
}
