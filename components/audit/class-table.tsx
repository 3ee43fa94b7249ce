'use client';
// A row for each class, a column for each way: who removes what, what stays, what is refused.
import { useMemo, useState } from 'react';
import { DOER_LOOKS } from '@/components/actor/looks';
import { FEW } from '@/lib/audit/facts';
import type { Evidence } from '@/lib/audit/finding';
import type { Audited } from '@/lib/audit/progress';
import { type ReportedWay, reportOf } from '@/lib/audit/report';
import { wayWords } from '@/lib/audit/words';
import type { Actor } from '@/lib/trace/actor';
import { quantity } from '@/lib/trace/quantity';

const COLUMNS = ['delete', 'delete-loaded', 'bulk'] as const;
const HEADS = {
  delete: 'session.delete()',
  'delete-loaded': 'its collections loaded',
  bulk: 'in bulk',
} as const;

export function ClassTable({
  audited,
  onRun,
}: {
  readonly audited: Audited;
  readonly onRun: (evidence: Evidence) => void;
}) {
  const [wanted, setWanted] = useState('');
  const classes = useMemo(() => reportOf(audited, []).classes.filter(({ ways }) => ways.length > 0), [audited]);
  if (classes.length === 0) return null;
  const words = wanted.trim().toLowerCase();
  const shown = classes.filter((each) => each.class.toLowerCase().includes(words));
  return (
    <section aria-labelledby="classes" className="overflow-hidden rounded-xl border border-line bg-card shadow-card">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 border-b border-line px-4 py-3 sm:px-5">
        <h2 id="classes" className="text-[15px] font-semibold">
          Every class, in every way
        </h2>
        {classes.length > 8 && (
          <input
            type="search"
            aria-label="Search for a class"
            placeholder="A class"
            value={wanted}
            className="h-8 rounded-md border border-line-strong bg-card px-2.5 text-[13.5px] text-ink"
            onChange={(event) => setWanted(event.target.value)}
          />
        )}
      </div>
      {/** biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className="overflow-x-auto" tabIndex={0} aria-label="All classes">
        <table className="w-full text-left text-[13.5px]">
          <thead className="text-ink-2">
            <tr className="border-b border-line">
              <th scope="col" className="px-4 py-2 font-medium sm:px-5">
                Class
              </th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className="px-3 py-2 font-medium">
                  {HEADS[column]}
                </th>
              ))}
              <th scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                executions, 2 → 20
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                one taken out
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ class: name, ways }) => (
              <tr key={name} className="border-b border-line align-top last:border-b-0">
                <th scope="row" className="px-4 py-2 font-medium text-ink sm:px-5">
                  {name}
                </th>
                {COLUMNS.map((column) => {
                  const way = ways.find((each) => each.way === column);
                  return (
                    <td key={column} className="px-3 py-2">
                      {way && <End way={way} onRun={() => onRun(evidenceOf(name, way))} of={name} />}
                    </td>
                  );
                })}
                <td className="px-3 py-2 whitespace-nowrap text-ink-2 tabular-nums">{costOf(ways[0])}</td>
                <td className="px-3 py-2">
                  <ul className="grid gap-1.5">
                    {ways
                      .filter(({ way }) => way.startsWith('remove:'))
                      .map((way) => (
                        <li key={way.way}>
                          <code className="text-[12.5px] text-ink-2">{way.way.replace('remove:', '')}</code>{' '}
                          <End way={way} onRun={() => onRun(evidenceOf(name, way))} of={name} />
                        </li>
                      ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

const evidenceOf = (name: string, { way }: ReportedWay): Evidence => ({ class: name, way, children: FEW, only: null });

function costOf(way: ReportedWay | undefined): string {
  if (!way || way.error) return '';
  return Object.values(way.executions).join(' → ');
}

const DOERS = [
  ['client', 'client'],
  ['foreignKey', 'foreign-key'],
  ['trigger', 'trigger'],
] as const satisfies readonly (readonly [string, Actor])[];
const DOER_NAMES = { client: 'by the ORM', foreignKey: 'by the foreign key', trigger: 'by a trigger' } as const;

/** A button that shows the run: sums over all tables, each with the mark of who did it. */
function End({ way, onRun, of }: { readonly way: ReportedWay; readonly onRun: () => void; readonly of: string }) {
  const sum = (what: 'client' | 'foreignKey' | 'trigger' | 'nulled') =>
    way.tables.reduce((total, table) => total + table[what], 0);
  const nulled = sum('nulled');
  const told = DOERS.filter(([what]) => sum(what) > 0);
  return (
    <button
      type="button"
      className="inline-flex flex-wrap items-center gap-x-2 gap-y-0.5 rounded-md px-1 py-0.5 text-left hover:bg-ink/5"
      aria-label={`${of}, ${wayWords(way.way)}: ${saidOf(way, told, nulled)}. See it happen`}
      onClick={onRun}
    >
      {way.error ? (
        <span className="text-bad">refused{way.error.sqlstate ? ` ${way.error.sqlstate}` : ''}</span>
      ) : (
        <>
          {told.map(([what, actor]) => (
            <span key={what} className={`whitespace-nowrap ${DOER_LOOKS[actor].text}`}>
              {DOER_LOOKS[actor].sign} <span className="tabular-nums">{sum(what)}</span>
            </span>
          ))}
          {nulled > 0 && <span className="whitespace-nowrap text-ink-2">NULL {nulled}</span>}
          {told.length === 0 && nulled === 0 && <span className="text-ink-2">nothing</span>}
        </>
      )}
    </button>
  );
}

function saidOf({ error, tables }: ReportedWay, told: readonly (typeof DOERS)[number][], nulled: number): string {
  if (error) return `refused, ${error.sqlstate ?? error.class}`;
  const said = told.map(
    ([what]) =>
      `${quantity(
        tables.reduce((total, table) => total + table[what], 0),
        'row',
      )} removed ${DOER_NAMES[what]}`,
  );
  return (
    [...said, ...(nulled > 0 ? [`${quantity(nulled, 'row')} left with NULL`] : [])].join(', ') || 'nothing touched'
  );
}
