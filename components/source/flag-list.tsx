// The flags of a relationship and its foreign key, one after another, without the code around them.
import { operationTitle } from '@/lib/scenario/python-operation';
import { pythonPassiveDeletes } from '@/lib/scenario/python-source';
import { NAMES } from '@/lib/scenario/shape';
import { Flag, type FlagsProps, goneTitle, loadedTitle, mapperTitle } from './flags';

/** `operation` puts the operation before the flags. */
export function FlagList({ operation = false, ...props }: FlagsProps & { readonly operation?: boolean }) {
  const { scenario } = props;
  const flags = [
    ...(operation ? ([['operation', '', operationTitle(scenario.operation)]] as const) : []),
    ['cascade', 'cascade', ''],
    ['passiveDeletes', 'passive_deletes', pythonPassiveDeletes(scenario.passiveDeletes)],
    ['onDelete', 'ondelete', scenario.onDelete ?? 'None'],
    ['nullable', 'nullable', ''],
    ...(scenario.shape === 'one-to-one' ? ([['unique', 'unique', '']] as const) : []),
    ...(scenario.unique ? [] : ([['index', 'index', '']] as const)),
    ['loaded', `user.${NAMES[scenario.shape].attribute}`, loadedTitle(scenario.loaded, scenario)],
    ['sqlalchemy', 'SQLAlchemy', scenario.sqlalchemy],
    ['driver', 'driver', scenario.driver],
    ...(scenario.shape === 'one-to-many' ? ([['gone', 'meanwhile gone', goneTitle(scenario.gone)]] as const) : []),
    ...(scenario.mapper === 'plain' && scenario.gone === 'nothing'
      ? []
      : ([['mapper', 'mappers', mapperTitle(scenario.mapper)]] as const)),
  ] as const;
  return flags.map(([field, label, text]) => (
    <span key={field} className="inline-flex max-w-full min-w-0 items-center gap-1.5 [&>*]:min-h-8">
      {label && <span className="flex items-center text-ink-2">{label}</span>}
      <Flag {...props} field={field} text={text} />
    </span>
  ));
}
