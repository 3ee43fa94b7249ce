// The text of a rule: what is Python or SQL in it stands out as code.
import { partsOf } from '@/lib/rules/marked-text';

export function Prose({ text }: { readonly text: string }) {
  return partsOf(text).map((part, at) =>
    part.code ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text neither come nor go
      <code key={at} className="text-[0.9em]">
        {part.text}
      </code>
    ) : (
      part.text
    ),
  );
}
