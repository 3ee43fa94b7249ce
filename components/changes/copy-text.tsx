'use client';
// Puts the text of an element on the clipboard. Where that is refused the text is selected, to be copied by hand.
import { useEffect, useState } from 'react';

const SHOWN_FOR = 2500;

export function CopyText({ of, label }: { readonly of: string; readonly label: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [said]);

  const copy = async () => {
    const element = document.getElementById(of);
    if (!element) return;
    try {
      await navigator.clipboard.writeText(element.textContent);
      setSaid('Copied');
    } catch {
      window.getSelection()?.selectAllChildren(element);
      setSaid('The browser keeps the clipboard closed: the text is selected');
    }
  };

  return (
    <p className="flex flex-wrap items-baseline justify-end gap-x-3 text-[13px] text-ink-2">
      <span role="status">{said}</span>
      <button
        type="button"
        aria-label={label}
        className="font-medium underline-offset-4 hover:text-ink hover:underline"
        onClick={copy}
      >
        Copy
      </button>
    </p>
  );
}
