// What SQLAlchemy warned of, in its own words.
import type { Warning } from '@/lib/trace/trace';

export function Warnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  // Whoever warns of the same thing twice is heard once.
  const told = new Map(warnings.map((warning) => [warning.message, warning]));
  return [...told.values()].map(({ class: name, message }) => (
    <p
      key={message}
      className="rounded-xl border border-line-strong/40 bg-card px-4 py-3 text-[14px] wrap-anywhere text-ink"
    >
      <b className="font-semibold">{name}</b> <code className="text-[13px]">{message}</code>
    </p>
  ));
}
