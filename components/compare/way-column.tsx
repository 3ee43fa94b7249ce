'use client';
// One way of the comparison: its flags, its stage, its verdict and counts, its log. Where it differs from the
// others it says so.
import Link from 'next/link';
import { memo, type ReactNode, useCallback, useMemo } from 'react';
import { AS_BUILT, useAsleep } from '@/components/chrome/as-built';
import { programOf } from '@/components/run/program';
import { ServerFigure } from '@/components/server/server-figure';
import { SqlLog } from '@/components/sql-log/sql-log';
import type { Bands } from '@/components/stage/layout';
import { Stage } from '@/components/stage/lazy-stage';
import { Caption } from '@/components/timeline/caption';
import { Counts } from '@/components/verdict/counts';
import { Doubts } from '@/components/verdict/doubts';
import { ProblemBox } from '@/components/verdict/problem-box';
import { Sentences } from '@/components/verdict/sentences';
import { Warnings } from '@/components/verdict/warnings';
import type { ServerFigures } from '@/lib/scale/server-figures';
import { OPERATIONS_OF, type Scenario } from '@/lib/scenario/scenario';
import { type EngineName, writeUrl } from '@/lib/scenario/url';
import { eventAt, firstStepOf } from '@/lib/trace/run-index';
import type { Verdict } from '@/lib/verdict/verdict';
import type { Known } from './runs';
import { WayFlags } from './way-flags';
import { waysInWords } from './way-words';

export interface WayColumnProps {
  readonly number: number;
  readonly name: string;
  readonly scenario: Scenario;
  /** Whose run was asked for. */
  readonly engine: EngineName;
  /** Its run, or the one before it until that is there; null while there is none. */
  readonly known: Known | null;
  /** What to say as long as there is none. */
  readonly waiting: string;
  readonly verdict: Verdict | null;
  /** Ids of the counts that another way has otherwise. */
  readonly differing: ReadonlySet<string>;
  /** For events that not every other way has: which do not. */
  readonly messages: ReadonlyMap<number, readonly number[]> | null;
  readonly figures: ServerFigures;
  readonly step: number;
  readonly moving: boolean;
  /** The stage of its run, as the build drew it. */
  readonly sketch: ReactNode;
  /** How tall the lanes of all ways are. */
  readonly least: Bands;
  /** The number of the way, and how tall its lanes would be. */
  readonly onPlaced: (number: number, bands: Bands) => void;
  /** On a narrow page only one is shown. */
  readonly chosen: boolean;
  /** The number of the way, and what it is to be. */
  readonly onChange: (number: number, scenario: Scenario) => void;
  readonly onRemove: ((number: number) => void) | null;
  /** The run that is shown, and one of its steps. */
  readonly onStep: (known: Known, step: number) => void;
}

const PLACES = ['lg:col-start-1', 'lg:col-start-2', 'lg:col-start-3'] as const;

export const WayColumn = memo(function WayColumn(props: WayColumnProps) {
  const { number, name, chosen } = props;
  const asleep = useAsleep(chosen);
  const section = {
    id: `way-${number}`,
    'aria-label': `Way ${number}: ${name}`,
    className: `min-w-0 grid-cols-1 gap-2.5 lg:row-span-5 lg:gap-y-1.5 lg:row-start-1 lg:grid-rows-subgrid ${PLACES[number - 1] ?? ''} ${chosen ? 'grid' : 'hidden lg:grid print:grid'}`,
  };
  if (asleep) return <section key="asleep" {...section} {...AS_BUILT} />;
  return (
    <section {...section}>
      <Way {...props} />
    </section>
  );
});

function Way(props: WayColumnProps) {
  const { number, name, scenario, known, verdict, step, messages, onChange, onRemove, onStep, onPlaced } = props;
  const notes = useMemo(
    () =>
      messages &&
      new Map(
        [...messages].map(([event, ways]) => [
          event,
          `not sent by ${ways.length === 1 ? 'way' : 'ways'} ${waysInWords(ways)}`,
        ]),
      ),
    [messages],
  );
  const change = useCallback((next: Scenario) => onChange(number, next), [onChange, number]);
  const placed = useCallback((bands: Bands) => onPlaced(number, bands), [onPlaced, number]);
  const seek = useCallback((to: number) => known && onStep(known, to), [onStep, known]);
  return (
    <>
      <div className="@container flex flex-col overflow-hidden rounded-xl border border-line bg-card">
        <header className="flex items-center gap-3 border-b border-line px-4 py-1.5 lg:py-0.5">
          <h2 className="min-w-0 text-[15px] font-semibold wrap-anywhere">
            <span className="mr-1.5 text-ink-3">{number}</span> {name}
          </h2>
          <span className="ml-auto flex shrink-0 items-center gap-3 text-[13px] text-ink-2">
            <Link
              href={`/${writeUrl(scenario, null, props.engine)}`}
              prefetch={false}
              className="py-0.75 underline underline-offset-4 hover:text-ink"
            >
              Explore<span className="sr-only"> way {number}</span>
            </Link>
            {onRemove && (
              <button
                type="button"
                aria-label={`Remove way ${number}`}
                className="grid size-7 place-items-center rounded-md hover:bg-ink/5 hover:text-ink"
                onClick={() => onRemove(number)}
              >
                <svg aria-hidden width="12" height="12" viewBox="0 0 12 12">
                  <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
                </svg>
              </button>
            )}
          </span>
        </header>
        <WayFlags
          label={`Flags of way ${number}`}
          scenario={scenario}
          onChange={change}
          operations={OPERATIONS_OF[scenario.shape]}
        />
      </div>
      {known ? (
        <>
          <div className="flex flex-col overflow-hidden rounded-xl border border-line bg-card shadow-card">
            <div className="flex-1 bg-fk-lane">
              <Stage
                index={known.index}
                step={step}
                moving={props.moving}
                sketch={props.sketch}
                least={props.least}
                onPlaced={placed}
              />
            </div>
            <div className="border-t border-line px-4 py-2">
              <Caption index={known.index} step={step} />
            </div>
          </div>
          {verdict && (
            <WayVerdict verdict={verdict} differing={props.differing} number={number}>
              <ServerFigure figures={props.figures} scenario={known.index.trace.scenario} />
            </WayVerdict>
          )}
          <div className="min-w-0 lg:row-start-5">
            <SqlLog
              index={known.index}
              step={firstStepOf(known.index, eventAt(known.index, step))}
              onStep={seek}
              label={`SQL log of way ${number}`}
              notes={notes}
              program={programOf(known.index)?.text ?? null}
            />
          </div>
        </>
      ) : (
        <p className="grid min-h-96 place-content-center rounded-xl border border-line-strong border-dashed p-6 text-center text-[14px] text-ink-2">
          {props.waiting}
        </p>
      )}
    </>
  );
}

function WayVerdict({
  verdict,
  differing,
  number,
  children,
}: Pick<WayColumnProps, 'differing' | 'number'> & { readonly verdict: Verdict; readonly children: ReactNode }) {
  return (
    <div data-tone={verdict.tone} className="grid content-start gap-3 px-0.5 lg:row-start-4 lg:py-2">
      <p className="text-[17px] leading-snug font-medium tracking-[-0.01em]">
        <Sentences sentences={verdict.sentences} />
      </p>
      <Counts counts={verdict.counts} label={`Counts of way ${number}`} differing={differing} />
      {children}
      {verdict.problem && <ProblemBox problem={verdict.problem} />}
      <Doubts doubts={verdict.doubts} />
      <Warnings warnings={verdict.warnings} />
    </div>
  );
}
