// A table of PostgreSQL with its rows: a dozen as readable rows, thousands as a field of cells. A row stays
// where it was and wears the mark of whoever removed or changed it.
import { type NodeProps, Position } from '@xyflow/react';
import { effectOn, fateOf, valuesOf } from '@/lib/trace/state';
import type { Effect } from '@/lib/trace/trace';
import { READABLE_ROWS, type StageNode, type TableData } from './flow';
import { Anchor } from './nodes';
import { type Cell, RowField } from './row-field';
import { ChangedValue, Mark } from './row-mark';

type Props = NodeProps<Extract<StageNode, { type: 'table' }>>;

const FIELD_WIDTH = 280;

export function TableNode({ data }: Props) {
  const { state, side } = data;
  const seeded = state.table.seeded.reduce((sum, each) => sum + each, 0);
  const rows = state.table.rows.length;
  return (
    <div
      className={`overflow-hidden rounded-lg border border-line bg-card text-[13px] shadow-card ${side === 'parent' ? 'min-w-44' : 'min-w-72'}`}
    >
      <header className="flex items-baseline justify-between gap-6 border-b border-line bg-fk-soft/60 px-3 py-1.5">
        <b className="font-mono font-semibold">{state.table.name}</b>
        <span className="text-ink-2 tabular-nums">
          {state.present === seeded
            ? `${seeded.toLocaleString('en')} row${seeded === 1 ? '' : 's'}`
            : `${seeded.toLocaleString('en')} → ${state.present.toLocaleString('en')}`}
        </span>
      </header>
      {rows <= READABLE_ROWS ? <Rows data={data} /> : <Field data={data} />}
      {side === 'parent' ? (
        <>
          <Anchor id="right" type="source" position={Position.Right} style={{ top: 17 }} />
          <Anchor id="bottom" type="source" position={Position.Bottom} style={{ left: 20 }} />
        </>
      ) : (
        <>
          <Anchor id="left" type="target" position={Position.Left} style={{ top: 17 }} />
          <Anchor id="top-left" type="target" position={Position.Top} style={{ left: 20 }} />
        </>
      )}
      <Anchor id="top" type="target" position={Position.Top} style={{ left: 48 }} />
    </div>
  );
}

function Rows({ data }: { readonly data: TableData }) {
  const { index, state, columns, side, transaction } = data;
  return (
    <table className="w-full border-collapse font-mono">
      <caption className="sr-only">Rows of {state.table.name} at this step</caption>
      <tbody>
        {state.table.rows.map((row, at) => {
          const fate = fateOf(index, state, at);
          const effect = effectOn(index, state, at);
          const gone = fate === 'deleted';
          const tint = effect === null ? '' : effect.by === 'client' ? 'bg-orm-soft' : 'bg-fk-soft';
          const values = valuesOf(index, state, at, columns);
          return (
            <tr
              key={String(row[0])}
              className={`border-t border-line/60 first:border-t-0 ${tint} ${fate === 'absent' ? 'invisible' : ''}`}
              data-row={`${state.table.name}:${row[0]}`}
              data-fate={fate}
              data-by={effect?.by ?? ''}
            >
              <th scope="row" className="relative w-8 py-1 pl-3 text-left font-normal text-ink-3 tabular-nums">
                {row[0]}
                {side === 'child' && <Anchor id={`row:${row[0]}`} type="target" position={Position.Left} />}
              </th>
              <td className={`pr-3 ${gone ? 'text-ink-2 line-through' : ''}`}>{values[1]}</td>
              {columns[2] && (
                <td className={`pr-4 whitespace-nowrap ${gone ? 'text-ink-2 line-through' : 'text-ink-2'}`}>
                  {columns[2]} <ForeignKeyValue effect={effect} value={values[2] ?? null} />
                </td>
              )}
              <td className="relative h-8 w-px pr-2 text-right">
                <Mark effect={effect} attempted={transaction === 'refused'} />
                {side === 'parent' && <Anchor id={`row:${row[0]}`} type="source" position={Position.Right} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ForeignKeyValue({
  effect,
  value,
}: {
  readonly effect: Effect | null;
  readonly value: string | number | null;
}) {
  if (!effect?.change) return value ?? <b className="text-null">NULL</b>;
  return <ChangedValue change={effect.change} />;
}

function Field({ data }: { readonly data: TableData }) {
  const { index, state, active } = data;
  const latest = state.lastEffect.reduce((max, each) => Math.max(max, each), -1);
  const recent = latest - Math.max(8, state.lastEffect.length * 0.03);
  const cellAt = (row: number): Cell => {
    const last = state.lastEffect[row] ?? -1;
    const effect = index.effects[last];
    if (!effect) return state.table.seeded[row] ? 'here' : 'absent';
    const orm = effect.by === 'client';
    if (effect.operation === 'UPDATE') return orm ? 'changed-orm' : 'changed-fk';
    const now = active && last > recent;
    return orm ? (now ? 'orm-now' : 'orm') : now ? 'fk-now' : 'fk';
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
      <Anchor id="grid" type="target" position={Position.Left} />
    </div>
  );
}
