// A line of a run, in which what the other series has not stands out.
import { Fragment } from 'react';
import { SlottedCode } from '@/components/code/code';
import type { Line, Span } from '@/lib/changes/lines';

const MARK = 'rounded-[3px] bg-ink/12 text-inherit box-decoration-clone';

export function Marked({ line: { kind, text }, spans }: { readonly line: Line; readonly spans: readonly Span[] }) {
  const render = (_: Span, marked: string) => <mark className={MARK}>{marked}</mark>;
  if (kind === 'statement') return <SlottedCode text={text} language="sql" slots={spans} render={render} />;
  return (
    <>
      {spans.map((span, at) => (
        <Fragment key={span.start}>
          {text.slice(spans[at - 1]?.end ?? 0, span.start)}
          {render(span, text.slice(span.start, span.end))}
        </Fragment>
      ))}
      {text.slice(spans.at(-1)?.end ?? 0)}
    </>
  );
}
