// The sentences of a verdict, each actor with its mark and hue.
import type { Part, Verdict } from '@/lib/verdict/verdict';

const PART: Readonly<Record<Part['tone'], string>> = {
  plain: '',
  client: 'mark-orm text-orm before:mr-[0.32em] before:align-[0.02em] whitespace-nowrap',
  'foreign-key': 'mark-fk text-fk before:mr-[0.42em] before:ml-[0.06em] before:align-[0.06em] whitespace-nowrap',
  trigger: 'mark-trigger text-trigger before:mr-[0.34em] whitespace-nowrap',
  bad: 'text-bad',
};

export function Sentences({ sentences }: Pick<Verdict, 'sentences'>) {
  return sentences.map((sentence) => (
    <span key={sentence.map((part) => part.text).join('')} className="sm:block">
      {sentence.map((part) => (
        <span key={part.text} className={PART[part.tone]}>
          {part.text}
        </span>
      ))}{' '}
    </span>
  ));
}
