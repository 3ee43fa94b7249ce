'use client';
// A few questions, and the answers that are left: each with its settings and what came of them, as the way to all of it.
import { useMemo } from 'react';
import { IgnoredSettings } from '@/components/address/ignored-settings';
import { navigate, useSearch } from '@/components/address/location';
import { answers, type Need } from '@/lib/which/answer';
import { FIELDS, readAsked, writeAsked } from './asked';

export interface Row extends Need {
  readonly id: string;
  readonly title: string;
  /** In words of Python. */
  readonly settings: readonly string[];
  /** What came of them, in a sentence or two. */
  readonly outcome: string;
}

const QUESTIONS: {
  readonly [Field in keyof Need]: { readonly label: string; readonly open: string } & {
    readonly choices: Readonly<Record<NonNullable<Need[Field]>, string>>;
  };
} = {
  children: {
    label: 'What hangs on the row?',
    open: 'anything',
    choices: {
      many: 'many children',
      one: 'one child (one-to-one)',
      levels: 'children of children',
      pairs: 'rows of an association table',
    },
  },
  fate: {
    label: 'What must become of it?',
    open: 'any of these',
    choices: { deleted: 'it goes, too', null: 'it stays, with NULL', refused: 'the delete is refused' },
  },
  besides: {
    label: 'What else is there?',
    open: 'nothing, or any of these',
    choices: {
      orphans: 'children are taken out of a collection',
      'fixed-table': 'the table cannot be changed',
      async: 'an AsyncSession',
    },
  },
};

export function Chooser({ rows }: { readonly rows: readonly Row[] }) {
  const search = useSearch();
  const { asked, ignored } = useMemo(() => readAsked(search), [search]);
  const left = rows.filter((row) => answers(asked, row));
  const choose = (field: keyof Need, value: string) => {
    const next = readAsked(`?${new URLSearchParams({ [field]: value })}`).asked[field];
    navigate(writeAsked({ ...asked, [field]: next }), 'push');
  };
  return (
    <div className="grid gap-5">
      <IgnoredSettings ignored={ignored} />
      <fieldset className="grid min-w-0 gap-4 sm:grid-cols-3 print:hidden">
        <legend className="sr-only">What is wanted</legend>
        {FIELDS.map((field) => (
          <label key={field} className="grid min-w-0 content-start gap-1.5 text-[14px] text-ink-2">
            {QUESTIONS[field].label}
            <select
              className="h-10 min-w-0 rounded-lg border border-line-strong bg-card px-2 text-[15px] text-ink hover:border-ink"
              value={asked[field] ?? ''}
              onChange={(event) => choose(field, event.target.value)}
            >
              <option value="">{QUESTIONS[field].open}</option>
              {Object.entries(QUESTIONS[field].choices).map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        ))}
      </fieldset>
      <p role="status" className="text-[14px] text-ink-2">
        {left.length === 0
          ? 'None of the answers is to all of that. Leave one of the questions open.'
          : `${left.length} of ${rows.length} answers`}
      </p>
      <ul className="grid gap-3 lg:grid-cols-2">
        {left.map(({ id, title, settings, outcome }) => (
          <li
            key={id}
            className="grid min-w-0 content-start gap-2 rounded-xl border border-line bg-card p-4 shadow-card"
          >
            <a
              href={`#${id}`}
              className="w-fit py-0.5 text-[16px] leading-snug font-semibold underline decoration-line-strong underline-offset-4 hover:decoration-ink"
            >
              {title}
            </a>
            <p className="flex flex-wrap gap-x-4 gap-y-0.5 font-mono text-[12.5px]">
              {settings.map((setting) => (
                <code key={setting} className="wrap-anywhere">
                  {setting}
                </code>
              ))}
            </p>
            <p className="text-[14.5px] leading-relaxed text-pretty text-ink-2">{outcome}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
