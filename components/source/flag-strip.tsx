'use client';
// The flags for a phone: next to the stage that they change.
import { memo } from 'react';
import { change } from '@/lib/scenario/change';
import { FlagList } from './flag-list';
import type { FlagsProps } from './flags';
import { PostsField } from './posts-field';

export const FlagStrip = memo(function FlagStrip(props: FlagsProps) {
  const { scenario, onChange } = props;
  return (
    <section
      aria-label="Flags"
      className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 rounded-xl border border-line bg-code px-2.5 py-2 font-mono text-[12px] min-[430px]:text-[13px]"
    >
      <FlagList {...props} operation>
        {scenario.shape === 'one-to-many' && (
          <div className="mt-2 font-sans">
            <PostsField scenario={scenario} onChange={(posts) => onChange(change(scenario, { posts }))} />
          </div>
        )}
      </FlagList>
    </section>
  );
});
