// The title of a rule, and since when, until when or on which driver it holds.
import { extentOf } from '@/lib/rules/extent';
import type { Rule } from '@/lib/rules/rule';
import { Prose } from './prose';

export function RuleHead({ rule }: { readonly rule: Rule }) {
  const extent = extentOf(rule);
  return (
    <>
      <h3 id={`${rule.id}-title`} className="text-[17px] leading-snug font-semibold tracking-tight text-balance">
        <Prose text={rule.title} />
      </h3>
      {extent && (
        <p className="w-fit rounded-full border border-line-strong px-2.5 py-0.5 text-[12.5px] text-ink-2">
          holds {extent}
        </p>
      )}
    </>
  );
}
