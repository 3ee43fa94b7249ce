// The scenario as a program on the clipboard; where the clipboard is refused, in a dialog to copy from by hand.
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { pythonScript } from '@/lib/scenario/python-script';
import type { Scenario } from '@/lib/scenario/scenario';
import { writeUrl } from '@/lib/scenario/url';

const SHOWN_FOR = 2500;

/** The query with which “Your code” begins with this scenario, the default one too. */
const editing = (scenario: Scenario) => `from=explorer&${writeUrl(scenario, null, 'sqlalchemy').slice(1)}`;

export function CopyScript({ scenario }: { readonly scenario: Scenario }) {
  const [copied, setCopied] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(pythonScript(scenario));
      setCopied(true);
    } catch {
      dialog.current?.showModal();
      area.current?.select();
    }
  };

  return (
    <>
      <span role="status" className="ml-auto text-[13px] text-ink-2">
        {copied ? 'Copied' : ''}
      </span>
      <Link
        href={`/yours/?${editing(scenario)}`}
        prefetch={false}
        className="grid min-h-6 place-items-center rounded-md text-[13px] font-medium text-ink-2 underline-offset-4 hover:text-ink hover:underline"
      >
        Edit as a program
      </Link>
      <button
        type="button"
        className="rounded-md text-[13px] font-medium text-ink-2 underline-offset-4 hover:text-ink hover:underline"
        title="The same models, rows and operation as a Python program for your own PostgreSQL"
        onClick={copy}
      >
        Copy as script
      </button>
      <dialog
        ref={dialog}
        aria-label="The script"
        className="m-auto w-[44rem] max-w-[calc(100vw-2rem)] rounded-xl border border-line bg-card p-5 text-ink shadow-card backdrop:bg-black/40"
      >
        <p className="mb-3 text-[14px] text-ink-2">
          The browser keeps the clipboard closed. Copy the script from here.
        </p>
        <textarea
          ref={area}
          readOnly
          aria-label="The script"
          rows={18}
          className="w-full rounded-lg border border-line bg-code p-3 font-mono text-[12.5px] leading-relaxed"
          value={pythonScript(scenario)}
        />
        <button
          type="button"
          className="mt-3 rounded-lg bg-ink px-4 py-1.5 text-[14px] font-medium text-paper"
          onClick={() => dialog.current?.close()}
        >
          Close
        </button>
      </dialog>
    </>
  );
}
