// A program of a change: what it does, what came of it on each series, and its whole text.
import { Code } from '@/components/code/code';
import type { ChangeRun, RecordedChange } from '@/lib/changes/change';
import { operationOf } from '@/lib/changes/excerpt';
import { CopyText } from './copy-text';
import type { OfferedSeries } from './live-program';
import { RunOffer } from './run-offer';
import { SideBySide } from './side-by-side';

const TEXT = 'text-[12.5px] leading-[1.7] wrap-anywhere whitespace-pre-wrap';

export function ChangeProgram({
  name,
  recorded: { source, runs },
  address,
  offered,
}: {
  readonly name: string;
  readonly recorded: RecordedChange;
  /** Where the same can be had by who runs it. */
  readonly address: string;
  /** The series that it can be run on, the older first. */
  readonly offered: readonly OfferedSeries[];
}) {
  const file = `${name}.py`;
  const ran = [runs['2.0'], runs['2.1']].filter((run): run is ChangeRun => 'version' in run);
  return (
    <div className="grid min-w-0 gap-3">
      <pre className={`rounded-xl border border-line bg-code px-4 py-3 ${TEXT}`}>
        <code>
          <Code text={operationOf(source)} language="python" />
        </code>
      </pre>
      <SideBySide runs={ran} label={`What came of ${file}`}>
        <RunOffer name={name} recorded={address} offered={offered} />
      </SideBySide>
      <details className="text-[13px] text-ink-2">
        <summary className="w-fit underline-offset-4 hover:text-ink hover:underline">The whole program, {file}</summary>
        <div className="mt-2 rounded-xl border border-line bg-code px-4 py-3">
          <CopyText of={`program-${name}`} label={`Copy ${file}`} />
          <pre id={`program-${name}`} className={`text-ink ${TEXT}`}>
            {source}
          </pre>
        </div>
      </details>
    </div>
  );
}
