'use client';
// The live log: all lines of the run, the one at the cursor lit and in view, those to come in small print.
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import { keepInView } from '@/components/scroll/keep-in-view';
import { findCited } from '@/lib/rules/cited';
import { oncePerRun } from '@/lib/trace/arrival';
import { costInWords, costsOf, type Part, partOf } from '@/lib/trace/cost';
import { engineName } from '@/lib/trace/engine-name';
import type { RunIndex } from '@/lib/trace/run-index';
import type { RuleId } from '@/lib/trace/trace';
import { isOfSession } from '@/lib/trace/transactions';
import { FOREIGN_KEY_ACTS, ForeignKeyDetails, StatementDetails } from './details';
import { type Entry, entriesOf } from './entries';
import { COLUMNS, LogLine, RuleChip, type When } from './log-line';
import { Parameters } from './parameters';
import { SessionLine } from './session-line';

const HEADINGS = ['#', 'who', 'statement', 'parameters', 'rows', 'why'];
const NONE: ReadonlySet<string> = new Set();

const whenOf = (
  { firstStep, lastStep }: { readonly firstStep: number; readonly lastStep: number },
  step: number,
): When => (step < firstStep ? 'future' : step <= lastStep ? 'now' : 'past');

/**
 * `onStep` gets the first step of the line that is chosen. `notes` are words
 * to mark a line with, by the place of its event in the run.
 */
export const SqlLog = memo(function SqlLog({
  index,
  step,
  onStep,
  label = 'SQL log',
  notes,
  program,
  explained = null,
  until = Number.POSITIVE_INFINITY,
}: {
  readonly index: RunIndex;
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly label?: string;
  readonly notes?: ReadonlyMap<number, string> | null;
  /** The program whose lines the statements carry. */
  readonly program?: string | null;
  /** By the place of its event in the run: the rule by which the model sent the same statement. */
  readonly explained?: ReadonlyMap<number, RuleId> | null;
  /** The last step that may be told of: what comes later is covered, and is not in the page. */
  readonly until?: number;
}) {
  const covered = until < index.lastStep;
  const entries = covered ? entriesOf(index).filter(({ firstStep }) => firstStep <= until) : entriesOf(index);
  const parts = partsOf(index);
  const source = useMemo(() => program?.split('\n') ?? [], [program]);
  const [opened, setOpened] = useState({ index, lines: NONE, last: -1 });
  const open = opened.index === index ? opened.lines : NONE;
  const list = useRef<HTMLOListElement>(null);
  const now = entries.findLast((entry) => entry.firstStep <= step);

  useEffect(() => keepInView(list.current, now?.event ?? 0), [now]);
  useEffect(() => keepInView(list.current, opened.last), [opened]);

  const toggle = (line: string, last: number) => {
    const lines = new Set(open);
    if (!lines.delete(line)) lines.add(line);
    setOpened({ index, lines, last });
  };

  return (
    <section aria-label={label} className="@container overflow-hidden rounded-xl border border-line bg-card">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-4 py-2.5 text-[13px]">
        <h2 className="font-medium text-ink">Live SQL log</h2>
        <p className="text-ink-2 first-letter:uppercase">
          {engineName(index.trace.engine)} · PGlite · PostgreSQL {index.trace.engine.postgres}
        </p>
      </header>
      <div
        aria-hidden
        className={`hidden gap-x-3 overflow-hidden border-b border-line py-1.5 pr-10 pl-4 text-[12.5px] text-ink-3 [scrollbar-gutter:stable] @3xl:grid ${COLUMNS}`}
      >
        {HEADINGS.map((heading) => (
          <span key={heading}>{heading}</span>
        ))}
      </div>
      <ol
        ref={list}
        className={`relative divide-y divide-line/70 overflow-y-auto overscroll-contain scroll-smooth [scrollbar-gutter:stable] ${open.size > 0 ? 'max-h-[44rem]' : 'max-h-[27rem]'}`}
        onKeyDown={moveBetweenLines}
      >
        {entries.map((entry) => (
          <li key={entry.event} className={notes?.has(entry.event) ? 'border-l-4 border-l-ink-3' : ''}>
            {parts.has(entry.event) && (
              <h3 className="flex flex-wrap justify-between gap-x-3 bg-code px-4 py-1.5 text-[12.5px] text-ink-2">
                {covered ? parts.get(entry.event)?.split(':', 1) : parts.get(entry.event)}
              </h3>
            )}
            {notes?.has(entry.event) && (
              <p className="px-4 pt-1.5 text-[12px] font-medium text-ink">{notes.get(entry.event)}</p>
            )}
            <LineOf
              entry={entry}
              step={step}
              index={index}
              source={source}
              explained={explained}
              open={open}
              until={until}
              focusable={entry === (now ?? entries[0])}
              onStep={onStep}
              onToggle={(line) => toggle(line, entry.event)}
            />
          </li>
        ))}
      </ol>
      {covered && (
        <p className="px-4 py-3 text-[14px] text-ink-2">
          Covered: each statement appears here once it has been played.
        </p>
      )}
      {!covered && entries.length === 0 && (
        <p className="px-4 py-6 text-[14px] text-ink-2">
          {index.trace.scenario ? 'No statement was sent: SQLAlchemy rejected the setting.' : 'No statement was sent.'}
        </p>
      )}
    </section>
  );
});

