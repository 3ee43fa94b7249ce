'use client';
// Taking a run away: a link with the text in it, the program, the trace, a report.
import { useState } from 'react';
import { copyLink } from '@/components/save/copy-link';
import { saveFile } from '@/components/save/save-file';
import type { Trace } from '@/lib/trace/trace';
import type { Draft } from '@/lib/yours/draft';

const ITEM = 'rounded-md px-2.5 py-1.5 text-left text-[14px] whitespace-nowrap text-ink-2 hover:text-ink';
const SHOWN_FOR = 4000;

export function TakeAway({
  text,
  trace,
  step,
}: {
  readonly text: Draft;
  readonly trace: Trace<null>;
  readonly step: () => number;
}) {
  const [said, setSaid] = useState('');
  const say = (sentence: string) => {
    setSaid(sentence);
    setTimeout(() => setSaid(''), SHOWN_FOR);
  };
  const copy = async () => {
    const [{ packShared }, { LONGEST_LINK }] = await Promise.all([
      import('@/lib/yours/shared'),
      import('@/lib/yours/packed'),
    ]);
    const packed = await packShared({ ...text, step: step() || null });
    if (packed.length > LONGEST_LINK) {
      say('The text is too long for a link: download the program and send the file.');
      return;
    }
    say(await copyLink('code', packed));
  };
  const base = text.filename.replace(/^.*\//, '').replace(/\.py$/, '');
  const save = (name: string, content: string, type: string) => saveFile(name, new Blob([content], { type }));
  const report = async () => {
    const [{ reportOf }, { verdictOf }, { indexRun }] = await Promise.all([
      import('@/lib/yours/report'),
      import('@/lib/verdict/verdict'),
      import('@/lib/trace/run-index'),
    ]);
    const { sentences } = verdictOf(indexRun(trace), null);
    const words = sentences
      .map((sentence) => sentence.map((part) => (typeof part === 'string' ? part : part.text)).join(''))
      .join(' ');
    save(`${base}.md`, reportOf(trace, words, text.filename, text.source), 'text/markdown');
  };
  return (
    <div className="flex items-center gap-3">
      <span role="status" className="text-[13px] text-ink-2">
        {said}
      </span>
      <button
        type="button"
        className="h-9 rounded-lg border border-line bg-card px-3 text-[13.5px] whitespace-nowrap text-ink-2 hover:border-line-strong hover:text-ink"
        onClick={copy}
      >
        Copy link
      </button>
      <details className="relative">
        <summary className="grid h-9 list-none place-items-center rounded-lg border border-line bg-card px-3 text-[13.5px] text-ink-2 hover:border-line-strong hover:text-ink">
          Download
        </summary>
        <div className="absolute right-0 bottom-full z-30 mb-1.5 grid rounded-lg border border-line bg-card p-1.5 shadow-card">
          <button type="button" className={ITEM} onClick={() => save(`${base}.py`, text.source, 'text/x-python')}>
            The program
          </button>
          <button
            type="button"
            className={ITEM}
            onClick={() => save(`${base}.trace.json`, JSON.stringify(trace), 'application/json')}
          >
            The trace
          </button>
          <button type="button" className={ITEM} onClick={report}>
            A report in Markdown
          </button>
        </div>
      </details>
    </div>
  );
}
