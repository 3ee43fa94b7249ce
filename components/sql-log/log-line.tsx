// One line of the log: a button that goes to its step, and one that opens what stands behind it. In a wide log
// it is a row of columns, in a narrow one the same parts stacked.
import { type ReactNode, useId } from 'react';
import { DOER_LOOKS } from '@/components/actor/looks';
import { Code } from '@/components/code/code';
import { plainText } from '@/lib/rules/marked-text';
import { DOER_WORDS, type Doer } from '@/lib/trace/actor';

/** The columns of a wide log: number, who, statement, parameters, rows, why. */
export const COLUMNS = '@3xl:grid-cols-[1.25rem_6.25rem_minmax(0,1fr)_minmax(2.5rem,5.5rem)_3.25rem_minmax(0,12rem)]';

/** Where the cursor of the run is, seen from the line. */
export type When = 'past' | 'now' | 'future';

const WHEN: Readonly<Record<When, string>> = {
  past: '',
  now: '',
  // Not faded: it stays as readable as any small print.
  future: 'text-ink-3! [&_*]:text-ink-3! [&_.mark]:before:opacity-40 forced-colors:[&_*]:text-[GrayText]!',
};

export interface LogLineProps {
  readonly doer: Doer;
  readonly when: When;
  readonly number: number | null;
  readonly sql: string;
  readonly parameters?: ReactNode;
  /** Rows touched or returned; a refusal is said in words. */
  readonly rows: ReactNode;
  readonly why: ReactNode;
  readonly onSelect: () => void;
  readonly focusable: boolean;
  /** Whether the details are open; null when there are none. */
  readonly open: boolean | null;
  readonly onToggle?: () => void;
  readonly details?: ReactNode;
}

export function LogLine(props: LogLineProps) {
  const { doer, when, number, sql, parameters, rows, why, open } = props;
  const details = useId();
  const { mark, text, soft, lane } = DOER_LOOKS[doer];
  const nested = doer !== 'client' && doer !== 'elsewhere';
  return (
    <>
      <div className={`relative flex items-start transition-colors ${when === 'now' ? soft : nested ? lane : ''}`}>
        <button
          type="button"
          data-line
          tabIndex={props.focusable ? 0 : -1}
          aria-current={when === 'now' ? 'step' : undefined}
          className={`grid min-w-0 flex-1 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 py-2 pr-1 pl-3 text-left text-[13px] leading-5 -outline-offset-2 sm:pl-4 ${COLUMNS} ${WHEN[when]}`}
          onClick={props.onSelect}
        >
          <span className="text-ink-3 tabular-nums">{number}</span>
          <span
            className={`mark inline-flex items-center self-start gap-1.5 text-[12px] font-semibold whitespace-nowrap ${mark} ${text} ${nested ? '@max-3xl:pl-3' : ''}`}
          >
            {DOER_WORDS[doer]}
          </span>
          <span
            className={`font-mono text-[12.5px] wrap-anywhere whitespace-pre-wrap @max-3xl:col-span-2 ${nested ? 'text-fk @3xl:pl-5' : ''}`}
          >
            {nested ? sql : <Code text={sql.replace(/ +\n/g, '\n')} language="sql" />}
          </span>
          <span className="font-mono text-[12.5px] wrap-anywhere text-ink-2 empty:hidden @max-3xl:col-span-2 @3xl:empty:block">
            {parameters}
          </span>
          <span className={`text-ink-2 tabular-nums ${rows === null ? '@max-3xl:hidden' : '@max-3xl:col-span-2'}`}>
            {rows}
            <span className="@3xl:sr-only">{typeof rows === 'number' ? (rows === 1 ? ' row' : ' rows') : ''}</span>
          </span>
          <span className="text-ink-2 empty:hidden @max-3xl:col-span-2">{why}</span>
        </button>
        {open !== null && (
          <button
            type="button"
            aria-expanded={open}
            aria-controls={details}
            aria-label={`Details of ${number === null ? 'the foreign key’s statement' : `line ${number}`}`}
            className="mt-1 mr-1.5 grid size-7 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-ink/5 hover:text-ink"
            onClick={props.onToggle}
          >
            <svg aria-hidden width="12" height="12" viewBox="0 0 12 12" className={open ? 'rotate-180' : ''}>
              <path d="M2 4.2 6 8l4-3.8" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
            </svg>
          </button>
        )}
        {open === null && <span className="mr-1.5 w-7 shrink-0" />}
      </div>
      {open !== null && (
        <div id={details} hidden={!open} className="border-t border-dashed border-line px-4 py-3 @3xl:pl-13">
          {open && props.details}
        </div>
      )}
    </>
  );
}

/** The number of a rule and its title. */
export function RuleChip({ id, title }: { readonly id: string; readonly title: string }) {
  return (
    <>
      <span className="mr-0.5 rounded border border-line-strong/50 px-1 font-mono text-[11px] font-semibold text-ink">
        {id}
      </span>{' '}
      {plainText(title)}
    </>
  );
}
