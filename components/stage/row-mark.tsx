// What a row wears once it was touched: who did it, and what became of the value that was changed.
import { DOER_LOOKS } from '@/components/actor/looks';
import { DOER_WORDS, type Doer } from '@/lib/trace/actor';
import type { Change, Effect } from '@/lib/trace/trace';

const shown = (value: Change['to']) => value ?? 'NULL';

/** As wide as ChangedValue, whose padding is that of one character. */
export const changedText = ({ from, to }: Change) => `${shown(from)} ${shown(to)} `;

export function ChangedValue({ change }: { readonly change: Change }) {
  return (
    <>
      <s className="text-ink-3">{shown(change.from)}</s> <span className="sr-only">is now </span>
      <b className="rounded bg-null-soft px-[0.5ch] font-semibold text-null">{shown(change.to)}</b>
    </>
  );
}

const DEEDS = { DELETE: '', TRUNCATE: 'truncated by ', UPDATE: 'set by ', INSERT: 'inserted by ' } as const;

/** The words of a mark, behind its sign. */
export function markText({ operation }: Pick<Effect, 'operation'>, doer: Doer, attempted: boolean): string {
  return `${attempted ? 'tried: ' : DEEDS[operation]}${DOER_WORDS[doer]}`;
}

export function Mark({
  effect,
  doer,
  attempted,
}: {
  readonly effect: Effect;
  readonly doer: Doer;
  readonly attempted: boolean;
}) {
  const { sign, solid } = DOER_LOOKS[doer];
  return (
    <span
      className={`row-mark inline-flex items-center gap-1 rounded-[5px] px-1.5 py-[3px] font-sans text-[11px] leading-none font-semibold whitespace-nowrap ${attempted ? 'border border-dashed border-bad text-bad' : solid}`}
    >
      <span aria-hidden>{sign}</span>
      {effect.operation === 'DELETE' && !attempted && <span className="sr-only">deleted by </span>}
      {markText(effect, doer, attempted)}
    </span>
  );
}
