// All questions by what they are about, each with its answer.
import Link from 'next/link';
import { Prose } from '@/components/prose/prose';
import { pathOfQuestion, type QuestionGroup } from '@/lib/questions/question';

export function QuestionsIndex({ groups }: { readonly groups: readonly QuestionGroup[] }) {
  return groups.map(({ title, questions }) => (
    <section key={title} aria-label={title} className="border-t border-line py-8">
      <h2 className="pb-5 text-[19px] font-medium tracking-[-0.015em]">{title}</h2>
      <ul className="grid gap-x-10 gap-y-7 md:grid-cols-2">
        {questions.map((question) => (
          <li key={question.id} className="grid min-w-0 content-start gap-1.5">
            <Link
              href={pathOfQuestion(question)}
              prefetch={false}
              className="w-fit py-0.5 text-[16px] leading-snug font-semibold text-pretty wrap-anywhere underline decoration-line-strong underline-offset-4 hover:decoration-ink"
            >
              {question.title}
            </Link>
            <p className="text-[14.5px] leading-relaxed text-pretty text-ink-2">
              <Prose text={question.answer} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  ));
}
