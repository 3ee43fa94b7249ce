// A table of PostgreSQL with its rows: a dozen as readable rows, thousands as a field of cells. A row stays where it
// was and wears the mark of whoever removed or changed it. There is room for all marks and values of the whole run
// from its first step on, so that nothing moves while it is played.

import type { NodeProps } from '@xyflow/react';
import { DOER_LOOKS } from '@/components/actor/looks';
import type { Doer } from '@/lib/trace/actor';
import { oncePerRun } from '@/lib/trace/arrival';
import { keyColumnsOf } from '@/lib/trace/key';
import { numeral } from '@/lib/trace/quantity';
import type { RunIndex } from '@/lib/trace/run-index';
import type { Table } from '@/lib/trace/schema';
import { changeOfColumn, doerOn, effectOn, fateOf, type TableState, valuesOf } from '@/lib/trace/state';
import { touchesRow } from '@/lib/trace/table-index';
import type { Effect, Row } from '@/lib/trace/trace';
import { actionText, READABLE_ROWS } from './edges';
import type { Ends } from './ends';
import type { StageNode, TableData } from './flow';
import { type Cell as FieldCell, RowField } from './row-field';
import { ChangedValue, changedText, Mark, markText } from './row-mark';
import { treeOf } from './row-tree';
import { Steady } from './steady';

type Props = NodeProps<Extract<StageNode, { type: 'table' }>>;

const FIELD_WIDTH = 280;
/** More columns than this are not all shown. */
const MOST_COLUMNS = 6;

export function TableNode({ data, Sides, Anchor }: Pick<Props, 'data'> & Partial<Ends>) {
  const { table, state, told, brief } = data;
  const readable = state.table.rows.length <= READABLE_ROWS;
  const columns = shownColumns(data);
  const hidden = table.columns.length - columns.length;
  return (
    <div className="max-w-(--stage-room) min-w-44 overflow-hidden rounded-lg border border-line bg-card text-[13px] shadow-card">
      <header className="flex items-baseline justify-between gap-6 border-b border-line bg-fk-soft/60 px-3 py-1.5">
        <b className="font-mono font-semibold">{table.name}</b>
        <Rows state={state} />
      </header>
      {brief ? null : readable ? (
        <ReadableRows data={data} columns={columns} Anchor={Anchor} />
      ) : (
        <Field data={data} Anchor={Anchor} />
      )}
      {readable && !brief && state.table.rows.length === 0 && (
        <p className="border-t border-line/60 px-3 py-1 text-ink-3">no rows</p>
      )}
      {readable && !brief && hidden > 0 && (
        <p className="border-t border-line/60 px-3 py-1 text-[11px] text-ink-3">
          and {hidden} more column{hidden === 1 ? '' : 's'}
        </p>
      )}
      {told.map((each) => (
        <p key={each.name} className="border-t border-line px-3 py-1 font-mono text-[11px] font-semibold text-fk">
          {each.columns.join(', ')} → {each.references}: {actionText(each)}
        </p>
      ))}
      {table.foreignKeys.map(
        (each) =>
          !told.includes(each) && (
            <p key={each.name} className="sr-only">
              {each.columns.join(', ')} refers to {each.references}: {actionText(each)}
            </p>
          ),
      )}
      {Sides && <Sides top={17} left={24} />}
      {Anchor && <Anchor id="wire" type="target" side="top" style={{ left: 56 }} />}
    </div>
  );
}

/** "3 rows", or "3 → 1" once some have come or gone. */
function Rows({ state }: { readonly state: TableState }) {
  const seeded = state.table.seeded.reduce((sum, each) => sum + each, 0);
  const [before, now] = [numeral(seeded), numeral(state.present)];
  const rows = `${before} row${seeded === 1 ? '' : 's'}`;
  const both = `${before} → ${before}`;
  return (
    <Steady widest={both.length > rows.length ? both : rows} className="text-right text-ink-2 tabular-nums">
      {state.present === seeded ? rows : `${before} → ${now}`}
    </Steady>
  );
}

/** Positions of the columns that are worth their room: all, or the keys, what changes, and as many more as fit. */
function shownColumns({ table, index }: TableData): readonly number[] {
  const places = table.columns.map((_, at) => at);
  if (places.length <= MOST_COLUMNS) return places;
  const room = roomsOf(index).get(table.name);
  const references = new Set(table.foreignKeys.flatMap(({ columns }) => columns));
  const needed = new Set([
    ...keyColumnsOf(table).slice(0, MOST_COLUMNS),
    ...places.filter((at) => {
      const name = table.columns[at]?.name ?? '';
      return references.has(name) || room?.values.has(name);
    }),
  ]);
  for (const at of places) if (needed.size < MOST_COLUMNS) needed.add(at);
  return [...needed].sort((a, b) => a - b);
}

