// The lasting badge: engine and versions of what is on screen.
import { engineName } from '@/lib/trace/engine-name';
import type { Trace } from '@/lib/trace/trace';

export function ProducedBy({
  engine,
  live,
  note = '',
}: {
  readonly engine: Trace<unknown>['engine'];
  /** Whether it ran in this tab, or was recorded when the page was built. */
  readonly live: boolean;
  /** What to add where nothing else says which of the two. */
  readonly note?: string;
}) {
  return (
    <p data-testid="produced-by" data-engine={engine.name} data-live={live} className="text-ink-2">
      Produced by <b className="font-semibold text-ink">{engineName(engine)}</b> on PostgreSQL {engine.postgres}
      {note}
    </p>
  );
}
