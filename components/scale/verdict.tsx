// What the largest size says, in the largest type of the page.
import type { Part } from '@/lib/scale/conclusion';
import { count } from '@/lib/scale/figures';

const TONE = {
  client: 'mark-orm text-orm before:mr-[0.32em] before:align-[0.02em] whitespace-nowrap',
  'foreign-key': 'mark-fk text-fk before:mr-[0.42em] before:ml-[0.06em] before:align-[0.06em] whitespace-nowrap',
} as const;

export function Verdict({
  size,
  sentences,
  running,
}: {
  readonly size: number | null;
  readonly sentences: readonly (readonly Part[])[];
  readonly running: boolean;
}) {
  return (
    <section aria-labelledby="scale-verdict" className="grid gap-1.5">
      <h2 id="scale-verdict" className="text-[13px] font-medium text-ink-3">
        {size === null ? 'The verdict' : `At ${count(size)} posts${running ? ', so far' : ''}`}
      </h2>
      <p>
        {sentences.length === 0 && <span className="text-[22px] font-medium text-ink-3">Nothing is measured yet.</span>}
        {sentences.map((sentence, index) => (
          <span
            key={sentence.map(({ text }) => text).join('')}
            className={
              index === 0 && sentences.length > 1
                ? 'mb-2 block text-[22px] leading-[1.3] font-medium tracking-[-0.015em] sm:text-[27px]'
                : 'block text-[16px] leading-[1.6]'
            }
          >
            {sentence.map(({ text, by }) => (
              <span key={text} className={by ? TONE[by] : ''}>
                {text}
              </span>
            ))}
          </span>
        ))}
      </p>
    </section>
  );
}
