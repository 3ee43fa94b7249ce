// A table of a program with all its columns and rows. A row stays where it was and wears the mark of whoever removed
// or changed it; a foreign key that refers to the same table is said in words.
import { type NodeProps, Position } from '@xyflow/react';
import { keyColumnsOf } from '@/lib/trace/schema';
import { effectOn, fateOf, valuesOf } from '@/lib/trace/state';
import { Anchor } from './nodes';
import { actionText, type ProgramNode, type ProgramTableData } from './program-flow';
import { ChangedValue, Mark } from './row-mark';

type Props = NodeProps<Extract<ProgramNode, { type: 'program-table' }>>;

export function ProgramTableNode({ data }: Props) {
  const { table, state } = data;
  const seeded = state.table.seeded.reduce((sum, each) => sum + each, 0);
  const own = table.foreignKeys.filter(({ references }) => references === table.name);
  return (
    <div className="max-w-(--stage-room) min-w-44 overflow-hidden rounded-lg border border-line bg-card text-[13px] shadow-card">
      <header className="flex items-baseline justify-between gap-6 border-b border-line bg-fk-soft/60 px-3 py-1.5">
        <b className="font-mono font-semibold">{table.name}</b>
        <span className="text-ink-2 tabular-nums">
          {state.present === seeded ? `${seeded} row${seeded === 1 ? '' : 's'}` : `${seeded} → ${state.present}`}
        </span>
      </header>
      <Rows data={data} />
      {own.map((each) => (
        <p key={each.name} className="border-t border-line px-3 py-1 font-mono text-[11px] font-semibold text-fk">
          {each.columns.join(', ')} → {table.name}: {actionText(each)}
        </p>
      ))}
      <Anchor id="left" type="target" position={Position.Left} style={{ top: 17 }} />
      <Anchor id="right" type="source" position={Position.Right} style={{ top: 17 }} />
      <Anchor id="top" type="target" position={Position.Top} style={{ left: 24 }} />
      <Anchor id="bottom" type="source" position={Position.Bottom} style={{ left: 24 }} />
      <Anchor id="wire" type="target" position={Position.Top} style={{ left: 56 }} />
    </div>
  );
}

function Rows({ data: { table, index, state, transaction } }: { readonly data: ProgramTableData }) {
  const names = table.columns.map(({ name }) => name);
  const keys = new Set(keyColumnsOf(table));
  return (
    <table className="w-full border-collapse font-mono">
      <caption className="sr-only">Rows of {table.name} at this step</caption>
      <thead>
        <tr className="text-[11px] text-ink-3">
          {names.map((name) => (
            <th key={name} scope="col" className="px-3 pt-1 text-left font-normal">
              {name}
            </th>
          ))}
          <th scope="col">
            <span className="sr-only">touched by</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {state.table.keys.map((key, at) => {
          const fate = fateOf(index, state, at);
          const effect = effectOn(index, state, at);
          const gone = fate === 'deleted';
          const tint = effect === null ? '' : effect.by === 'client' ? 'bg-orm-soft' : 'bg-fk-soft';
          const values = valuesOf(index, state, at, names);
          return (
            <tr
              key={key}
              className={`border-t border-line/60 ${tint} ${fate === 'absent' ? 'invisible' : ''}`}
              data-row={`${table.name}:${key}`}
              data-fate={fate}
              data-by={effect?.by ?? ''}
            >
              {names.map((name, column) => (
                <td
                  key={name}
                  className={`relative px-3 py-1 whitespace-nowrap ${gone ? 'text-ink-2 line-through' : keys.has(column) ? 'text-ink-3' : ''}`}
                >
                  {effect?.change?.column === name ? (
                    <ChangedValue change={effect.change} />
                  ) : (
                    (values[column] ?? <b className="text-null">NULL</b>)
                  )}
                  {column === 0 && <Anchor id={`to:${key}`} type="target" position={Position.Left} />}
                </td>
              ))}
              <td className="relative h-8 w-px pr-2 text-right">
                <Mark effect={effect} attempted={transaction === 'refused'} />
                <Anchor id={`from:${key}`} type="source" position={Position.Right} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
