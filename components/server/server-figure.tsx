// What a delete like this one took on the recorded server: one run in a tab is no measure of time.
import Link from 'next/link';
import { count, duration } from '@/lib/scale/figures';
import { figuresBeside, type ServerFigures } from '@/lib/scale/server-figures';
import type { Scenario } from '@/lib/scenario/scenario';

export function ServerFigure({ figures, scenario }: { readonly figures: ServerFigures; readonly scenario: Scenario }) {
  const beside = figuresBeside(figures, scenario);
  if (!beside) return null;
  const { near, largest, otherwise } = beside;
  const sizes = near === largest ? [largest] : [near, largest];
  return (
    <p className="text-[14px] text-ink-2" data-testid="server-figure">
      On a real server, recorded with {scenario.driver}:{' '}
      {sizes.map(([posts, milliseconds], at) => (
        <span key={posts}>
          {at > 0 && ', '}
          {count(posts)} posts took <b className="font-semibold text-ink tabular-nums">{duration(milliseconds)}</b>
        </span>
      ))}
      {otherwise && (
        <>
          {' '}
          (<code>passive_deletes={otherwise.passiveDeletes ? 'True' : 'False'}</code>:{' '}
          <b className="font-semibold text-ink tabular-nums">{duration(otherwise.milliseconds)}</b>)
        </>
      )}
      .{' '}
      <Link href="/scale" prefetch={false} className="underline underline-offset-4 hover:text-ink">
        How it grows
      </Link>
    </p>
  );
}
