// What a row wears once it was touched: who did it, and what became of the value that was changed.
import type { Effect } from '@/lib/trace/trace';
import { ACTOR } from './flow';

export function ChangedValue({ change }: { readonly change: NonNullable<Effect['change']> }) {
  return (
    <>
      <s className="text-ink-3">{change.from ?? 'NULL'}</s>{' '}
      <b className="rounded bg-null-soft px-1 font-semibold text-null">{change.to ?? 'NULL'}</b>
    </>
  );
}

const DEEDS = { DELETE: '', UPDATE: 'set by ', INSERT: 'inserted by ' } as const;

export function Mark({ effect, attempted }: { readonly effect: Effect | null; readonly attempted: boolean }) {
  if (!effect) return null;
  const orm = effect.by === 'client';
  const look = attempted
    ? 'border border-dashed border-bad text-bad'
    : orm
      ? 'bg-orm-solid text-orm-on-solid'
      : 'bg-fk-solid text-fk-on-solid';
  return (
    <span
      className={`row-mark inline-flex items-center gap-1 rounded-[5px] px-1.5 py-[3px] font-sans text-[11px] leading-none font-semibold whitespace-nowrap ${look}`}
    >
      <span aria-hidden>{orm ? '●' : '◆'}</span>
      {attempted ? 'tried: ' : DEEDS[effect.operation]}
      {ACTOR[effect.by].word}
    </span>
  );
}
