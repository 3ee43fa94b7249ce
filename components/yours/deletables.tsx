'use client';
// What can be deleted of a reader's models, class by class, on rows that are made for it.
import { useState } from 'react';
import type { Deletable, WayOfDeleting } from '@/lib/program-text';

/** Rows on each foreign key. */
const CHILDREN = 2;

const WAYS = [
  {
    way: 'delete',
    head: 'session.delete()',
    words: 'with session.delete()',
    text: 'delete',
    name: (of: string) => `Delete a ${of}`,
  },
  {
    way: 'delete-loaded',
    head: 'its collections loaded',
    words: 'with session.delete(), its collections loaded',
    text: 'load, delete',
    name: (of: string) => `Delete a ${of} whose collections are loaded`,
  },
  {
    way: 'bulk',
    head: 'in bulk',
    words: 'in bulk, with delete(…)',
    text: 'delete(…)',
    name: (of: string) => `Delete a ${of} in bulk`,
  },
] as const;
const REMOVE = 'remove:';

const BUTTON =
  'h-7 rounded-md border border-line px-2 font-mono text-[12px] whitespace-nowrap hover:border-ink disabled:opacity-60';

interface DeletablesProps {
  readonly deletables: readonly Deletable[];
  readonly busy: boolean;
  readonly onDelete: (deletes: WayOfDeleting) => void;
}

const SELECT =
  'h-9 max-w-full rounded-lg text-ink border border-line bg-card px-2 text-[13.5px] hover:border-line-strong';

/** The choice above a run of one of them: the next one is two keys away. */
export function DeletableChoice({
  deletables,
  deletes,
  busy,
  onDelete,
}: DeletablesProps & { readonly deletes: WayOfDeleting }) {
  const [{ of, way }, choose] = useState({ of: deletes.class, way: deletes.way });
  const ways = deletables.find((each) => each.class === of)?.ways ?? [];
  return (
    <form
      aria-label="What is deleted"
      className="flex flex-wrap items-center gap-2 text-[13.5px] text-ink-2"
      onSubmit={(event) => {
        event.preventDefault();
        onDelete({ ...deletes, class: of, way });
      }}
    >
      <label className="flex items-center gap-2">
        Delete a
        <select
          className={SELECT}
          value={of}
          onChange={({ target: { value } }) => {
            const has = deletables.find((each) => each.class === value)?.ways.includes(way);
            choose({ of: value, way: has ? way : 'delete' });
          }}
        >
          {deletables.map((each) => (
            <option key={each.class}>{each.class}</option>
          ))}
        </select>
      </label>
      <select
        aria-label="In which way"
        className={SELECT}
        value={way}
        onChange={(event) => choose({ of, way: event.target.value })}
      >
        {ways.map((each) => (
          <option key={each} value={each}>
            {wordsOf(each)}
          </option>
        ))}
      </select>
      <button
        type="submit"
        disabled={busy}
        className="h-9 rounded-lg border border-line-strong bg-card px-3 font-medium text-ink hover:border-ink disabled:opacity-60"
      >
        Run it
      </button>
    </form>
  );
}

function wordsOf(way: string): string {
  if (way.startsWith(REMOVE)) return `take one out of ${way.slice(REMOVE.length)}`;
  return WAYS.find((each) => each.way === way)?.words ?? way;
}

export function Deletables({ deletables, busy, onDelete }: DeletablesProps) {
  const button = (of: string, way: string, text: string, name: string) => (
    <button
      key={way}
      type="button"
      className={BUTTON}
      disabled={busy}
      aria-label={name}
      onClick={() => onDelete({ class: of, way, children: CHILDREN, only: null })}
    >
      {text}
    </button>
  );
  return (
    <section aria-labelledby="deletables" className="overflow-hidden rounded-xl border border-line bg-card">
      <div className="grid gap-1 border-b border-line px-4 py-3 sm:px-5">
        <h2 id="deletables" className="text-[15px] font-semibold">
          Delete an object of a class
        </h2>
        <p className="text-[13.5px] text-ink-2">
          Rows are made for it: two on every foreign key, two below each of them, and beside it another object with as
          many, which nothing may touch.
        </p>
      </div>
      <div className="max-h-[26rem] overflow-auto">
        <table className="w-full text-left text-[13.5px]">
          <thead className="text-[12.5px] text-ink-2">
            <tr>
              {['class', ...WAYS.map(({ head }) => head), 'one taken out of'].map((head) => (
                <th key={head} scope="col" className="px-4 py-2 font-normal whitespace-nowrap sm:px-5">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {deletables.map(({ class: of, ways }) => (
              <tr key={of} className="border-t border-line">
                <th scope="row" className="px-4 py-1.5 font-mono text-[13px] font-medium sm:px-5">
                  {of}
                </th>
                {WAYS.map(({ way, text, name }) => (
                  <td key={way} className="px-4 py-1.5 sm:px-5">
                    {ways.includes(way) && button(of, way, text, name(of))}
                  </td>
                ))}
                <td className="px-4 py-1.5 sm:px-5">
                  <span className="flex flex-wrap gap-1.5">
                    {ways
                      .filter((way) => way.startsWith(REMOVE))
                      .map((way) => {
                        const attribute = way.slice(REMOVE.length);
                        return button(of, way, attribute, `Take one out of ${of}.${attribute}`);
                      })}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
