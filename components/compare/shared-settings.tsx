// What all ways have in common, set once: the relationship, what is done, and to how many posts.
import { Flag, type FlagsProps } from '@/components/source/flags';
import { PostsField } from '@/components/source/posts-field';
import type { Shared } from '@/lib/scenario/compare-url';
import { operationTitle } from '@/lib/scenario/python-operation';
import { OPERATIONS_OF, type Scenario } from '@/lib/scenario/scenario';

export function SharedSettings({
  scenario,
  onChange,
}: {
  /** Any way: they agree on what is set here. */
  readonly scenario: Scenario;
  readonly onChange: (shared: Shared) => void;
}) {
  const flags: FlagsProps = { scenario, onChange, operations: OPERATIONS_OF[scenario.shape] };
  return (
    <section
      aria-label="The same for all ways"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 text-[13px] lg:gap-x-3 lg:[&_[type=range]]:w-20"
    >
      <h2 className="text-ink-2 xl:max-2xl:sr-only">The same for all</h2>
      <span className="font-mono [&>*]:min-h-8">
        <Flag {...flags} field="operation" text={operationTitle(scenario.operation)} />
      </span>
      <span className="font-mono [&>*]:min-h-8">
        <Flag {...flags} field="shape" text={scenario.shape} />
      </span>
      {scenario.shape === 'one-to-many' && (
        <PostsField scenario={scenario} onChange={(posts) => onChange({ ...scenario, posts })} />
      )}
    </section>
  );
}
