// What came of a program on both series: what is the same across both columns, what differs beside each other.
import type { ReactNode } from 'react';
import { Parameters } from '@/components/sql-log/parameters';
import type { ChangeRun } from '@/lib/changes/change';
import { differingSpans, LINE_KINDS, type Line, type LinePair, pairsOfLines, type Span } from '@/lib/changes/lines';
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

/** One run, or two with the older series first. */
export function SideBySide({ runs, label }: { readonly runs: readonly ChangeRun[]; readonly label: string }) {
  const [older, newer] = runs;
  if (!older) return null;
  const pairs = newer ? pairsOfLines(older.lines, newer.lines) : older.lines.map((both): LinePair => ({ both }));
  const versions = runs.map(({ version }) => version);
  return (
    <section aria-label={label} className="overflow-hidden rounded-xl border border-line bg-card">
      <p className={`grid border-b border-line text-[13px] font-semibold ${newer ? 'grid-cols-2' : ''}`}>
        {versions.map((version, at) => (
          <span key={version} className={`px-4 py-2 ${at > 0 ? 'border-l border-line' : ''}`}>
            <span className="font-normal text-ink-2 max-sm:sr-only">SQLAlchemy </span>
            {version}
          </span>
        ))}
      </p>
      {LINE_KINDS.map((kind) => {
        const lines = pairs.filter((pair) => kindOf(pair) === kind);
        if (lines.length === 0) return null;
        return (
          <div key={kind} className="border-b border-line py-2 last:border-0">
            <h4 className="px-4 pb-0.5 text-[12px] text-ink-3">{WORDS[kind].title}</h4>
            <ul>
              {lines.map((pair, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a recorded run neither come nor go
                <li key={at}>
                  {'both' in pair ? <Both line={pair.both} /> : <Each {...pair} {...{ kind, versions }} />}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {newer && pairs.every((pair) => 'both' in pair) && (
        <p className="border-t border-line px-4 py-2 text-[13px] text-ink-2">Both releases do the same here.</p>
      )}
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
  const spans = one && other ? differingSpans(one.text, other.text) : [[], []];
  const differs = one?.text === other?.text;
  return (
    <div className="my-1 grid border-y border-line bg-code md:grid-cols-2">
      {[one, other].map((line, at) => (
        <Cell key={versions[at]} version={versions[at]} last={at > 0}>
          {line ? <Told line={line} spans={spans[at] ?? []} differs={differs} /> : WORDS[kind].none}
        </Cell>
      ))}
    </div>
  );
}

function Cell({
  version,
  last,
  children,
}: {
  readonly version: string | undefined;
  readonly last: boolean;
  readonly children: ReactNode;
}) {
  return (
    <p className={`${TEXT} ${last ? 'border-line max-md:border-t md:border-l' : ''}`}>
      <span className="font-sans text-[12px] font-semibold max-md:block md:sr-only">{version} </span>
      {typeof children === 'string' ? <span className="font-sans text-ink-3 italic">{children}</span> : children}
    </p>
  );
}

function Told({
  line,
  spans,
  differs,
}: {
  readonly line: Line;
  readonly spans: readonly Span[];
  /** Whether it is the parameters that differ. */
  readonly differs: boolean;
}) {
  return (
    <>
      <Marked line={line} spans={spans} />
      <Given line={line} differs={differs} />
    </>
  );
}

function Given({ line: { parameters = [] }, differs }: { readonly line: Line; readonly differs: boolean }) {
  if (Object.keys(parameters[0] ?? {}).length === 0) return null;
  return (
    <span className={`block ${differs ? 'w-fit rounded-[3px] bg-ink/10' : 'text-ink-3'}`}>
      <Parameters sets={parameters} many={parameters.length > 1} />
    </span>
  );
}
