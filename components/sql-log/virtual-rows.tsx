// The long form of Rows.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';

const ROW_HEIGHT = 24;
/** Not every browser lets the keyboard into a box that only scrolls. */
const KEYBOARD = { tabIndex: 0 };

export interface RowsProps {
  readonly label: string;
  readonly count: number;
  readonly render: (at: number) => ReactNode;
}

export default function VirtualRows({ label, count, render }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  return (
    <section
      ref={scroller}
      {...KEYBOARD}
      aria-label={label}
      className="max-h-60 overflow-auto rounded-lg border border-line bg-paper px-3 py-1"
    >
      <ul
        aria-label={label}
        className="relative font-mono text-[12.5px] leading-6"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <li
            key={index}
            aria-setsize={count}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0 h-6 truncate"
            style={{ transform: `translateY(${start}px)` }}
          >
            {render(index)}
          </li>
        ))}
      </ul>
    </section>
  );
}
