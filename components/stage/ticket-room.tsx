'use client';
// Measures, out of sight, how tall the tickets of a run will be, so that the wire has room for all of them from the
// first step on and nothing below it moves.
import { useLayoutEffect, useRef } from 'react';
import type { RunIndex } from '@/lib/trace/run-index';
import { TicketTexts } from './ticket-texts';

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
      <TicketTexts index={index} />
    </div>
  );
}
