// The flags of a relationship and its foreign key, without the code around them: the three that matter most, and all
// others behind a button.
import { type ReactNode, useId, useState } from 'react';
import { operationTitle } from '@/lib/scenario/python-operation';
import { goneWords, loadedWords, mapperWords, passiveDeletesWords, settingName } from '@/lib/scenario/setting-words';
import { Flag, type FlagsProps } from './flags';

const FIRST = 3;

/** `operation` puts the operation among the others; `children` are behind the button, too. */
export function FlagList({
  operation = false,
  children,
  ...props
}: FlagsProps & { readonly operation?: boolean; readonly children?: ReactNode }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const { scenario } = props;
  const flags = [
    ['cascade', ''],
    ['passiveDeletes', passiveDeletesWords(scenario.passiveDeletes)],
    ['onDelete', scenario.onDelete ?? 'None'],
    ...(operation ? ([['operation', operationTitle(scenario.operation)]] as const) : []),
    ['nullable', ''],
    ...(scenario.shape === 'one-to-one' ? ([['unique', '']] as const) : []),
    ...(scenario.unique ? [] : ([['index', '']] as const)),
    ['loaded', loadedWords(scenario.loaded, scenario.shape)],
    ['sqlalchemy', scenario.sqlalchemy],
    ['driver', scenario.driver],
    ...(scenario.shape === 'one-to-many' ? ([['gone', goneWords(scenario.gone)]] as const) : []),
    ...(scenario.mapper === 'plain' && scenario.gone === 'nothing'
      ? []
      : ([['mapper', mapperWords(scenario.mapper)]] as const)),
  ] as const;
  const controls = flags.map(([field, text]) => (
    <span key={field} className="inline-flex max-w-full min-w-0 items-center gap-1.5 [&>*]:min-h-8">
      {field !== 'operation' && (
        <span className="flex items-center text-ink-2">{settingName(field, scenario.shape)}</span>
      )}
      <Flag {...props} field={field} text={text} />
    </span>
  ));
  return (
    <>
      <span className="flex basis-full flex-wrap items-center justify-between gap-x-2.5 gap-y-1.5 @min-[46rem]:contents">
        {controls[0]}
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          className="order-last ml-auto min-h-8 px-1 font-sans text-[13px] whitespace-nowrap text-ink-2 underline underline-offset-4 hover:text-ink"
          onClick={() => setOpen(!open)}
        >
          {open ? 'Fewer' : 'All settings'}
        </button>
      </span>
      {controls.slice(1, FIRST)}
      <div id={id} hidden={!open} className="order-last basis-full">
        <div className="flex flex-wrap gap-x-3 gap-y-2">{controls.slice(FIRST)}</div>
        {children}
      </div>
    </>
  );
}
