// Where a recorded run can be changed, stepped through or compared.
import Link from 'next/link';
import { pathOfProgram } from '@/components/address/program-path';
import { isShape, type QuestionRun, scenarioOf } from '@/lib/questions/question';
import { sameScenario } from '@/lib/scenario/change';
import { withShared, writeComparison } from '@/lib/scenario/compare-url';
import { writeUrl } from '@/lib/scenario/url';

interface Way {
  readonly href: string;
  readonly text: string;
}

export function waysOn(run: QuestionRun): readonly Way[] {
  if ('scenario' in run)
    return [{ href: `/${writeUrl(scenarioOf(run))}`, text: 'Change its settings in the explorer' }];
  const { program } = run;
  const edit = { href: `/yours/?program=${program}`, text: 'Edit and run the program' };
  return isShape(program)
    ? [{ href: pathOfProgram({ id: program }), text: 'The whole run, with its log and program' }, edit]
    : [edit];
}

/** Two runs beside each other, where they are of one operation on the same rows. */
export function comparisonOf(one: QuestionRun, other: QuestionRun): readonly Way[] {
  if (!('scenario' in one && 'scenario' in other)) return [];
  const ways = [scenarioOf(one), scenarioOf(other)] as const;
  const comparable = withShared(ways, ways[0]).every((way, at) => sameScenario(way, ways[at] ?? way));
  return comparable ? [{ href: `/compare/${writeComparison(ways)}`, text: 'Compare both, step by step' }] : [];
}

export function RunLinks({ ways }: { readonly ways: readonly Way[] }) {
  return ways.map(({ href, text }) => (
    <Link
      key={href}
      href={href}
      prefetch={false}
      className="py-0.5 text-[14px] underline decoration-line-strong underline-offset-4 hover:decoration-ink"
    >
      {text}
    </Link>
  ));
}
