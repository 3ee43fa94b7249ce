'use client';
// Which engine produced what is on screen, how far its loading is, and what to do when it fails.
import type { SessionState } from '@/lib/engine/session';

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

export function EngineStatus({
  state,
  live,
  onRetry,
}: {
  readonly state: SessionState;
  /** Whether what is on screen ran in this tab, or was recorded when the page was built. */
  readonly live: boolean;
  readonly onRetry: () => void;
}) {
  switch (state.status) {
    case 'idle':
    case 'ready':
      return <Badge text={live ? 'live on PostgreSQL in this tab' : 'recorded when this page was built'} live={live} />;
    case 'running':
      return <Badge text="running…" live={live} />;
    case 'loading': {
      const { phase, received, total } = state;
      const known = total > 0;
      return (
        <div className="flex min-w-56 items-center gap-3 text-[13px] text-ink-2">
          <span className="whitespace-nowrap">
            {phase}
            {known && ` ${megabytes(received)} of ${megabytes(total)} MB`}
          </span>
          <progress
            className="h-1.5 w-24 flex-1 overflow-hidden rounded-full [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink"
            aria-label="Loading PostgreSQL"
            {...(known ? { value: received, max: total } : {})}
          />
        </div>
      );
    }
    case 'failed':
      return (
        <div role="alert" className="flex flex-wrap items-center gap-3 text-[13px] text-bad">
          <span>
            <b>{state.sentence}</b> <span className="text-ink-2">{state.detail}</span>
          </span>
          <button
            type="button"
            className="rounded-lg border border-bad bg-card px-3 py-1 font-semibold hover:bg-bad-soft"
            onClick={onRetry}
          >
            Try again
          </button>
        </div>
      );
  }
}

function Badge({ text, live }: { readonly text: string; readonly live: boolean }) {
  return (
    <span
      className="flex items-center gap-2 text-[13px] whitespace-nowrap text-ink-2"
      data-testid="engine"
      data-live={live}
    >
      <span aria-hidden className={`size-2 rounded-full ${live ? 'bg-ink' : 'border border-line-strong'}`} />
      {text}
    </span>
  );
}
