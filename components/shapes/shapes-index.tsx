// All programs by lesson, each with its first sentence and the rules that it shows.
import Link from 'next/link';
import { pathOfProgram } from '@/components/address/program-path';
import { PROGRAM_GROUPS } from '@/lib/programs/programs';

export function ShapesIndex() {
  return PROGRAM_GROUPS.map(({ title, programs }) => (
    <section
      key={title}
      aria-label={title}
      className="grid gap-x-8 gap-y-4 border-t border-line py-7 lg:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <h2 className="text-[19px] font-medium tracking-[-0.015em] text-balance">{title}</h2>
      <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
        {programs.map((program) => (
          <li key={program.id} className="grid content-start gap-1.5">
            <Link
              href={pathOfProgram(program)}
              prefetch={false}
              className="w-fit text-[16px] font-semibold underline decoration-line-strong underline-offset-4 hover:decoration-ink"
            >
              {program.title}
            </Link>
            <p className="text-[14.5px] leading-relaxed text-pretty text-ink-2">{program.lesson}</p>
            <p className="font-mono text-[12px] text-ink-3">{program.rules.join(', ')}</p>
          </li>
        ))}
      </ul>
    </section>
  ));
}
