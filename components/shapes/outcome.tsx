// What a program shows: its lesson in words, what the run on the stage came to in numbers, and why it was refused.
import Link from 'next/link';
import { Prose } from '@/components/rules/prose';
import { ProblemBox } from '@/components/verdict/problem-box';
import type { Program } from '@/lib/programs/program';
import { findRule } from '@/lib/rules/rules';
import type { RunIndex } from '@/lib/trace/run-index';
import { tallyOf } from '@/lib/trace/tally';
import type { Actor } from '@/lib/trace/trace';

interface Count {
  readonly value: number;
  readonly label: string;
  readonly actor?: Actor;
}

const MARKS = { client: 'mark-orm', 'foreign-key': 'mark-fk' } as const;
const counted = (value: number, one: string, many = `${one}s`) => ({ value, label: value === 1 ? one : many });

function countsOf(index: RunIndex): readonly Count[] {
  const { statements, roundTrips, rowsLoaded, removed, written, undone } = tallyOf(index);
  const done: readonly Count[] = [
    { ...counted(removed.client, 'row removed by the ORM', 'rows removed by the ORM'), actor: 'client' },
    {
      ...counted(removed['foreign-key'], 'row removed by a foreign key', 'rows removed by a foreign key'),
      actor: 'foreign-key',
    },
    { ...counted(written.client, 'row written by the ORM', 'rows written by the ORM'), actor: 'client' },
    {
      ...counted(written['foreign-key'], 'row set by a foreign key', 'rows set by a foreign key'),
      actor: 'foreign-key',
    },
    counted(undone, 'row touched and rolled back', 'rows touched and rolled back'),
  ];
  return [
    ...done.filter(({ value }) => value > 0),
    counted(statements, 'statement'),
    counted(roundTrips, 'round trip'),
    counted(rowsLoaded, 'row loaded into Python', 'rows loaded into Python'),
  ];
}

export function Outcome({ program, index }: { readonly program: Program; readonly index: RunIndex | null }) {
  return (
    <section aria-labelledby="lesson" className="grid gap-4 px-0.5">
      <h2 id="lesson" className="text-[13px] font-medium text-ink-3">
        What it shows
      </h2>
      <p className="-mt-3 max-w-[68ch] text-[18px] leading-[1.45] font-medium tracking-[-0.01em] text-pretty sm:text-[20px]">
        {program.lesson}
      </p>
      {index && <Ended index={index} />}
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1.5 text-[14px] text-ink-2">
        {program.rules.map((id) => (
          <Link
            key={id}
            href={`/rules/#${id}`}
            prefetch={false}
            className="underline decoration-line-strong underline-offset-4 hover:text-ink hover:decoration-ink"
          >
            Rule {id}: <Prose text={findRule(id)?.title ?? ''} />
          </Link>
        ))}
      </p>
    </section>
  );
}

function Ended({ index }: { readonly index: RunIndex }) {
  const { error, warnings } = index.run.trace;
  return (
    <>
      <ul aria-label="Counts" className="flex flex-wrap gap-x-6 gap-y-1.5 text-[14px] text-ink-2">
        {countsOf(index).map(({ value, label, actor }) => (
          <li key={label} className={`inline-flex items-center gap-1.5 ${actor ? MARKS[actor] : ''}`}>
            <b className="font-semibold text-ink tabular-nums">{value}</b> {label}
          </li>
        ))}
      </ul>
      {error && <ProblemBox problem={{ error, undone: null }} />}
      {warnings.map(({ class: name, message }) => (
        <p key={message} className="rounded-xl border border-line-strong/40 bg-card px-4 py-3 text-[14px]">
          <b className="font-semibold">{name}</b> <code className="text-[13px]">{message}</code>
        </p>
      ))}
    </>
  );
}
