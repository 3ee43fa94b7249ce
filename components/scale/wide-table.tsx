// A table that is wider than a phone: it scrolls inside itself, also by keyboard.
import type { ReactNode } from 'react';

/** Spread, because a region that scrolls needs a tab stop although nothing in it can be operated (WCAG 2.1.1). */
const KEYBOARD = { tabIndex: 0 };

export function WideTable({
  label,
  minWidth,
  columns,
  children,
}: {
  readonly label: string;
  /** CSS pixels. */
  readonly minWidth: number;
  /** Their heads; the first one stands over the heads of the rows. */
  readonly columns: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={label} className="overflow-x-auto" {...KEYBOARD}>
      <table
        className="w-full text-right text-[13.5px] tabular-nums [&_td]:px-2.5 [&_td]:py-1 [&_th]:px-2.5 [&_th]:py-1"
        style={{ minWidth }}
      >
        <caption className="sr-only">{label}</caption>
        <thead className="border-b border-line-strong/50 text-ink-2">
          <tr>
            {columns.map((column, at) => (
              <th key={column} scope="col" className={`font-medium ${at === 0 ? 'text-left' : ''}`}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
