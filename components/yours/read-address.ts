// What the address of the page asks for: a text in its fragment, a program of this site, or a setting of the explorer.

import { ignoredWords, quoted } from '@/lib/scenario/ignored';
import type { Draft } from '@/lib/yours/draft';
import { unpackShared } from '@/lib/yours/shared';

export type Asked =
  | { readonly text: Draft; readonly shared: boolean; readonly step: number | null; readonly notice: string | null }
  | { readonly notice: string | null };

/** The site's own programs: their folder, with a slash, and those that are in it. */
export interface Published {
  readonly url: string;
  readonly ids: readonly string[];
}

export async function readAddress(programs: Published, first: Draft): Promise<Asked> {
  const packed = new URLSearchParams(window.location.hash.slice(1)).get('code');
  if (packed !== null) {
    const shared = await unpackShared(packed);
    if (!shared) {
      return {
        notice: 'The text in the link cannot be read: it was cut off on its way, or mangled. Ask for it again.',
      };
    }
    const { step, ...text } = shared;
    return { text, shared: true, step, notice: null };
  }
  const { search } = window.location;
  const id = new URLSearchParams(search).get('program');
  if (id !== null) {
    if (!programs.ids.includes(id)) return { notice: `There is no program ${quoted(id)} on this site.` };
    const source = await fetchProgram(programs, id);
    if (source === null) return { notice: NOT_FETCHED };
    return { text: { ...first, filename: `${id}.py`, source }, shared: false, step: null, notice: null };
  }
  if (search !== '') {
    const { text, notice } = await ofScenario(search);
    return { text: { ...first, ...text }, shared: false, step: null, notice };
  }
  return { notice: null };
}

export const NOT_FETCHED = 'The text could not be fetched; check the connection and choose it again.';

/** Null when it does not arrive. */
export async function fetchProgram({ url }: Published, id: string): Promise<string | null> {
  const answer = await fetch(`${url}${id}.py`).catch(() => null);
  return answer?.ok ? answer.text() : null;
}

/** The program of the explorer's setting, on its series and driver. */
async function ofScenario(search: string): Promise<{ readonly text: Partial<Draft>; readonly notice: string | null }> {
  const [{ readUrl }, { pythonScript }] = await Promise.all([
    import('@/lib/scenario/url'),
    import('@/lib/scenario/python-script'),
  ]);
  const { scenario, ignored } = readUrl(search);
  const text = { filename: 'explorer.py', source: pythonScript(scenario), sqlalchemy: scenario.sqlalchemy };
  const notes = ignored.map((each) => `${each.field} in the address ${ignoredWords(each)}`);
  return { text, notice: notes.length > 0 ? notes.join(' ') : null };
}
