// Highlighted code, as text or with controls in its slots.
import { Fragment, memo, type ReactNode, useMemo } from 'react';
import { type Language, type Token, tokenise, tokensBetween } from './tokens';

function Tokens({ tokens }: { readonly tokens: readonly Token[] }) {
  return tokens.map(({ kind, text, start }) =>
    kind ? (
      <span key={start} className={`token ${kind}`}>
        {text}
      </span>
    ) : (
      <Fragment key={start}>{text}</Fragment>
    ),
  );
}

/** Read anew only when its text changes: a log redraws its lines more often than that. */
export const Code = memo(function Code({ text, language }: { readonly text: string; readonly language: Language }) {
  return <Tokens tokens={tokenise(text, language)} />;
});

/** Code in which each slot is drawn by `render`, which gets the slot and its text. */
export function SlottedCode<S extends { readonly start: number; readonly end: number }>({
  text,
  language,
  slots,
  render,
}: {
  readonly text: string;
  readonly language: Language;
  readonly slots: readonly S[];
  readonly render: (slot: S, text: string) => ReactNode;
}) {
  const tokens = useMemo(() => tokenise(text, language), [text, language]);
  const tail = slots.at(-1)?.end ?? 0;
  return (
    <>
      {slots.map((slot, at) => (
        <Fragment key={`${slot.start}`}>
          <Tokens tokens={tokensBetween(tokens, slots[at - 1]?.end ?? 0, slot.start)} />
          {render(slot, text.slice(slot.start, slot.end))}
        </Fragment>
      ))}
      <Tokens tokens={tokensBetween(tokens, tail, text.length)} />
    </>
  );
}
