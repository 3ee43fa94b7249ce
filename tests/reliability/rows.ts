// Whether a trace's rows are what its effects lead to.
import { indexRun } from '@/lib/trace/run-index';
import { fateOf, stateAt, valuesOf } from '@/lib/trace/state';
import type { Trace, TransactionEvent } from '@/lib/trace/trace';

/** The tables of which the last step shows other rows than the run ended with, though the trace does not say that it cannot tell. */
export function falseTables(trace: Trace<unknown>): readonly string[] {
  if (trace.missing.length > 0) return [];
  const untold = new Set(trace.unexplained.map(({ table }) => table));
  const index = indexRun({ ...trace, events: [...trace.events, ...rollbacks(trace)] });
  return stateAt(index, index.lastStep).tables.flatMap((state) => {
    const { name } = state.table;
    const shown = state.table.rows.flatMap((_, row) =>
      ['deleted', 'absent'].includes(fateOf(index, state, row)) ? [] : [JSON.stringify(valuesOf(index, state, row))],
    );
    const there = (trace.rows[name] ?? []).map((row) => JSON.stringify(row));
    return untold.has(name) || String(shown.sort()) === String(there.sort()) ? [] : [name];
  });
}

/** What becomes of the transactions that are open at the end. */
function rollbacks({ events }: Trace<unknown>): readonly TransactionEvent[] {
  const open = new Map<number, TransactionEvent>();
  for (const event of events) {
    if (event.type !== 'transaction') continue;
    if (event.action === 'begin') open.set(event.connection ?? 1, { ...event, action: 'rollback' });
    if (event.action === 'commit' || event.action === 'rollback') open.delete(event.connection ?? 1);
  }
  return [...open.values()];
}
