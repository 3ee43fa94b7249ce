'use client';
// Measures, out of sight, how tall the tickets of a run will be, so that the wire has room for all of them from the
// first step on and nothing below it moves.
import { useLayoutEffect, useRef } from 'react';
import { oncePerRun } from '@/lib/trace/arrival';
import type { RunIndex } from '@/lib/trace/run-index';
import { TICKET_BOX, TICKET_WIDTH } from './nodes';
import { parametersText, statementText } from './ticket-text';

/** The longest are the tallest; so many are measured, because words do not break alike. */
const MEASURED = 8;

const longestTexts = oncePerRun(({ events }: RunIndex): readonly string[] => {
  const texts = events.flatMap((event) =>
    event.type === 'statement' ? [`${statementText(event)} ${parametersText(event)}`] : [],
  );
  return [...new Set(texts)].sort((a, b) => b.length - a.length).slice(0, MEASURED);
});

export function TicketRoom({
  index,
  width,
  onHeight,
}: {
  readonly index: RunIndex;
  /** Of the stage: with it texts break otherwise. */
  readonly width: number;
  /** Hears of the height of the tallest, in CSS pixels. */
  readonly onHeight: (height: number) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a width that has changed is what there is to measure
  useLayoutEffect(() => {
    const heights = [...(box.current?.children ?? [])].map(({ clientHeight }) => clientHeight);
    onHeight(Math.max(0, ...heights));
  }, [index, width, onHeight]);
  return (
    <div ref={box} aria-hidden className="invisible absolute inset-x-0 h-0 overflow-hidden">
      {longestTexts(index).map((text) => (
        <div key={text} className={`w-max ${TICKET_WIDTH}`}>
          <div data-text={text} className={`${TICKET_BOX} before:content-[attr(data-text)]`} />
        </div>
      ))}
    </div>
  );
}
