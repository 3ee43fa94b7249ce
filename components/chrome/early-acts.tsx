'use client';
// What somebody does on a page before React has taken it over: kept by a script in the head, done once it has.
import { useLayoutEffect } from 'react';

interface EarlyAct {
  readonly event: Event;
  readonly target: Element;
  /** Of a select or an input, when it was done: what React puts there since is its own. */
  readonly value: string | undefined;
}

declare global {
  var earlyActs: { readonly acts: EarlyAct[]; readonly keep: (event: Event) => void } | undefined;
}

/** One that opens a popover needs no React for it. */
const BUTTON = 'button:not([popovertarget])';

/** Stands in the page itself: what React takes over before it, the layout and what it waits for, answers nothing. */
export function EarlyActs() {
  useLayoutEffect(() => {
    const { earlyActs } = globalThis;
    if (!earlyActs) return;
    globalThis.earlyActs = undefined;
    for (const type of ['click', 'change']) removeEventListener(type, earlyActs.keep, true);
    // React takes a page over at once when something is done on it, and answers that itself.
    const acts = earlyActs.acts.filter(({ event }) => event !== window.event);
    if (acts.length === 0) return;
    // A button that is pressed meanwhile, which the browser tells before any timer, has to wait for its turn.
    const wait = (event: Event) => {
      const { target } = event;
      if (!event.isTrusted || !(target instanceof Element) || !target.closest(BUTTON)) return;
      event.stopImmediatePropagation();
      acts.push({ event, target, value: undefined });
    };
    addEventListener('click', wait, true);
    // A task for each, as what an act does depends on what the one before it left.
    const next = () => {
      const act = acts.shift();
      if (act) {
        redo(act);
        setTimeout(next);
      } else removeEventListener('click', wait, true);
    };
    setTimeout(next);
  }, []);
  return null;
}

function redo({ event, target, value = '' }: EarlyAct): void {
  if (!target.isConnected) return;
  if (event.type === 'click') target.closest<HTMLElement>(BUTTON)?.click();
  else if (target instanceof HTMLSelectElement) {
    target.value = value;
    target.dispatchEvent(new Event('change', { bubbles: true }));
  } else if (target instanceof HTMLInputElement) redoInput(target, value);
}

/** React hears of an input only when it is not as React saw it last: so it is set behind its back. */
function redoInput(input: HTMLInputElement, value: string): void {
  if (input.type === 'checkbox') {
    input.checked = !input.checked;
    input.click();
    return;
  }
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
  for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }));
}
