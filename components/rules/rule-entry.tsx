import Link from 'next/link';
import { pathOfProgram } from '@/components/address/program-path';
import { Prose } from '@/components/prose/prose';
import { RuleHead } from '@/components/prose/rule-head';
import type { Rule } from '@/lib/rules/rule';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { writeUrl } from '@/lib/scenario/url';

/** Where the rule can be seen. */
function placeOf({ id, scenario, program, page }: Rule): { readonly href: string; readonly where: string } {
  if (program) return { href: pathOfProgram({ id: program }), where: 'in a program of another shape' };
  if (page === '/scale/') return { href: page, where: 'in the laboratory' };
  if (page) return { href: `${page}#${id}`, where: 'in both series' };
  return { href: `/${writeUrl(change(DEFAULT_SCENARIO, scenario ?? {}))}`, where: 'in the explorer' };
}

/** One rule with its number, which is its anchor, and the way into a scenario in which it decides. */
export function RuleEntry({ rule }: { readonly rule: Rule }) {
  const { id, text, reference } = rule;
  const { href, where } = placeOf(rule);
  return (
    <article
      id={id}
      aria-labelledby={`${id}-title`}
      className="group grid scroll-mt-6 gap-x-6 gap-y-2 border-t border-line py-6 target:-mx-4 target:rounded-xl target:border-transparent target:bg-card target:px-4 target:shadow-card sm:grid-cols-[3.25rem_minmax(0,1fr)] sm:target:-mx-5 sm:target:px-5"
    >
      <a
        href={`#${id}`}
        aria-label={`Link to rule ${id}`}
        className="h-fit w-fit rounded-md border border-line bg-card px-2 py-0.5 font-mono text-[13px] text-ink-2 group-target:border-ink group-target:bg-ink group-target:text-paper forced-colors:group-target:underline hover:border-line-strong hover:text-ink"
      >
        {id}
      </a>
      <div className="grid min-w-0 gap-2">
        <RuleHead rule={rule} />
        <p className="max-w-[62ch] text-[15.5px] leading-relaxed text-pretty wrap-anywhere text-ink-2">
          <Prose text={text} />
        </p>
        <p className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2 pt-1 text-[13px] text-ink-3">
          <cite className="max-w-[56ch] wrap-anywhere not-italic">{reference}</cite>
          <Link
            href={href}
            prefetch={false}
            aria-label={`See it happen: ${id}, ${where}`}
            className="shrink-0 py-0.5 text-[13.5px] text-ink underline decoration-line-strong underline-offset-4 hover:decoration-ink"
          >
            See it happen
          </Link>
        </p>
      </div>
    </article>
  );
}
