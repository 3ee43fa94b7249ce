'use client';
// Which engine produced what is on screen, how far its loading is, and what to do when it fails.
import type { EngineSession } from '@/lib/engine/page/session';
import { useEngineState, wholeState } from './use-engine';
import { Failure, Loading, megabytes } from './waiting';

export function EngineStatus({
  session,
  live,
  onRetry,
}: {
  readonly session: EngineSession | null;
  /** Whether what is on screen ran in this tab, or was recorded when the page was built. */
  readonly live: boolean;
  readonly onRetry: () => void;
}) {
  const state = useEngineState(session, wholeState);
  switch (state.status) {
    case 'idle':
    case 'ready':
      return <Badge text={live ? 'live on PostgreSQL in this tab' : 'recorded when this page was built'} live={live} />;
    case 'running':
      return <Badge text="running…" live={live} />;
    case 'loading': {
      const { phase, received, total } = state;
      const known = total > 0;
      const text = known ? `${phase} ${megabytes(received)} of ${megabytes(total)} MB` : phase;
      return (
        <div className="text-[13px]">
          <Loading what="PostgreSQL" text={text} share={known ? received / total : null} />
        </div>
      );
    }
    case 'failed':
      return (
        <div className="text-[13px]">
          <Failure {...state} onRetry={onRetry} />
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
      <span aria-hidden className={`size-2 rounded-full ${live ? 'drawn bg-ink' : 'border border-line-strong'}`} />
      {text}
    </span>
  );
}
