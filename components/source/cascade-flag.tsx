// The cascade: a button with the text as it is written, and a popover to compose another. Any text is
// accepted: what SQLAlchemy makes of it is seen in the run.
import { type RefObject, useId, useRef } from 'react';
import { CASCADE_WORDS, cascades, cascadeWords, DEFAULT_CASCADE, withCascadeWord } from '@/lib/scenario/cascade';
import { Chevron, flagClass } from './flag';

const CHOICES = [
  { cascade: 'all, delete-orphan', note: 'delete the children, and orphans too' },
  { cascade: 'all', note: 'delete the children with the parent' },
  { cascade: DEFAULT_CASCADE, note: 'SQLAlchemy’s default: no delete' },
  { cascade: 'save-update, merge, delete', note: 'the default and delete' },
  { cascade: 'save-update, merge, delete-orphan', note: 'orphans without delete: SQLAlchemy warns' },
] as const;

interface CascadeProps {
  readonly cascade: string;
  readonly onChange: (cascade: string) => void;
}

export function CascadeFlag({ cascade, onChange }: CascadeProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-label={`cascade: ${JSON.stringify(cascade)}`}
        className={flagClass('orm')}
      >
        <span className="min-w-0 wrap-anywhere">{JSON.stringify(cascade)}</span>
        <Chevron />
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="cascade"
        className="absolute inset-auto m-0 w-[22rem] max-w-[calc(100vw-1rem)] rounded-xl border border-line bg-card p-4 font-sans text-[14px] leading-normal whitespace-normal text-ink shadow-card"
        onToggle={(event) => {
          if (event.newState === 'open') place(popover, button);
        }}
      >
        <CascadeForm
          cascade={cascade}
          onChange={onChange}
          onDone={() => {
            popover.current?.hidePopover();
            button.current?.focus();
          }}
        />
      </div>
    </>
  );
}

/** Puts the popover below its button, inside the window; in the page's coordinates, so that both scroll together. */
function place(popover: RefObject<HTMLElement | null>, button: RefObject<HTMLElement | null>): void {
  const anchor = button.current?.getBoundingClientRect();
  const box = popover.current?.getBoundingClientRect();
  if (!anchor || !box || !popover.current) return;
  const width = document.documentElement.clientWidth;
  const left = Math.max(8, Math.min(anchor.left, width - box.width - 8));
  const below = anchor.bottom + 6;
  const top =
    below + box.height > window.innerHeight && anchor.top > box.height + 6 ? anchor.top - box.height - 6 : below;
  popover.current.style.left = `${left + window.scrollX}px`;
  popover.current.style.top = `${top + window.scrollY}px`;
}

function CascadeForm({ cascade, onChange, onDone }: CascadeProps & { readonly onDone: () => void }) {
  const free = useId();
  const words = cascadeWords(cascade);
  return (
    <div className="grid gap-4">
      <div className="grid gap-0.5">
        {CHOICES.map((choice) => (
          <button
            key={choice.cascade}
            type="button"
            aria-pressed={choice.cascade === cascade}
            className="-mx-2 rounded-lg px-2 py-1.5 text-left hover:bg-orm-lane aria-pressed:bg-orm-soft"
            onClick={() => {
              onChange(choice.cascade);
              onDone();
            }}
          >
            <code className="block text-[13px] text-orm">"{choice.cascade}"</code>
            <span className="text-[13px] text-ink-2">{choice.note}</span>
          </button>
        ))}
      </div>
      <fieldset className="border-t border-line pt-3">
        <legend className="sr-only">Words of the cascade</legend>
        <div className="grid grid-cols-2 gap-x-4 gap-y-1">
          {CASCADE_WORDS.map((word) => (
            <label key={word} className="flex min-h-7 items-center gap-2 font-mono text-[13px]">
              <input
                type="checkbox"
                className="size-4 accent-orm-solid"
                checked={word === 'all' ? words.includes(word) : cascades(cascade, word)}
                onChange={(event) => onChange(withCascadeWord(cascade, word, event.target.checked))}
              />
              {word}
            </label>
          ))}
        </div>
      </fieldset>
      <form
        className="grid gap-1.5 border-t border-line pt-3"
        onSubmit={(event) => {
          event.preventDefault();
          onChange(String(new FormData(event.currentTarget).get('cascade') ?? ''));
          onDone();
        }}
      >
        <label htmlFor={free} className="text-[13px] text-ink-2">
          Or any other text; what SQLAlchemy says to it shows in the run
        </label>
        <div className="flex gap-2">
          <input
            id={free}
            key={cascade}
            name="cascade"
            defaultValue={cascade}
            maxLength={200}
            spellCheck={false}
            autoComplete="off"
            className="min-w-0 flex-1 rounded-lg border border-line-strong/60 bg-paper px-2 py-1 font-mono text-[13px]"
          />
          <button type="submit" className="rounded-lg bg-ink px-3 text-[13px] font-medium text-paper">
            Set
          </button>
        </div>
      </form>
    </div>
  );
}
