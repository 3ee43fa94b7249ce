// What came of a program on both series: what is the same across both columns, what differs beside each other.
import { Fragment, type ReactNode } from 'react';
import { Parameters } from '@/components/sql-log/parameters';
import type { ChangeRun } from '@/lib/changes/change';
import { differingSpans, LINE_KINDS, type Line, type LinePair, pairsOfLines } from '@/lib/changes/lines';
import { Marked } from './marked';

type Kind = Line['kind'];

/** What each kind of lines is, and what is said where a series has no such line. */
const WORDS: Readonly<Record<Kind, { readonly title: string; readonly none: string }>> = {
  statement: { title: 'It sends', none: 'not sent' },
  warning: { title: 'It is warned', none: 'no warning' },
  output: { title: 'It prints', none: 'not printed' },
  error: { title: 'It raises', none: 'no error' },
};

const TEXT = 'min-w-0 px-4 py-1.5 font-mono text-[12.5px] leading-5 wrap-anywhere whitespace-pre-wrap';

const kindOf = (pair: LinePair): Kind | undefined =>
  ('both' in pair ? pair.both : (pair.each[0] ?? pair.each[1]))?.kind;

/** One run, or two with the older series first; `children` stand below them. */
export function SideBySide({
  runs,
  label,
  children,
}: {
  readonly runs: readonly ChangeRun[];
  readonly label: string;
  readonly children?: ReactNode;
}) {
  const [older, newer] = runs;
  if (!older) return null;
  const pairs = newer ? pairsOfLines(older.lines, newer.lines) : older.lines.map((both): LinePair => ({ both }));
  const versions = runs.map(({ version }) => version);
  return (
    <section aria-label={label} className="overflow-hidden rounded-xl border border-line bg-card">
      <p className={`text-[13px] font-semibold max-md:px-4 max-md:py-2 md:grid ${newer ? 'md:grid-cols-2' : ''}`}>
        {versions.map((version, at) => (
          <span key={version} className={`md:px-4 md:py-2 ${at > 0 ? 'border-line md:border-l' : ''}`}>
            {at > 0 && <span className="font-normal text-ink-2 md:sr-only"> and </span>}
            <span className="font-normal text-ink-2">SQLAlchemy </span>
            {version}
          </span>
        ))}
      </p>
      {LINE_KINDS.map((kind) => {
        const lines = pairs.filter((pair) => kindOf(pair) === kind);
        if (lines.length === 0) return null;
        return (
          <Fragment key={kind}>
            <h4 className="border-t border-line px-4 pt-2 pb-1 text-[12px] text-ink-3">{WORDS[kind].title}</h4>
            <ul className="divide-y divide-line border-t border-line">
              {lines.map((pair, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a recorded run neither come nor go
                <li key={at}>
                  {'both' in pair ? <Both line={pair.both} /> : <Each {...pair} {...{ kind, versions }} />}
                </li>
              ))}
            </ul>
          </Fragment>
        );
      })}
      {newer && pairs.every((pair) => 'both' in pair) && (
        <p className="border-t border-line px-4 py-2 text-[13px] text-ink-2">Both releases do the same here.</p>
      )}
      {children}
    </section>
  );
}

function Both({ line }: { readonly line: Line }) {
  return (
    <p className={`${TEXT} text-ink-2`}>
      {line.text}
      <Given line={line} differs={false} />
    </p>
  );
}

function Each({
  each: [one, other],
  kind,
  versions,
}: {
  readonly each: readonly [Line | null, Line | null];
  readonly kind: Kind;
  readonly versions: readonly string[];
}) {
  const spans = differingSpans(one?.text ?? '', other?.text ?? '');
  return (
    <div className="grid bg-code md:grid-cols-2">
      {[one, other].map((line, at) => (
        // Where the cells stand below each other, that a series has no such line goes without saying.
        <p
          key={versions[at]}
          className={`${TEXT} ${line ? '' : 'max-md:hidden'} ${at > 0 ? 'border-line md:border-l' : ''} ${one && other && at > 0 ? 'max-md:border-t' : ''}`}
        >
          <span className="font-sans text-[12px] font-semibold max-md:block md:sr-only">{versions[at]} </span>
          {line ? (
            <>
              <Marked line={line} spans={spans[at] ?? []} />
              <Given line={line} differs={one?.text === other?.text} />
            </>
          ) : (
            <span className="font-sans text-ink-3 italic">{WORDS[kind].none}</span>
          )}
        </p>
      ))}
    </div>
  );
}

function Given({ line: { parameters = [] }, differs }: { readonly line: Line; readonly differs: boolean }) {
  if (Object.keys(parameters[0] ?? {}).length === 0) return null;
  return (
    <span className={`block ${differs ? 'w-fit rounded-[3px] bg-ink/12 forced-colors:underline' : 'text-ink-3'}`}>
      <Parameters sets={parameters} many={parameters.length > 1} />
    </span>
  );
}
