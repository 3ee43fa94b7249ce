// All programs by lesson, each with a picture of its run, what it shows and the rules that it shows.
import Link from 'next/link';
import { pathOfProgram } from '@/components/address/program-path';
import type { Program } from '@/lib/programs/program';
import { PROGRAM_GROUPS } from '@/lib/programs/programs';
import type { Trace } from '@/lib/trace/trace';
import { Preview } from './preview';

/** `runOf` tells the recorded run of a program; null where the build has none. */
export function ShapesIndex({ runOf }: { readonly runOf: (program: Program) => Trace<null> | null }) {
  return PROGRAM_GROUPS.map(({ title, programs }) => (
    <section key={title} aria-label={title} className="grid gap-5 border-t border-line py-7">
      <h2 className="text-[19px] font-medium tracking-[-0.015em]">{title}</h2>
      <ul className="grid gap-x-7 gap-y-9 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4 min-[125rem]:grid-cols-5">
        {programs.map((program) => (
          <Card key={program.id} program={program} run={runOf(program)} />
        ))}
      </ul>
    </section>
  ));
}

function Card({ program, run }: { readonly program: Program; readonly run: Trace<null> | null }) {
  return (
    <li className="grid min-w-0 content-start gap-1.5">
      {run && <Preview run={run} />}
      <Link
        href={pathOfProgram(program)}
        prefetch={false}
        className="w-fit text-[16px] font-semibold text-balance underline decoration-line-strong underline-offset-4 hover:decoration-ink"
      >
        {program.title}
      </Link>
      <p className="text-[14.5px] leading-relaxed text-pretty text-ink-2">{program.lesson}</p>
      <p className="font-mono text-[12px] text-ink-3">{program.rules.join(', ')}</p>
    </li>
  );
}
