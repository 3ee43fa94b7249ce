// Everything in which the ways differ, one line each, beside each other.

import { Fragment, type ReactNode } from 'react';
import { DOER_LOOKS } from '@/components/actor/looks';
import { DOER_WORDS, type Doer } from '@/lib/trace/actor';
import type { Difference, RowEnd } from '@/lib/trace/difference';
import type { Name } from '@/lib/trace/key';
import { numeral } from '@/lib/trace/quantity';
import type { RunIndex } from '@/lib/trace/run-index';
import { keysInWords } from './keys';

/** More statements than this are counted only; the logs mark each. */
const MOST_MESSAGES = 12;

interface Line {
  readonly key: string;
  readonly what: ReactNode;
  /** Of a length that a phone has no column for. */
  readonly long?: boolean;
  readonly each: readonly ReactNode[];
}

function endInWords(end: RowEnd): string {
  switch (end.type) {
    case 'inserted':
      return 'inserted';
    case 'changed':
      return end.values.map(({ column, to }) => `${column} = ${to ?? 'NULL'}`).join(', ');
    default:
      return end.type;
  }
}

function handOf(doer: Doer): ReactNode {
  const { mark, text } = DOER_LOOKS[doer];
  return <span className={`${mark} inline-flex items-center gap-1.5 ${text}`}>{DOER_WORDS[doer]}</span>;
}

const rowsTitle = (table: string, keys: readonly Name[]) => (
  <>
    <code>{table}</code> {keysInWords(keys)}
  </>
);

function messageLines(difference: Difference, indexes: readonly RunIndex[]): Line[] {
  const lines = new Map<string, Line>();
  difference.messages.forEach((messages, way) => {
    for (const [at, without] of messages) {
      const event = indexes[way]?.events[at];
      if (!event || event.type === 'session') continue;
      const text = event.type === 'statement' ? event.sql.replace(/\s+/g, ' ') : event.action.toUpperCase();
      const sets = event.type === 'statement' && event.many ? `, ${event.parameters.length} parameter sets` : '';
      const key = `${text} ${without.join()} ${sets}`;
      const each = indexes.map((_, run) => (without.includes(run) ? '–' : 'sent'));
      const what = (
        <>
          <code className="wrap-anywhere">{text}</code>
          {sets}
        </>
      );
      lines.set(key, { key, what, each, long: true });
    }
  });
  return [...lines.values()];
}

/** A setting that does not fit its column is broken before its value. */
const breakable = (name: string) =>
  name.split(/(?<==)/).map((part) => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ));

export function Differences({
  indexes,
  difference,
  ways,
}: {
  readonly indexes: readonly RunIndex[];
  readonly difference: Difference;
  /** Numbered from 1, in the order of the indexes. */
  readonly ways: readonly { readonly number: number; readonly name: string }[];
}) {
  const messages = messageLines(difference, indexes);
  const parts: { readonly title: string; readonly lines: readonly Line[] }[] = [
    {
      title: 'Rows that end differently',
      lines: difference.rows.map(({ of, keys, each }) => ({
        key: `${of}:${keys[0]}`,
        what: rowsTitle(of, keys),
        each: each.map((end) => endInWords(end)),
      })),
    },
    {
      title: 'The same end by another hand',
      lines: difference.hands.map(({ of, keys, each }) => ({
        key: `${of}:${keys[0]}`,
        what: rowsTitle(of, keys),
        each: each.map((hand) => (hand ? handOf(hand) : 'nobody')),
      })),
    },
    {
      title: 'Objects that Python ends up seeing differently',
      lines: difference.objects.map(({ of, keys, each }) => ({
        key: `${of}:${keys[0]}`,
        what: rowsTitle(of, keys),
        each: each.map((state) => state?.replace('-', ' ') ?? 'never loaded'),
      })),
    },
    {
      title:
        messages.length > MOST_MESSAGES
          ? `Statements that not all send: the first ${MOST_MESSAGES} of ${numeral(messages.length)}`
          : 'Statements that not all send',
      lines: messages.slice(0, MOST_MESSAGES),
    },
  ].filter(({ lines }) => lines.length > 0);
  if (indexes.length < 2) return null;
  return (
    <section aria-labelledby="differences" className="overflow-hidden rounded-xl border border-line bg-card">
      <h2 id="differences" className="border-b border-line px-4 py-2.5 text-[15px] font-semibold">
        Where they differ
      </h2>
      {parts.length === 0 ? (
        <p className="px-4 py-3 text-[14px] text-ink-2">
          Nowhere: the same statements, the same rows, the same objects in Python.
        </p>
      ) : (
        <table className="w-full table-fixed text-left text-[12.5px] sm:text-[13.5px] [&_td]:px-1 [&_td]:py-1.5 [&_td]:align-top [&_td]:wrap-break-word [&_th]:px-1 [&_th]:py-1.5 [&_th]:align-top [&_th]:wrap-break-word max-sm:[&_th:first-child]:pl-3 sm:[&_td]:px-4 sm:[&_th]:px-4">
          <thead className="text-ink-2">
            <tr>
              <td className="w-[28%] sm:w-[34%]" />
              {ways.map(({ number, name }) => (
                <th key={number} scope="col" className="font-medium">
                  {number} <span className="max-sm:sr-only">{breakable(name)}</span>
                </th>
              ))}
            </tr>
          </thead>
          {parts.map(({ title, lines }) => (
            <tbody key={title} className="border-t border-line">
              <tr>
                <th scope="rowgroup" colSpan={ways.length + 1} className="pt-3 font-semibold">
                  {title}
                </th>
              </tr>
              {lines.map(({ key, what, long = false, each }) => (
                <Fragment key={key}>
                  {long && (
                    <tr aria-hidden className="sm:hidden">
                      <th colSpan={ways.length + 1} className="font-normal">
                        {what}
                      </th>
                    </tr>
                  )}
                  <tr>
                    <th scope="row" className="font-normal">
                      {long ? <span className="max-sm:sr-only">{what}</span> : what}
                    </th>
                    {ways.map(({ number }) => (
                      <td key={number}>{each[number - 1]}</td>
                    ))}
                  </tr>
                </Fragment>
              ))}
            </tbody>
          ))}
        </table>
      )}
    </section>
  );
}
