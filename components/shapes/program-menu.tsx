'use client';
// The way to the other programs: a list by lesson, and the ones before and after.
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { pathOfProgram } from '@/components/address/program-path';
import type { Program } from '@/lib/programs/program';
import { PROGRAM_GROUPS, PROGRAMS } from '@/lib/programs/programs';

const LINK =
  'grid h-9 min-w-9 place-items-center rounded-lg border border-line bg-card px-2 text-ink-2 hover:border-line-strong hover:text-ink';

export function ProgramMenu({ program }: { readonly program: Program }) {
  const router = useRouter();
  const at = PROGRAMS.indexOf(program);
  const [before, after] = [PROGRAMS[at - 1], PROGRAMS[at + 1]];
  return (
    <nav aria-label="Shapes" className="flex items-center gap-2 text-[14px]">
      <Link
        href="/shapes/"
        prefetch={false}
        className="mr-1 py-0.5 whitespace-nowrap text-ink-2 underline underline-offset-4 hover:text-ink"
      >
        All shapes
      </Link>
      {before && (
        <Link href={pathOfProgram(before)} prefetch={false} className={LINK} aria-label={`Before: ${before.title}`}>
          <span aria-hidden>←</span>
        </Link>
      )}
      <select
        aria-label="Shape"
        className="h-9 min-w-0 max-w-96 rounded-lg max-sm:flex-1 border border-line bg-card px-2 hover:border-line-strong"
        value={program.id}
        onChange={(event) => router.push(pathOfProgram({ id: event.target.value }))}
      >
        {PROGRAM_GROUPS.map(({ title, programs }) => (
          <optgroup key={title} label={title}>
            {programs.map((each) => (
              <option key={each.id} value={each.id}>
                {each.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {after && (
        <Link href={pathOfProgram(after)} prefetch={false} className={LINK} aria-label={`Next: ${after.title}`}>
          <span aria-hidden>→</span>
        </Link>
      )}
    </nav>
  );
}
