// The flags of one way; what all ways share is set above them.
import { Flag, type FlagsProps, loadedTitle } from '@/components/source/flags';
import { pythonPassiveDeletes } from '@/lib/scenario/python-source';
import { NAMES } from '@/lib/scenario/shape';

export function WayFlags(props: FlagsProps & { readonly label: string }) {
  const { scenario } = props;
  const flags = [
    ['cascade', 'cascade', ''],
    ['passiveDeletes', 'passive_deletes', pythonPassiveDeletes(scenario.passiveDeletes)],
    ['onDelete', 'ondelete', scenario.onDelete ?? 'None'],
    ['nullable', 'nullable', ''],
    ...(scenario.shape === 'one-to-one' ? ([['unique', 'unique', '']] as const) : []),
    ...(scenario.unique ? [] : ([['index', 'index', '']] as const)),
    ['loaded', `user.${NAMES[scenario.shape].attribute}`, loadedTitle(scenario.loaded, scenario)],
  ] as const;
  return (
    <fieldset className="flex min-w-0 flex-wrap content-start gap-x-3 gap-y-2 border-b border-line bg-code px-4 py-3 font-mono text-[13px]">
      <legend className="sr-only">{props.label}</legend>
      {flags.map(([field, label, text]) => (
        <span key={field} className="inline-flex max-w-full min-w-0 items-center gap-1.5 [&>*]:min-h-8">
          <span className="flex items-center text-ink-2">{label}</span>
          <Flag {...props} field={field} text={text} />
        </span>
      ))}
    </fieldset>
  );
}