/** What a part of the run sent, by the place of its first event; empty where all is the operation. */
const partsOf = oncePerRun(({ events }: RunIndex): ReadonlyMap<number, string> => {
  const first = (part: Part) => events.findIndex((event) => partOf(event) === part);
  if (first('before') < 0) return new Map();
  const costs = costsOf(events);
  return new Map([
    [first('before'), `Before the operation: ${costInWords(costs.before)}`],
    [first('operation'), `The operation: ${costInWords(costs.operation)}`],
  ]);
});

/** Up and down go to the line before and after, and choose it. */
function moveBetweenLines(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by === undefined || !(event.target instanceof HTMLElement) || !event.target.matches('[data-line]')) return;
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-line]')];
  const next = lines[lines.indexOf(event.target) + by];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.click();
}

function LineOf({
  entry,
  step,
  index,
  source,
  explained,
  open,
  until,
  focusable,
  onStep,
  onToggle,
}: {
  readonly entry: Entry;
  readonly step: number;
  readonly index: RunIndex;
  /** The lines of the program; none when there is no program. */
  readonly source: readonly string[];
  readonly explained: ReadonlyMap<number, RuleId> | null;
  /** The lines that are open, by name. */
  readonly open: ReadonlySet<string>;
  /** The last step that may be told of. */
  readonly until: number;
  readonly focusable: boolean;
  readonly onStep: (step: number) => void;
  readonly onToggle: (line: string) => void;
}) {
  const when = whenOf(entry, step);
  const select = () => onStep(entry.firstStep);
  switch (entry.type) {
    case 'session':
      return <SessionLine session={entry.session} when={when} focusable={focusable} onSelect={select} />;
    case 'transaction':
      return (
        <LogLine
          doer={isOfSession(entry.transaction) ? 'client' : 'elsewhere'}
          when={when}
          number={entry.number}
          sql={entry.transaction.action.replace('-', ' ').toUpperCase()}
          rows={null}
          why={entry.transaction.action === 'rollback' ? 'Nothing of it lasts' : null}
          onSelect={select}
          focusable={focusable}
          open={null}
        />
      );
    case 'statement': {
      const { statement, rows } = entry;
      const played = (line: { readonly lastStep: number }) => line.lastStep <= until;
      const name = String(entry.event);
      const rule = statement.rule ?? explained?.get(entry.event) ?? null;
      return (
        <>
          <LogLine
            doer={isOfSession(statement) ? 'client' : 'elsewhere'}
            when={when}
            number={entry.number}
            sql={statement.sql}
            parameters={<Parameters sets={statement.parameters} many={statement.many} />}
            rows={played(entry) ? (rows ?? <b className="font-semibold text-bad">refused</b>) : null}
            why={
              <>
                {rule && <RuleChip id={rule} title={findCited(rule)?.title ?? ''} />}
                {statement.line && <span className="block text-ink-3">line {statement.line} of the program</span>}
              </>
            }
            onSelect={select}
            focusable={focusable}
            open={played(entry) ? open.has(name) : null}
            onToggle={() => onToggle(name)}
            details={<StatementDetails statement={statement} rule={rule} error={index.trace.error} source={source} />}
          />
          {entry.foreignKey.filter(played).map((each) => (
            <LogLine
              key={each.sql}
              doer="foreign-key"
              when={whenOf(each, step)}
              number={null}
              sql={each.sql}
              rows={each.rows}
              why={<RuleChip id={FOREIGN_KEY_ACTS} title={findCited(FOREIGN_KEY_ACTS)?.title ?? ''} />}
              onSelect={() => onStep(each.firstStep)}
              focusable={false}
              open={open.has(name + each.sql)}
              onToggle={() => onToggle(name + each.sql)}
              details={<ForeignKeyDetails line={each} statement={statement} number={entry.number} />}
            />
          ))}
        </>
      );
    }
  }
}
