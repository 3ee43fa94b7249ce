// A list of short lines, drawn as it is while it is short; a long one scrolls in its own box and draws only what
// is seen. That part is loaded when it is first needed.
import { lazy, Suspense } from 'react';
import { Part } from '@/components/chrome/part';
import { numeral } from '@/lib/trace/quantity';
import type { RowsProps } from './virtual-rows';

const SHORT = 50;
const VirtualRows = lazy(() => import('./virtual-rows'));

export function Rows(props: RowsProps) {
  const { label, count, render } = props;
  if (count > SHORT) {
    return (
      <Part what="The list">
        <Suspense fallback={<p className="text-ink-2">{numeral(count)} rows…</p>}>
          <VirtualRows {...props} />
        </Suspense>
      </Part>
    );
  }
  return (
    <ul aria-label={label} className="font-mono text-[12.5px] leading-6">
      {Array.from({ length: count }, (_, at) => at).map((row) => (
        <li key={row}>{render(row)}</li>
      ))}
    </ul>
  );
}
