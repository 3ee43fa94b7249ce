// The numbers of a verdict; where several runs stand beside each other, those that differ are marked.
import { DOER_LOOKS } from '@/components/actor/looks';
import type { Count } from '@/lib/verdict/counts';

export function Counts({
  counts,
  label = 'Counts',
  differing = null,
}: {
  readonly counts: readonly Count[];
  readonly label?: string;
  /** Ids of those that another run has otherwise: then each stands in a line of its own. */
  readonly differing?: ReadonlySet<string> | null;
}) {
  if (counts.length === 0) return null;
  return (
    <ul
      aria-label={label}
      className={`text-[14px] text-ink-2 ${differing ? 'grid gap-0.5' : 'flex flex-wrap gap-x-6 gap-y-1.5'}`}
    >
      {counts.map(({ id, value, label: what, actor }) => {
        const differs = differing?.has(id) ?? false;
        const mark = actor ? DOER_LOOKS[actor].mark : '';
        return (
          <li key={id} data-differs={differs} className={`flex items-baseline gap-1.5 ${differing ? '' : mark}`}>
            <b
              className={`text-ink tabular-nums ${differing ? 'min-w-9 rounded px-1 text-right' : ''} ${differs ? 'bg-ink/10 font-bold forced-colors:underline' : 'font-semibold'}`}
            >
              {value}
            </b>{' '}
            <span className={differing ? `inline-flex items-center gap-1.5 ${mark}` : ''}>{what}</span>
            {differs && <span className="sr-only">, differs</span>}
          </li>
        );
      })}
    </ul>
  );
}
