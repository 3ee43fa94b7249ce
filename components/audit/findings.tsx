'use client';
// The findings, worst first: each with what happens, why, where it is written, its run and what could be changed.
import { useState } from 'react';
import { Prose } from '@/components/prose/prose';
import type { Finding } from '@/lib/audit/finding';
import { KINDS, SEVERITIES, SEVERITY_WORDS, type Severity } from '@/lib/audit/kinds';
import { quantity } from '@/lib/trace/quantity';
import type { FindingActions } from './actions';
import { Assumptions } from './assumptions';
import { Mends } from './mends';

const LINK = 'underline underline-offset-4 hover:text-ink';

export function Findings({
  findings,
  classes,
  running,
  ...actions
}: FindingActions & {
  readonly findings: readonly Finding[];
  /** How many of them there are to delete. */
  readonly classes: number;
  readonly running: boolean;
}) {
  const [only, setOnly] = useState<Severity | null>(null);
  const [wanted, setWanted] = useState('');
  /** The worst one, until one is chosen. */
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const words = wanted.trim().toLowerCase();
  const shown = findings.filter(
    (each) =>
      (only === null || each.severity === only) &&
      (words === '' || `${each.at} ${each.class} ${each.kind} ${KINDS[each.kind].title}`.toLowerCase().includes(words)),
  );
  const severities = SEVERITIES.filter((severity) => findings.some((each) => each.severity === severity));
  return (
    <section aria-labelledby="findings" className="overflow-hidden rounded-xl border border-line bg-card shadow-card">
      <div className="grid gap-3 border-b border-line px-4 py-3.5 sm:px-5">
        <h2 id="findings" className="text-[17px] font-semibold tracking-tight">
          {findings.length === 0
            ? running
              ? 'Nothing found so far'
              : `Nothing to report of ${quantity(classes, 'class', 'classes')}`
            : `${quantity(findings.length, 'finding')} in ${quantity(classes, 'class', 'classes')}${running ? ' so far' : ''}`}
        </h2>
        {findings.length > 0 && (
          <div className="flex flex-wrap items-center gap-2">
            {severities.map((severity) => (
              <button
                key={severity}
                type="button"
                aria-pressed={only === severity}
                title={SEVERITY_WORDS[severity]}
                className="inline-flex h-8 items-center gap-2 rounded-full border border-line-strong px-3 text-[13.5px] text-ink-2 hover:text-ink aria-pressed:bg-ink aria-pressed:text-paper"
                onClick={() => setOnly(only === severity ? null : severity)}
              >
                <SeverityMark severity={severity} />
                {severity}
                <span className="tabular-nums">{findings.filter((each) => each.severity === severity).length}</span>
              </button>
            ))}
            <label className="min-w-40 flex-1">
              <span className="sr-only">Search in the findings</span>
              <input
                type="search"
                value={wanted}
                placeholder="A class, a table, a word"
                className="h-8 w-full rounded-md border border-line-strong bg-card px-2.5 text-[13.5px] text-ink"
                onChange={(event) => setWanted(event.target.value)}
              />
            </label>
          </div>
        )}
      </div>
      {findings.length > 0 && shown.length === 0 && (
        <p className="px-5 py-4 text-[14px] text-ink-2">
          None of them is like that.{' '}
          <button
            type="button"
            className={LINK}
            onClick={() => {
              setOnly(null);
              setWanted('');
            }}
          >
            Show all
          </button>
        </p>
      )}
      <ul>
        {shown.map((finding, at) => {
          const id = JSON.stringify([finding.kind, finding.class, finding.at, finding.says]);
          const isOpen = chosen === undefined ? at === 0 && !running : chosen === id;
          return (
            <OneFinding
              key={id}
              {...actions}
              finding={finding}
              isOpen={isOpen}
              onOpen={() => setChosen(isOpen ? null : id)}
            />
          );
        })}
      </ul>
    </section>
  );
}

/** Filled for what is bad, hollow for what is not: told by shape, too. */
const MARKS: Readonly<Record<Severity, string>> = {
  breaks: '✕',
  loses: '▼',
  'leaves behind': '◐',
  slow: '◔',
  surprising: '?',
  tidy: '·',
};

function SeverityMark({ severity }: { readonly severity: Severity }) {
  const isBad = severity === 'breaks' || severity === 'loses';
  return (
    <span aria-hidden="true" className={`w-3.5 text-center text-[13px] font-bold ${isBad ? 'text-bad' : 'text-ink-2'}`}>
      {MARKS[severity]}
    </span>
  );
}

function OneFinding({
  finding,
  isOpen,
  onOpen,
  ...actions
}: FindingActions & { readonly finding: Finding; readonly isOpen: boolean; readonly onOpen: () => void }) {
  const { kind, severity, at, says, evidence, places, restsOn } = finding;
  const { number, title, why, rules } = KINDS[kind];
  return (
    <li className="border-b border-line last:border-b-0">
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          className="flex w-full items-baseline gap-3 px-4 py-2.5 text-left hover:bg-ink/4 sm:px-5"
          onClick={onOpen}
        >
          <SeverityMark severity={severity} />
          <span className="min-w-0 flex-1">
            <span className="text-[14.5px] font-medium text-ink">
              <Prose text={title} />
            </span>{' '}
            <code className="text-[13px] break-words text-ink-2">{at}</code>
          </span>
          <span className="text-[12.5px] whitespace-nowrap text-ink-2">
            <span className="sr-only">{severity}, </span>
            {number}
          </span>
        </button>
      </h3>
      {isOpen && (
        <div className="grid gap-3 px-4 pt-1 pb-4 text-[14px] sm:pr-5 sm:pl-12">
          <p className="text-ink">
            <Prose text={says} />
          </p>
          <p className="text-ink-2">
            <Prose text={why} />{' '}
            {rules.map((rule) => (
              <a key={rule} href={`../rules/#${rule}`} className={`mr-2 ${LINK}`}>
                {rule}
              </a>
            ))}
          </p>
          {restsOn && (
            <details className="rounded-lg border border-line border-dashed px-3 py-2 text-[13.5px] text-ink-2">
              <summary className="cursor-pointer hover:text-ink">
                It rests on {quantity(restsOn.length, 'assumption')}
              </summary>
              <Assumptions audited={actions.audited} numbers={restsOn} onPlace={actions.onPlace} />
            </details>
          )}
          <div className="flex flex-wrap items-center gap-x-5 gap-y-2 text-[13.5px] text-ink-2">
            {evidence && (
              <button
                type="button"
                disabled={actions.busy}
                className="h-9 rounded-lg border border-line-strong px-3 text-[14px] text-ink hover:bg-ink/5 disabled:opacity-60"
                onClick={() => actions.onRun(evidence)}
              >
                See it happen
              </button>
            )}
            {places.map((place) => (
              <button
                key={`${place.file} ${place.line}`}
                type="button"
                className={LINK}
                onClick={() => actions.onPlace(place)}
              >
                {place.file}, line {place.line}
              </button>
            ))}
          </div>
          <Mends {...actions} finding={finding} />
        </div>
      )}
    </li>
  );
}
