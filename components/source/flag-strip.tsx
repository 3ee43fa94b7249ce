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
    <section aria-label="Flags" className="grid gap-2.5 rounded-xl border border-line bg-code p-3">
      <div className="flex flex-wrap gap-x-3 gap-y-2 font-mono text-[13px]">
        <FlagList {...props} operation />
      </div>
      {scenario.shape === 'one-to-many' && (
        <div className="text-[13px]">
          <PostsField scenario={scenario} onChange={(posts) => onChange(change(scenario, { posts }))} />
        </div>
      )}
    </section>
  );
});
