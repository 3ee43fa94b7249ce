'use client';
// The two runs of one scenario beside each other: the result in one sentence first, then both logs, like beside like.
import { DOER_LOOKS } from '@/components/actor/looks';
import { Code } from '@/components/code/code';
import { isIdentical, resultInWords } from '@/components/engine/result';
import { Parameters } from '@/components/sql-log/parameters';
import { ACTORS, byActor, DOER_WORDS } from '@/lib/trace/actor';
import { type Aspect, type EngineDifference, isAlike, type LinePair } from '@/lib/trace/engine-difference';
import { engineName } from '@/lib/trace/engine-name';
import { quantity } from '@/lib/trace/quantity';
import { touchesRow } from '@/lib/trace/table-index';
import type { Trace } from '@/lib/trace/trace';

const ASPECTS: Readonly<Record<Aspect, string>> = {
  statement: 'another statement',
  phase: 'at another moment',
  kind: 'one is an executemany',
  parameters: 'other parameters',
  rowcount: 'another row count',
  refusal: 'only one was refused',
  effects: 'other rows touched',
};
type Side = 'ours' | 'theirs';

interface Traces {
  readonly ours: Trace<unknown>;
  readonly theirs: Trace<unknown>;
}

export default function LineByLine({
  ours,
  theirs,
  difference,
  onStage,
  event,
  onEvent,
}: Traces & {
  readonly difference: EngineDifference;
  /** Whose run is on the stage. */
  readonly onStage: Side;
  /** The place of the event that the stage shows. */
  readonly event: number | null;
  readonly onEvent: (event: number) => void;
}) {
  const alike = isIdentical(difference);
  const result = resultInWords(difference, ours);
  return (
    <section
      id="line-by-line"
      aria-labelledby="line-by-line-title"
      data-alike={alike}
      className="overflow-hidden rounded-xl border border-line bg-card"
    >
      <header className="grid gap-1 border-b border-line px-4 py-3">
        <h2 id="line-by-line-title" className="text-[13px] font-medium text-ink-3">
          The model and SQLAlchemy itself, line by line
        </h2>
        <p role="status" className="text-[17px] leading-snug font-medium tracking-[-0.01em] text-balance">
          {alike ? (
            <>
              <b className="font-semibold">Identical:</b> {result}
            </>
          ) : (
            <>
              <b className="font-semibold text-bad">They differ</b> {result}
            </>
          )}
        </p>
      </header>
      {difference.lines.length === 0 ? (
        <p className="px-4 py-3 text-[14px] text-ink-2">Neither sent a statement: SQLAlchemy rejects the setting.</p>
      ) : (
        <>
          <div
            aria-hidden
            className="hidden grid-cols-[2.25rem_minmax(0,1fr)_minmax(0,1fr)] border-b border-line text-[12.5px] text-ink-2 md:grid"
          >
            <span />
            <Heading engine={ours.engine} staged={onStage === 'ours'} />
            <Heading engine={theirs.engine} staged={onStage === 'theirs'} />
          </div>
          <ol className="divide-y divide-line/70">
            {difference.lines.map((pair, at) => (
              <Line
                key={`${pair.ours}:${pair.theirs}`}
                pair={pair}
                number={at + 1}
                traces={{ ours, theirs }}
                onStage={onStage}
                event={event}
                onEvent={onEvent}
              />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function Heading({ engine, staged }: { readonly engine: Trace<unknown>['engine']; readonly staged: boolean }) {
  const name = engineName(engine);
  return (
    <span className="border-l border-line px-3 py-1.5">
      <b className="font-semibold text-ink">{`${name.charAt(0).toUpperCase()}${name.slice(1)}`}</b>
      {staged && ', on the stage'}
    </span>
  );
}

function Line({
  pair,
  number,
  traces,
  onStage,
  event,
  onEvent,
}: {
  readonly pair: LinePair;
  readonly number: number;
  readonly traces: Traces;
  readonly onStage: Side;
  readonly event: number | null;
  readonly onEvent: (event: number) => void;
}) {
  const target = pair[onStage];
  const now = target !== null && target === event;
  const alike = isAlike(pair);
  const notes =
    pair.ours === null
      ? 'only SQLAlchemy itself sent it'
      : pair.theirs === null
        ? 'only the model sent it'
        : pair.differing.map((aspect) => ASPECTS[aspect]).join(', ');
  return (
    <li
      data-alike={alike}
      className={`grid grid-cols-[2.25rem_minmax(0,1fr)] md:grid-cols-[2.25rem_minmax(0,1fr)_minmax(0,1fr)] ${now ? 'bg-ink/5' : ''} ${alike ? '' : 'shadow-[inset_4px_0_0_var(--bad)] forced-colors:border-l-4'}`}
    >
      <button
        type="button"
        disabled={target === null}
        aria-current={now ? 'step' : undefined}
        aria-label={`Line ${number}: show it on the stage`}
        className="flex min-h-8 items-start justify-center pt-2 text-[12.5px] text-ink-2 tabular-nums -outline-offset-2 enabled:hover:text-ink enabled:hover:underline"
        onClick={() => target !== null && onEvent(target)}
      >
        {number}
      </button>
      {/* A narrow page has room for one of two that are alike. */}
      <Cell trace={traces.ours} at={pair.ours} label="Model" narrowLabel={alike ? 'Both' : 'Model'} />
      <Cell trace={traces.theirs} at={pair.theirs} label="SQLAlchemy" narrowLabel={alike ? null : 'SQLAlchemy'} />
      {!alike && (
        <p className="col-start-2 px-3 pb-2 text-[12.5px] font-medium text-bad max-md:pl-0 md:col-end-4">{notes}</p>
      )}
    </li>
  );
}

function Cell({
  trace,
  at,
  label,
  narrowLabel,
}: {
  readonly trace: Trace<unknown>;
  readonly at: number | null;
  readonly label: string;
  /** Where the two stand below each other; null leaves this one out there. */
  readonly narrowLabel: string | null;
}) {
  const event = at === null ? undefined : trace.events[at];
  return (
    <div
      className={`col-start-2 min-w-0 px-3 pt-2 pb-2 text-[12.5px] max-md:pl-0 md:col-start-auto md:border-l md:border-line ${narrowLabel === null ? 'max-md:hidden' : ''}`}
    >
      <span className="sr-only max-md:hidden">{label}</span>
      <span className="mb-0.5 block text-[12px] font-medium text-ink-3 md:hidden">{narrowLabel}</span>
      {event === undefined && <span className="text-ink-2">nothing</span>}
      {event?.type === 'transaction' && <code>{event.action.toUpperCase()}</code>}
      {event?.type === 'statement' && (
        <>
          <code className="block wrap-anywhere whitespace-pre-wrap">
            <Code text={event.sql.replace(/ +\n/g, '\n')} language="sql" />
          </code>
          <span className="block font-mono wrap-anywhere text-ink-2">
            <Parameters sets={event.parameters} many={event.many} />
          </span>
          <Came event={event} />
        </>
      )}
    </div>
  );
}

/** What came of a statement, in short. */
function Came({ event }: { readonly event: Extract<Trace<unknown>['events'][number], { type: 'statement' }> }) {
  const touched = byActor(() => 0);
  for (const { by } of event.effects.filter(touchesRow)) touched[by]++;
  return (
    <span className="mt-0.5 flex flex-wrap gap-x-3 text-ink-2">
      {event.failed && <b className="font-semibold text-bad">refused</b>}
      {ACTORS.map(
        (actor) =>
          touched[actor] > 0 && (
            <span key={actor} className={`${DOER_LOOKS[actor].mark} inline-flex items-center gap-1.5`}>
              {quantity(touched[actor], 'row')}
              {actor !== 'client' && ` by the ${DOER_WORDS[actor]}`}
            </span>
          ),
      )}
    </span>
  );
}
