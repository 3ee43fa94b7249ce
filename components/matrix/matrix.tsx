'use client';
// The matrix of one operation: filters from the address, the grid, and the setting that is pointed at in full.
import './matrix.css';
import { useMemo, useState } from 'react';
import { IgnoredSettings } from '@/components/address/ignored-settings';
import { navigate, useSearch } from '@/components/address/location';
import { type Grid, type GridRuns, SETTINGS } from '@/lib/matrix/grids';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { FilterBar } from './filter-bar';
import { type Filters, NO_FILTERS, readFilters, writeFilters } from './filters';
import { GridTable } from './grid-table';
import { Legend } from './legend';
import { SettingPanel } from './setting-panel';
import { tableOf, WIDTH } from './table-model';

const FIRST_SETTING = SETTINGS.findIndex(({ cascade, passiveDeletes, onDelete, nullable }) => {
  const { cascade: c, passiveDeletes: p, onDelete: o, nullable: n } = DEFAULT_SCENARIO;
  return cascade === c && passiveDeletes === p && onDelete === o && nullable === n;
});

export function Matrix({ grid, runs }: { readonly grid: Grid; readonly runs: GridRuns }) {
  const search = useSearch();
  const { filters, ignored } = useMemo(() => readFilters(search), [search]);
  const table = useMemo(() => tableOf(runs, filters), [runs, filters]);
  const [setting, setSetting] = useState(FIRST_SETTING);
  const change = (next: Filters) => navigate(writeFilters(next), 'replace');
  return (
    <div className="grid grid-cols-1 gap-4">
      <IgnoredSettings ignored={ignored} />
      <FilterBar shape={grid.shape} runs={runs} filters={filters} onChange={change} />
      <Legend />
      <p id="matrix-keys" className="-mt-2 text-[13px] text-ink-3 max-sm:hidden">
        Tab enters the matrix, the arrow keys move in it, Enter opens an outcome.
      </p>
      {table.groups.length > 0 ? (
        <section aria-label="The matrix" className="mx-scroll max-sm:-mx-4" data-whole={table.columns.length === WIDTH}>
          <GridTable grid={grid} table={table} onSetting={setSetting} />
        </section>
      ) : (
        <p
          role="status"
          className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line-strong border-dashed px-4 py-3 text-[14px]"
        >
          No setting comes to this under these filters.
          <button type="button" className="underline underline-offset-4" onClick={() => change(NO_FILTERS)}>
            Show all settings
          </button>
        </p>
      )}
      <SettingPanel grid={grid} runs={runs} setting={setting} />
    </div>
  );
}
