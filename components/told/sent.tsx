// What a recorded run sends, statement by statement, and who touched which rows by it: its log without a script.
import { DOER_LOOKS } from '@/components/actor/looks';
import { BuiltCode } from '@/components/code/built-code';
import { Parameters } from '@/components/sql-log/parameters';
import { DOER_WORDS, type Doer } from '@/lib/trace/actor';
import { quantity } from '@/lib/trace/quantity';
import { touchesRow } from '@/lib/trace/table-index';
import type { StatementEvent, Trace } from '@/lib/trace/trace';

const VERBS = { DELETE: 'deleted', UPDATE: 'changed', INSERT: 'inserted', TRUNCATE: 'emptied' } as const;

export function Sent({ run }: { readonly run: Trace<unknown> }) {
  const sent = run.events.flatMap((event) => (event.type === 'statement' && event.at !== 'setup' ? [event] : []));
  if (sent.length === 0) return null;
  return (
    <details className="overflow-hidden rounded-xl border border-line bg-card text-[13.5px]">
      <summary className="px-4 py-2.5 hover:text-ink">
        {quantity(sent.length, 'statement')} and what {sent.length === 1 ? 'it' : 'each'} did
      </summary>
      <ol className="divide-y divide-line border-t border-line">
        {sent.map((event, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the statements of a recorded run neither come nor go
          <li key={at} className="grid gap-1 px-4 py-2.5">
            <BuiltCode
              className="text-[12.5px] wrap-anywhere whitespace-pre-wrap"
              text={event.sql.trim().replace(/ +\n/g, '\n')}
              language="sql"
            />
            <span className="font-mono text-[12.5px] wrap-anywhere text-ink-2">
              <Parameters sets={event.parameters} many={event.many} />
            </span>
            <Did event={event} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Did({ event: { effects, failed } }: { readonly event: StatementEvent }) {
  const done = new Map<string, { readonly by: Doer; readonly what: string; count: number }>();
  for (const { by, operation, table } of effects.filter(touchesRow)) {
    const key = `${by} ${operation} ${table}`;
    const known = done.get(key) ?? { by, what: `of ${table} ${VERBS[operation]}`, count: 0 };
    known.count++;
    done.set(key, known);
  }
  return (
    <span className="flex flex-wrap gap-x-4 text-[13px] text-ink-2">
      {failed && <b className="font-semibold text-bad">refused</b>}
      {[...done].map(([key, { by, what, count }]) => (
        <span key={key} className={`${DOER_LOOKS[by].mark} inline-flex items-center gap-1.5`}>
          {quantity(count, 'row')} {what} by {by !== 'elsewhere' && 'the '}
          {DOER_WORDS[by]}
        </span>
      ))}
    </span>
  );
}