/** The longest texts that will stand in a table: of a mark, and by column of a changed value. */
interface Room {
  mark: string;
  readonly values: Map<string, string>;
}

const longer = (one: string, other: string) => (other.length > one.length ? other : one);

const roomsOf = oncePerRun(({ effects, elsewhere, events }: RunIndex): ReadonlyMap<string, Room> => {
  const rooms = new Map<string, Room>();
  // A statement that was refused leaves marks of what was tried.
  const attempted = events.some((event) => event.type === 'statement' && event.failed);
  for (const [at, effect] of effects.entries()) {
    if (!touchesRow(effect)) continue;
    const doer = elsewhere[at] ? 'elsewhere' : effect.by;
    const room = rooms.get(effect.table) ?? { mark: '', values: new Map<string, string>() };
    rooms.set(effect.table, room);
    room.mark = longer(room.mark, markText(effect, doer, false));
    if (attempted) room.mark = longer(room.mark, markText(effect, doer, true));
    for (const change of effect.changes ?? []) {
      room.values.set(change.column, longer(room.values.get(change.column) ?? '', changedText(change)));
    }
  }
  return rooms;
});

function ReadableRows({
  data: { table, index, state, transaction },
  columns,
  Anchor,
}: {
  readonly data: TableData;
  readonly columns: readonly number[];
  readonly Anchor: Ends['Anchor'] | undefined;
}) {
  const keys = new Set(keyColumnsOf(table));
  const own = table.foreignKeys.find(({ references, columns: of }) => references === table.name && of.length === 1);
  const parent = table.columns.findIndex(({ name }) => name === own?.columns[0]);
  const { names, rows } = state.table;
  const tree = own
    ? treeOf(
        names,
        rows.map((row) => parentName(row[parent])),
      )
    : names.map((_, at) => ({ at, depth: 0 }));
  const room = roomsOf(index).get(table.name);
  return (
    <table className="w-full border-collapse font-mono">
      <caption className="sr-only">Rows of {table.name} at this step</caption>
      <thead>
        <tr className="text-[11px] text-ink-3">
          {columns.map((at) => (
            <th key={at} scope="col" className="px-3 pt-1 text-left font-normal @max-md:px-1.5">
              {table.columns[at]?.name}
            </th>
          ))}
          <th scope="col">
            <span className="sr-only">touched by</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tree.map(({ at, depth }) => {
          const name = names[at] ?? '';
          const fate = fateOf(index, state, at);
          const effect = effectOn(index, state, at);
          const values = valuesOf(index, state, at);
          // On the cells: of a row, Chromium does not always paint a background that has changed.
          const doer = doerOn(index, state, at);
          const tint = doer ? DOER_LOOKS[doer].soft : '';
          return (
            <tr
              key={name}
              className={`border-t border-line/60 ${fate === 'absent' ? 'invisible' : ''}`}
              data-row={`${table.name}:${name}`}
              data-fate={fate}
              data-by={doer ?? ''}
            >
              {columns.map((column, first) => (
                <td
                  key={column}
                  className={`relative px-3 py-1 whitespace-nowrap @max-md:px-1.5 @max-md:py-0.5 ${tint} ${fate === 'deleted' ? 'text-ink-2 line-through' : keys.has(column) ? 'text-ink-3' : ''}`}
                >
                  {first === 0 && depth > 0 && (
                    <span aria-hidden className="text-ink-3" style={{ paddingLeft: `${2 * depth - 2}ch` }}>
                      {'└ '}
                    </span>
                  )}
                  <Value table={table} column={column} effect={effect} value={values[column] ?? null} room={room} />
                  {first === 0 && Anchor && <Anchor id={`to:${name}`} type="target" side="left" />}
                </td>
              ))}
              <td className={`relative h-8 w-px pr-2 text-right @max-md:h-6.5 ${tint}`}>
                {room && (
                  <Steady widest={room.mark} className="mark-room">
                    {effect && doer && (
                      <Mark
                        effect={effect}
                        doer={doer}
                        attempted={transaction === 'refused' && !isLasting(index, state, at)}
                      />
                    )}
                  </Steady>
                )}
                {Anchor && <Anchor id={`from:${name}`} type="source" side="right" />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const parentName = (value: Row[number] | undefined) =>
  typeof value === 'number' || typeof value === 'string' ? value : null;

/** Whether the last effect on a row is kept in the end, as what was done before a savepoint is. */
const isLasting = ({ settlement }: RunIndex, { lastEffect }: TableState, row: number) =>
  settlement.lasting[lastEffect[row] ?? -1] === 1;

/** Longer values are cut; the whole is a tooltip. */
const LETTERS = 24;

function Value({
  table,
  column,
  effect,
  value,
  room,
}: {
  readonly table: Table;
  readonly column: number;
  readonly effect: Effect | null;
  readonly value: string | number | null;
  readonly room: Room | undefined;
}) {
  const name = table.columns[column]?.name ?? '';
  const widest = room?.values.get(name);
  const change = changeOfColumn(effect, name);
  const text = String(value);
  const shown = change ? (
    <ChangedValue change={change} />
  ) : value === null ? (
    <b className="text-null">NULL</b>
  ) : text.length > LETTERS ? (
    <span title={text}>{text.slice(0, LETTERS)}…</span>
  ) : (
    text
  );
  return widest === undefined ? shown : <Steady widest={widest}>{shown}</Steady>;
}

function Field({ data, Anchor }: { readonly data: TableData; readonly Anchor: Ends['Anchor'] | undefined }) {
  const { index, state, active } = data;
  const latest = state.lastEffect.reduce((max, each) => Math.max(max, each), -1);
  const recent = latest - Math.max(8, state.lastEffect.length * 0.03);
  const cellAt = (row: number): FieldCell => {
    const last = state.lastEffect[row] ?? -1;
    const effect = index.effects[last];
    if (!effect) return state.table.seeded[row] ? 'here' : 'absent';
    return index.elsewhere[last] ? 'elsewhere' : cellOf(effect, active && last > recent);
  };
  const rows = state.table.rows.length;
  return (
    <div className="relative p-3">
      <RowField
        count={rows}
        cellAt={cellAt}
        width={FIELD_WIDTH}
        label={`${state.table.name}: ${state.present} of ${rows} rows are there at this step`}
      />
      <Legend data={data} />
      {Anchor && (
        <>
          <Anchor id="to-field" type="target" side="left" />
          <Anchor id="from-field" type="source" side="right" />
        </>
      )}
    </div>
  );
}

/** What happens to rows of each table in the whole run, in the words of their marks: each with an effect that does it. */
const deedsOf = oncePerRun(({ effects, elsewhere }: RunIndex) => {
  const deeds = new Map<string, Map<string, { readonly effect: Effect; readonly doer: Doer }>>();
  for (const [at, effect] of effects.entries()) {
    if (!touchesRow(effect)) continue;
    const doer = elsewhere[at] ? 'elsewhere' : effect.by;
    const own = deeds.get(effect.table) ?? new Map();
    deeds.set(effect.table, own);
    const text = markText(effect, doer, false);
    if (!own.has(text)) own.set(text, { effect, doer });
  }
  return deeds;
});

/** How many rows of a field wear which mark. */
function Legend({ data: { index, state } }: { readonly data: TableData }) {
  const deeds = deedsOf(index).get(state.table.name);
  if (!deeds) return null;
  const counts = new Map<string, number>();
  for (const last of state.lastEffect) {
    const effect = index.effects[last];
    if (!effect) continue;
    const text = markText(effect, index.elsewhere[last] ? 'elsewhere' : effect.by, false);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const width = numeral(state.table.rows.length).length;
  return (
    <ul aria-label={`Marks of ${state.table.name}`} className="mt-2 grid justify-items-start gap-1">
      {[...deeds].map(([text, { effect, doer }]) => (
        <li key={text} className="flex items-center gap-2">
          <b className="text-right font-semibold tabular-nums" style={{ minWidth: `${width}ch` }}>
            {numeral(counts.get(text) ?? 0)}
          </b>
          <Mark effect={effect} doer={doer} attempted={false} />
        </li>
      ))}
    </ul>
  );
}

function cellOf({ by, operation }: Effect, now: boolean): FieldCell {
  if (operation === 'INSERT') return 'here';
  if (operation === 'UPDATE') return by === 'client' ? 'changed-orm' : 'changed-fk';
  switch (by) {
    case 'client':
      return now ? 'orm-now' : 'orm';
    case 'foreign-key':
      return now ? 'fk-now' : 'fk';
    case 'trigger':
      return now ? 'trigger-now' : 'trigger';
  }
}
