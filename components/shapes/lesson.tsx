// What a program shows, and the rules that it shows it for.
import Link from 'next/link';
import { Prose } from '@/components/prose/prose';
import type { Program } from '@/lib/programs/program';
import { findRule } from '@/lib/rules/rules';

export function Lesson({ program }: { readonly program: Program }) {
  return (
    <section aria-labelledby="lesson" className="grid gap-4 px-0.5">
      <h2 id="lesson" className="text-[13px] font-medium text-ink-3">
        What it shows
      </h2>
      <p className="-mt-3 max-w-[68ch] text-[18px] leading-[1.45] font-medium tracking-[-0.01em] text-pretty sm:text-[20px]">
        {program.lesson}
      </p>
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1.5 text-[14px] text-ink-2">
        {program.rules.map((id) => (
          <Link
            key={id}
            href={`/rules/#${id}`}
            prefetch={false}
            className="py-0.5 underline decoration-line-strong underline-offset-4 hover:text-ink hover:decoration-ink"
          >
            Rule {id}: <Prose text={findRule(id)?.title ?? ''} />
          </Link>
        ))}
      </p>
    </section>
  );
}
