// One flag as a control that reads as code: a select or a switch that looks like the value it sets. The hue
// says whose flag it is: SQLAlchemy's or PostgreSQL's.
import type { ReactNode } from 'react';

export type FlagTone = 'orm' | 'foreign-key' | 'plain';

const TONES: Readonly<Record<FlagTone, string>> = {
  orm: 'border-orm-solid/45 text-orm hover:border-orm-solid',
  'foreign-key': 'border-fk-solid/45 text-fk hover:border-fk-solid',
  plain: 'border-line-strong/45 text-ink hover:border-line-strong',
};

/** The look of every flag; a control of its own has to be inside or be it. */
export function flagClass(tone: FlagTone): string {
  return `relative inline-flex min-h-6 max-w-full items-center gap-1.5 rounded-md border bg-card px-1.5 py-px text-left leading-normal shadow-[0_1px_0_var(--line)] transition-colors ${TONES[tone]}`;
}

export function Chevron() {
  return (
    <svg aria-hidden width="9" height="9" viewBox="0 0 10 10" className="shrink-0 opacity-70">
      <path d="M1.5 3 5 7l3.5-4" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** A native select over its own text, so that it is as wide as its value and opens as the system's own list. */
export function FlagSelect<T extends string>({
  label,
  text,
  tone,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly text: ReactNode;
  readonly tone: FlagTone;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
}) {
  return (
    <span className={`${flagClass(tone)} outline-offset-2 outline-ink has-focus-visible:outline-2`}>
      <span aria-hidden className="min-w-0 wrap-anywhere">
        {text}
      </span>
      <Chevron />
      <select
        aria-label={label}
        className="absolute inset-0 size-full appearance-none text-base opacity-0"
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}

/** Python's True and False as a switch. */
export function FlagSwitch({
  label,
  tone,
  value,
  onChange,
}: {
  readonly label: string;
  readonly tone: FlagTone;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}) {
  const text = value ? 'True' : 'False';
  return (
    <button
      type="button"
      role="switch"
      aria-checked={value}
      aria-label={`${label}: ${text}`}
      className={flagClass(tone)}
      onClick={() => onChange(!value)}
    >
      {text}
    </button>
  );
}
