// What Python learned or decided between two statements: no SQL, so a thin line between the others.
import type { SessionEvent } from '@/lib/trace/trace';
import type { When } from './log-line';

export function SessionLine({
  session,
  when,
  focusable,
  onSelect,
}: {
  readonly session: SessionEvent;
  readonly when: When;
  readonly focusable: boolean;
  readonly onSelect: () => void;
}) {
  return (
    <button
      type="button"
      data-line
      tabIndex={focusable ? 0 : -1}
      aria-current={when === 'now' ? 'step' : undefined}
      className={`flex w-full gap-x-2.5 py-1 pr-10 pl-3 text-left text-[12.5px] leading-5 -outline-offset-2 sm:pl-4 @3xl:pl-13 ${when === 'now' ? 'bg-orm-soft/70' : ''} ${when === 'future' ? 'text-ink-3' : 'text-ink-2'}`}
      onClick={onSelect}
    >
      <span className={`font-semibold ${when === 'future' ? '' : 'text-orm'}`}>Python</span>
      <span>{session.note}</span>
    </button>
  );
}
