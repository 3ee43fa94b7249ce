'use client';
// What to look for: kinds of outcome with their number of settings, and the settings themselves.
import { type GridRuns, NULLABLES, PASSIVE_DELETES } from '@/lib/matrix/grids';
import { LOADED } from '@/lib/scenario/scenario';
import { loadedWords, passiveDeletesWords, settingName } from '@/lib/scenario/setting-words';
import type { Shape } from '@/lib/scenario/shape';
import { type Filters, NO_FILTERS, SHOWS, type Show } from './filters';
import { countSettings } from './table-model';

const NAMES_OF: Readonly<Record<Show, string>> = {
  everything: 'everything',
  depends: 'depends on what was loaded',
  orm: 'deleted by the ORM',
  'foreign-key': 'deleted by the foreign key',
  null: 'left with NULL',
  refused: 'refused',
  rejected: 'rejected as a setting',
};

export function FilterBar({
  shape,
  runs,
  filters,
  onChange,
}: {
  readonly shape: Shape;
  readonly runs: GridRuns;
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}) {
  return (
    <div className="grid min-w-0 grid-cols-1 gap-3">
      <fieldset className="flex min-w-0 gap-1.5 max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 sm:flex-wrap">
        <legend className="sr-only">Show</legend>
        {SHOWS.map((show) => {
          const count = countSettings(runs, { ...filters, show });
          return (
            <button
              key={show}
              type="button"
              aria-pressed={filters.show === show}
              disabled={count === 0 && filters.show !== show}
              onClick={() => onChange({ ...filters, show })}
              className="flex h-8 shrink-0 items-center gap-2 rounded-full border border-line bg-card px-3 text-[13px] text-ink-2 hover:border-line-strong hover:text-ink disabled:hidden aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-paper"
            >
              {NAMES_OF[show]}
              <span className="font-semibold tabular-nums">{count}</span>
            </button>
          );
        })}
      </fieldset>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 text-[13px] text-ink-2">
        <Choice
          label={settingName('passiveDeletes', shape)}
          values={PASSIVE_DELETES}
          value={filters.passiveDeletes}
          text={passiveDeletesWords}
          onChoose={(passiveDeletes) => onChange({ ...filters, passiveDeletes })}
        />
        <Choice
          label={settingName('nullable', shape)}
          values={NULLABLES}
          value={filters.nullable}
          text={(value) => (value ? 'True' : 'False')}
          onChoose={(nullable) => onChange({ ...filters, nullable })}
        />
        <Choice
          label={settingName('loaded', shape)}
          values={LOADED}
          value={filters.loaded}
          text={(value) => loadedWords(value, shape)}
          onChoose={(loaded) => onChange({ ...filters, loaded })}
        />
        <button
          type="button"
          onClick={() => onChange(NO_FILTERS)}
          disabled={Object.keys(NO_FILTERS).every(
            (key) => filters[key as keyof Filters] === NO_FILTERS[key as keyof Filters],
          )}
          className="text-ink underline underline-offset-4 disabled:hidden"
        >
          Show all again
        </button>
      </div>
    </div>
  );
}

function Choice<T>({
  label,
  values,
  value,
  text,
  onChoose,
}: {
  readonly label: string;
  readonly values: readonly T[];
  readonly value: T | null;
  readonly text: (value: T) => string;
  readonly onChoose: (value: T | null) => void;
}) {
  return (
    <label className="inline-flex items-center gap-2">
      <span className={label.includes(' ') ? '' : 'font-mono text-[12.5px]'}>{label}</span>
      <select
        className="h-8 rounded-lg border border-line bg-card px-2 text-ink hover:border-line-strong"
        value={values.indexOf(value as T)}
        onChange={(event) => onChoose(values[Number(event.target.value)] ?? null)}
      >
        <option value={-1}>any</option>
        {values.map((each, at) => (
          <option key={text(each)} value={at}>
            {text(each)}
          </option>
        ))}
      </select>
    </label>
  );
}
