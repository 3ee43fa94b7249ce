'use client';
// The first minute offers itself once, on a page that was opened without a wish, and plays nothing.
import { useReader } from '@/components/chrome/use-reader';
import { usePlayer } from '@/components/run/use-player';
import type { Watched } from '@/lib/trace/following';
import { keepFirstMinute, useFirstMinuteKnown } from './kept';

export function Offer({ player, onAccept }: { readonly player: Watched; readonly onAccept: () => void }) {
  const known = useFirstMinuteKnown();
  const came = useReader();
  const waits = usePlayer(player, ({ step, playing }) => step === 0 && !playing);
  if (known || !came || !waits) return null;
  return (
    <section
      aria-label="New here?"
      className="z-5 m-3 flex max-w-92 flex-wrap items-center gap-x-3 gap-y-1.5 self-end rounded-xl border border-line-strong bg-card py-2 pr-2 pl-4 text-[14px] shadow-card max-sm:hidden lg:ml-31 print:hidden"
    >
      <p>
        <b className="font-semibold">New here?</b> Four captions show what a delete does.
      </p>
      <div className="flex gap-1">
        <button
          type="button"
          className="h-8 rounded-lg bg-ink px-3 text-[13.5px] font-semibold text-paper hover:opacity-90"
          onClick={onAccept}
        >
          Show me
        </button>
        <button
          type="button"
          className="h-8 rounded-lg px-2.5 text-[13.5px] text-ink-2 hover:text-ink"
          onClick={keepFirstMinute}
        >
          No, thanks
        </button>
      </div>
    </section>
  );
}
