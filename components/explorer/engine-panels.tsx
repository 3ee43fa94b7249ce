'use client';
// The panels that are there when SQLAlchemy itself has run, following the player. Loaded when they are first needed.
import dynamic from 'next/dynamic';
import { usePlayer } from '@/components/run/playback';
import { pythonScript } from '@/lib/scenario/python-script';
import type { Scenario } from '@/lib/scenario/scenario';
import type { EngineDifference } from '@/lib/trace/engine-difference';
import type { Watched } from '@/lib/trace/following';
import { positionAt, type RunIndex } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';

const LineByLine = dynamic(() => import('@/components/run/line-by-line'), { ssr: false });
const Inside = dynamic(() => import('@/components/run/inside'), { ssr: false });

interface Followed {
  readonly player: Watched;
  readonly index: RunIndex;
  readonly onStep: (step: number) => void;
}

/** The place of the event that the stage shows, and the way to another one's first step. */
function useEvent({ player, index, onStep }: Followed) {
  const event = usePlayer(player, ({ step }) => {
    const position = positionAt(index, step);
    return position.type === 'start' ? null : position.event;
  });
  return { event, onEvent: (at: number) => onStep(index.firstStep[at] ?? 0) };
}

export function PlayedLineByLine({
  player,
  index,
  onStep,
  ...compared
}: Followed & {
  readonly ours: Trace<Scenario>;
  readonly theirs: Trace<Scenario>;
  readonly difference: EngineDifference;
}) {
  const place = useEvent({ player, index, onStep });
  const staged = index.run.trace.engine.name;
  return <LineByLine {...compared} {...place} onStage={staged === 'model' ? 'ours' : 'theirs'} />;
}

export function PlayedInside({ scenario, ...followed }: Followed & { readonly scenario: Scenario }) {
  return <Inside {...useEvent(followed)} index={followed.index} program={pythonScript(scenario)} />;
}
