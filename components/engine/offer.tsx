// A link that asks for SQLAlchemy itself loads nothing unasked: it shows the model's run, says so, and offers it.
import type { PythonState } from '@/lib/engine/page/python-session';
import type { Series } from '@/lib/versions';
import { megabytes } from './waiting';

export function Offer({
  python,
  series,
  weight,
  what,
  onAccept,
}: {
  readonly python: PythonState;
  readonly series: Series | null;
  readonly weight: number;
  /** What is seen instead, for example "What you see is the model’s run". */
  readonly what: string;
  readonly onAccept: () => void;
}) {
  if (series !== null && python.status !== 'idle' && python.status !== 'absent') return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line-strong border-dashed px-4 py-2.5 text-[14px]"
    >
      {series === null ? (
        <p>This link asks for SQLAlchemy itself, in two series, of which a tab runs one. {what}.</p>
      ) : python.status === 'absent' ? (
        <p>
          This link asks for SQLAlchemy {series} itself, which this build does not carry. {what}.{' '}
          <span className="text-ink-2">The reason, from the build: {python.reason}.</span>
        </p>
      ) : (
        <>
          <p>
            This link asks for SQLAlchemy {series} itself. {what}.
          </p>
          <button
            type="button"
            className="ml-auto h-9 rounded-lg bg-ink px-3.5 text-[13.5px] font-semibold whitespace-nowrap text-paper hover:opacity-90 max-sm:ml-0"
            onClick={onAccept}
          >
            Load {megabytes(weight)} MB and run
          </button>
        </>
      )}
    </div>
  );
}
