// The longest tickets of a run, out of sight: they keep the wire as tall as it will have to be.
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

export function TicketTexts({ index }: { readonly index: RunIndex }) {
  return longestTexts(index).map((text) => (
    <div key={text} aria-hidden className={`invisible w-max ${TICKET_WIDTH}`}>
      <div data-text={text} className={`${TICKET_BOX} before:content-[attr(data-text)]`} />
    </div>
  ));
}
