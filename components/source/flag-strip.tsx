'use client';
// The flags without the code around them, for a phone: next to the stage that they change.
import { change } from '@/lib/scenario/change';
import { operationTitle } from '@/lib/scenario/python-operation';
import { pythonPassiveDeletes } from '@/lib/scenario/python-source';
import { NAMES } from '@/lib/scenario/shape';
import { Flag, type FlagsProps, loadedTitle } from './flags';
import { PostsField } from './posts-field';

export function FlagStrip(props: FlagsProps) {
  const { scenario, onChange } = props;
  const flags = [
    ['operation', '', operationTitle(scenario.operation)],
    ['cascade', 'cascade', ''],
    ['passiveDeletes', 'passive_deletes', pythonPassiveDeletes(scenario.passiveDeletes)],
    ['onDelete', 'ondelete', scenario.onDelete ?? 'None'],
    ['nullable', 'nullable', ''],
    ...(scenario.shape === 'one-to-one' ? ([['unique', 'unique', '']] as const) : []),
    ...(scenario.unique ? [] : ([['index', 'index', '']] as const)),
    ['loaded', `user.${NAMES[scenario.shape].attribute}`, loadedTitle(scenario.loaded, scenario)],
  ] as const;
  return (
    <section aria-label="Flags" className="grid gap-2.5 rounded-xl border border-line bg-code p-3">
      <div className="flex flex-wrap gap-x-3 gap-y-2 font-mono text-[13px]">
        {flags.map(([field, label, text]) => (
          <span key={field} className="inline-flex max-w-full min-w-0 items-center gap-1.5 [&>*]:min-h-8">
            {label && <span className="flex items-center text-ink-2">{label}</span>}
            <Flag {...props} field={field} text={text} />
          </span>
        ))}
      </div>
      {scenario.shape === 'one-to-many' && (
        <div className="text-[13px]">
          <PostsField scenario={scenario} onChange={(posts) => onChange(change(scenario, { posts }))} />
        </div>
      )}
    </section>
  );
}
