'use client';
// A Python program with the numbers of its lines; the one that caused what the stage shows is lit and in view.
import { useEffect, useMemo, useRef } from 'react';
import { type Token, tokenise, tokensBetween } from '@/components/code/tokens';
import { keepInView } from '@/components/scroll/keep-in-view';

export function ProgramSource({
  source,
  line,
  label,
}: {
  readonly source: string;
  /** From 1; null when no line is to be lit. */
  readonly line: number | null;
  readonly label: string;
}) {
  const lines = useMemo(() => linesOf(source), [source]);
  const box = useRef<HTMLOListElement>(null);
  useEffect(() => keepInView(box.current, line === null ? null : line - 1), [line]);
  return (
    <ol
      ref={box}
      aria-label={label}
      // A box that only scrolls has to be in the reach of the keyboard.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
      tabIndex={0}
      className="relative max-h-[26rem] overflow-auto bg-code py-2 font-mono text-[12.5px] leading-[1.7] -outline-offset-2"
    >
      {lines.map((tokens, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          key={at}
          aria-current={at + 1 === line ? 'step' : undefined}
          className={`flex w-max min-w-full pr-4 ${at + 1 === line ? 'bg-orm-soft' : ''}`}
        >
          <span className="w-12 shrink-0 pr-3 text-right text-ink-3 tabular-nums select-none">{at + 1}</span>
          <code className="whitespace-pre">
            {tokens.map(({ kind, text, start }) => (
              <span key={start} className={kind ? `token ${kind}` : undefined}>
                {text}
              </span>
            ))}
          </code>
        </li>
      ))}
    </ol>
  );
}

function linesOf(source: string): readonly (readonly Token[])[] {
  const tokens = tokenise(source, 'python');
  let start = 0;
  return source
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const from = start;
      start += line.length + 1;
      return tokensBetween(tokens, from, from + line.length);
    });
}
