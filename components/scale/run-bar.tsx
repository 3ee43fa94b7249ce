'use client';
// Run, how far it is, and stop; or what went wrong and how to go on.
import { megabytes, ProgressBar } from '@/components/engine/waiting';
import type { ScaleState } from '@/lib/engine/page/scale-session';

export function RunBar({
  state,
  done,
  total,
  stale,
  onRun,
  onCancel,
}: {
  readonly state: ScaleState;
  readonly done: number;
  readonly total: number;
  /** What is shown was measured with other settings. */
  readonly stale: boolean;
  readonly onRun: () => void;
  readonly onCancel: () => void;
}) {
  const busy = state.status === 'loading' || state.status === 'measuring' || state.status === 'explaining';
  return (
    <div className="stays-at-bottom grid gap-2.5 lg:sticky lg:bottom-0 lg:border-t lg:border-line lg:bg-paper lg:py-4">
      {busy ? (
        <button
          type="button"
          className="h-11 rounded-xl border border-line-strong bg-card px-4 text-[15px] font-semibold hover:bg-code"
          onClick={onCancel}
        >
          Stop
        </button>
      ) : (
        <button
          type="button"
          className="h-11 rounded-xl bg-ink px-4 text-[15px] font-semibold text-paper hover:opacity-90"
          onClick={onRun}
        >
          {done > 0 && !stale ? 'Measure again' : 'Measure'}
        </button>
      )}
      <div role="status" className="min-h-5 text-[13px] text-ink-2" data-testid="laboratory" data-status={state.status}>
        {state.status === 'loading' &&
          (state.total > 0 && state.received === state.total
            ? 'starting PostgreSQL'
            : `downloading PostgreSQL ${megabytes(state.received)} of ${megabytes(state.total)} MB`)}
        {state.status === 'measuring' && `${done} of ${total} runs`}
        {state.status === 'explaining' && 'asking PostgreSQL'}
        {state.status === 'failed' && (
          <span className="text-bad">
            <b>{state.sentence}</b> <span className="text-ink-2">{state.detail}</span>
          </span>
        )}
        {state.status === 'idle' &&
          (stale ? 'The figures are from other settings.' : done > 0 ? `${done} of ${total} runs` : '')}
      </div>
      {state.status === 'measuring' && <ProgressBar label="Runs measured" share={done / total} className="w-full" />}
    </div>
  );
}
