'use client';
// Texts to start from, the site's own and files of the reader's.
import { useRef } from 'react';
import type { Draft } from '@/lib/yours/draft';
import { fetchProgram, NOT_FETCHED, type Published } from './read-address';

/** What can be chosen: titles by ids, in groups. */
export interface TextGroup {
  readonly title: string;
  readonly texts: readonly { readonly id: string; readonly title: string }[];
}

const CONTROL = 'h-9 rounded-lg border border-line bg-card px-2.5 text-[13.5px] hover:border-line-strong';

export function Texts({
  groups,
  programs,
  text,
  onChoose,
  onFiles,
  onFailure,
}: {
  readonly groups: readonly TextGroup[];
  readonly programs: Published;
  readonly text: Draft;
  readonly onChoose: (text: Draft) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onFailure: (sentence: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const choose = async (id: string) => {
    const source = await fetchProgram(programs, id);
    if (source === null) onFailure(NOT_FETCHED);
    else onChoose({ ...text, source, filename: `${id}.py`, modules: {}, driver: null });
  };
  return (
    <>
      <select
        aria-label="Start from another text"
        className={`${CONTROL} w-36 min-w-0`}
        value=""
        onChange={(event) => choose(event.target.value)}
      >
        <option value="" disabled>
          Start from…
        </option>
        {groups.map(({ title, texts }) => (
          <optgroup key={title} label={title}>
            {texts.map((each) => (
              <option key={each.id} value={each.id}>
                {each.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <button type="button" className={`${CONTROL} whitespace-nowrap`} onClick={() => input.current?.click()}>
        Add files…
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".py,.sql,.zip"
        aria-label="Files to add"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}
