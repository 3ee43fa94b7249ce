// What the program printed, and the exception that ended it.
import type { TraceError } from '@/lib/trace/trace';

export function Output({
  printed,
  error,
  file,
  onLine,
}: {
  readonly printed: readonly string[];
  readonly error: TraceError | null;
  /** Whose lines those are, where that is not what stands in the editor. */
  readonly file: string | null;
  readonly onLine: (line: number) => void;
}) {
  if (printed.length === 0 && !error) return null;
  return (
    <section aria-labelledby="output" className="overflow-hidden rounded-xl border border-line">
      <h2 id="output" className="border-b border-line bg-card px-4 py-2 text-[13px] font-medium">
        Output
      </h2>
      <div
        // A box that only scrolls has to be in the reach of the keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        className="max-h-64 overflow-auto bg-code px-4 py-2.5 font-mono text-[12.5px] leading-relaxed whitespace-pre-wrap wrap-anywhere -outline-offset-2"
      >
        {printed.join('\n')}
        {error && (
          <div className="text-bad" data-testid="traceback">
            {error.line !== undefined && (
              <button
                type="button"
                className="font-sans underline underline-offset-4"
                onClick={() => onLine(error.line ?? 0)}
              >
                {file && `${file}, `}line {error.line}
              </button>
            )}{' '}
            <b>{error.class}</b>
            {error.sqlstate && ` (SQLSTATE ${error.sqlstate})`}: {error.message}
            {error.detail && <div>{error.detail}</div>}
            {error.note && <div className="font-sans text-ink">{error.note}</div>}
          </div>
        )}
      </div>
    </section>
  );
}
