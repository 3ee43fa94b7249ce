// What of the address could not be followed, said plainly; everything else was.
import type { Ignored } from '@/lib/scenario/url';

export function IgnoredSettings({ ignored }: { readonly ignored: readonly Ignored[] }) {
  if (ignored.length === 0) return null;
  return (
    <div role="status" className="rounded-xl border border-line bg-bad-soft px-4 py-2.5 text-[13.5px]">
      {ignored.map(({ field, value, reason }) => (
        <p key={field}>
          <b className="font-mono">{field}</b> in the address was ignored: “
          {value.length > 60 ? `${value.slice(0, 60)}…` : value}”, {reason}. The default stands in for it.
        </p>
      ))}
    </div>
  );
}
