// What of the address could not be followed, said plainly; everything else was.
import { type Ignored, ignoredWords } from '@/lib/scenario/ignored';

export function IgnoredSettings({ ignored }: { readonly ignored: readonly Ignored[] }) {
  if (ignored.length === 0) return null;
  return (
    <div role="status" className="rounded-xl border border-line bg-bad-soft px-4 py-2.5 text-[13.5px] wrap-anywhere">
      {ignored.map((each) => (
        <p key={each.field}>
          <b className="font-mono">{each.field}</b> in the address {ignoredWords(each)}
        </p>
      ))}
    </div>
  );
}
