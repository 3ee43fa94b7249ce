'use client';
// What a run on SQLAlchemy itself has and the model's has not: the plan of the unit of work, and the program that ran.
import { useMemo } from 'react';
import { entriesOf } from '@/components/sql-log/entries';
import type { RunIndex } from '@/lib/trace/run-index';
import { Planned } from './planned';
import { ProgramSource } from './program-source';

export default function Inside({
  index,
  program,
  event,
  onEvent,
}: {
  readonly index: RunIndex;
  /** The text of the program, whose lines the statements carry. */
  readonly program: string;
  /** The place of the event that the stage shows. */
  readonly event: number | null;
  readonly onEvent: (event: number) => void;
}) {
  const { insight } = index.run.trace;
  const numbers = useMemo(
    () => new Map(entriesOf(index).flatMap((entry) => (entry.type === 'session' ? [] : [[entry.event, entry.number]]))),
    [index],
  );
  // Between two statements the line of the one before stays lit.
  const sent = index.events.slice(0, (event ?? -1) + 1).findLast((each) => each.type === 'statement');
  const line = (sent?.type === 'statement' && sent.line) || null;
  return (
    <>
      {insight && <Planned insight={insight} numbers={numbers} event={event} onEvent={onEvent} />}
      <section aria-labelledby="program" className="overflow-hidden rounded-xl border border-line">
        <header className="border-b border-line bg-card px-4 py-2.5">
          <h2 id="program" className="text-[13px] font-medium text-ink">
            The program that ran
          </h2>
          <p className="text-[13px] text-ink-2">
            What “Copy as script” gives: its classes and the lines of its Session ran in this tab.
          </p>
        </header>
        <ProgramSource source={program} line={line} label="The program that ran" />
      </section>
    </>
  );
}
