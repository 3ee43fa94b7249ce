'use client';
// The prediction, in the place of the stage: what becomes of each row, whether it goes through, how many statements go.
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { DOER_LOOKS } from '@/components/actor/looks';
import { type Fate, fatesOf, type Line, MOST_APART } from '@/lib/predict/asked';
import { askedOf, ENDING_WORDS, openIn, saysAll } from '@/lib/predict/comparison';
import type { Ending, Guess } from '@/lib/predict/guess';
import { hintsOf } from '@/lib/predict/hints';
import { OPERATIONS } from '@/lib/scenario/operations';
import type { Scenario } from '@/lib/scenario/scenario';
import type { RunIndex } from '@/lib/trace/run-index';

/** What is seen of a fate, and what follows it for who does not see that it stands under a question. */
const FATE_LABELS: Readonly<Record<Fate, readonly [seen: string, more: string]>> = {
  client: ['ORM', ' removes it'],
  'foreign-key': ['foreign key', ' removes it'],
  trigger: ['trigger', ' removes it'],
  elsewhere: ['other connection', ' removes it'],
  stays: ['stays', ''],
  nulled: ['stays, with NULL', ''],
  changed: ['stays, changed', ''],
};
const markOf = (fate: Fate) =>
  fate === 'stays' || fate === 'nulled' || fate === 'changed' ? '' : DOER_LOOKS[fate].mark;

const ENDINGS: readonly Ending[] = ['committed', 'refused'];

/** What runs, in one line. */
function linesOfPython({ operation, loaded }: Scenario): string {
  const { lines, unloaded } = OPERATIONS[operation];
  return (loaded === 'no' && unloaded ? unloaded.lines : lines).join(' ').replaceAll('await ', '');
}

export interface PredictionFormProps {
  readonly index: RunIndex<Scenario>;
  readonly guess: Guess;
  readonly onGuess: (guess: Guess) => void;
  readonly onPlay: () => void;
  readonly onClose: () => void;
}

export default function PredictionForm({ index, guess, onGuess, onPlay, onClose }: PredictionFormProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const { scenario } = index.trace;
  const open = openIn(index, guess);
  const ready = open === 0;

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('[data-stage]')?.scrollIntoView({ block: 'nearest' });
  }, []);

  return (
    <form
      aria-labelledby={`${id}title`}
      className="z-5 grid content-start gap-3 p-4 text-[14px] sm:px-5 print:hidden"
      onSubmit={(event) => {
        event.preventDefault();
        onPlay();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <div>
        <h2
          id={`${id}title`}
          ref={heading}
          tabIndex={-1}
          className="text-[17px] font-semibold tracking-tight outline-none"
        >
          What will this run do?
        </h2>
        <p className="text-ink-2">
          <code className="text-[13px] text-ink">{linesOfPython(scenario)}</code>, with the flags beside it. Who removes
          each row, or does it stay? Nothing of it is told until you play it.
        </p>
      </div>
      <details className="rounded-lg border border-line px-3 py-1.5">
        <summary className="cursor-pointer leading-6 font-medium">What do these flags say?</summary>
        <ul className="my-1 grid list-disc gap-1 pl-5 text-ink-2">
          {hintsOf(scenario).map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      </details>
      <Choice
        legend="The operation"
        name={`${id}ending`}
        value={guess.ending}
        choices={ENDINGS.map((value) => ({ value, label: [ENDING_WORDS[value], ''], mark: '' }))}
        onChoose={(ending) => onGuess({ ...guess, ending })}
      />
      {askedOf(index, guess).map((line) => (
        <Rows key={line.id} line={line} scenario={scenario} guess={guess} name={`${id}${line.id}`} onGuess={onGuess} />
      ))}
      <label className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[11.5rem_minmax(0,1fr)]">
        <span className="font-medium">Statements the ORM sends</span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <input
            type="number"
            inputMode="numeric"
            min={0}
            max={99_999}
            value={guess.statements ?? ''}
            className="h-8 w-20 rounded-lg border border-line-strong/60 bg-paper px-2 text-right tabular-nums"
            onChange={({ target }) =>
              onGuess({
                ...guess,
                statements: target.value === '' ? null : Math.max(0, Math.trunc(Number(target.value))),
              })
            }
          />
          <span className="text-[13px] text-ink-2">for the operation; BEGIN and COMMIT are none</span>
        </span>
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="submit"
          disabled={!ready}
          className="h-9 rounded-lg bg-ink px-4 font-semibold text-paper hover:opacity-90 disabled:opacity-50"
        >
          Play and see
        </button>
        <button type="button" className="h-9 rounded-lg px-3 text-ink-2 hover:text-ink" onClick={onClose}>
          Leave
        </button>
        <p role="status" className="text-[13px] text-ink-2">
          {ready ? '' : open === 1 ? 'One answer is open.' : `${open} answers are open.`}
        </p>
      </div>
    </form>
  );
}

function Rows({
  line,
  scenario,
  guess,
  name,
  onGuess,
}: {
  readonly line: Line;
  readonly scenario: Scenario;
  readonly guess: Guess;
  readonly name: string;
  readonly onGuess: (guess: Guess) => void;
}) {
  // A refusal says it of every row.
  const said = saysAll(guess, scenario);
  return (
    <Choice
      legend={line.label}
      name={name}
      value={said ? 'stays' : (guess.fates.get(line.id) ?? null)}
      disabled={said}
      choices={fatesOf(scenario).map((fate) => ({ value: fate, label: FATE_LABELS[fate], mark: markOf(fate) }))}
      onChoose={(fate) => onGuess({ ...guess, fates: new Map([...guess.fates, [line.id, fate]]) })}
    >
      {!said && line.rows.length > 1 && line.rows.length <= MOST_APART && (
        <button
          type="button"
          aria-label={`${line.label}, one by one`}
          className="h-8 px-1 text-[13px] text-ink-2 underline underline-offset-3 hover:text-ink"
          onClick={() => onGuess({ ...guess, apart: new Set([...guess.apart, line.id]) })}
        >
          one by one
        </button>
      )}
    </Choice>
  );
}

function Choice<T extends string>({
  legend,
  name,
  value,
  choices,
  disabled = false,
  onChoose,
  children,
}: {
  readonly legend: string;
  readonly name: string;
  readonly value: T | null;
  readonly choices: readonly { readonly value: T; readonly label: readonly [string, string]; readonly mark: string }[];
  readonly disabled?: boolean;
  readonly onChoose: (value: T) => void;
  readonly children?: ReactNode;
}) {
  const id = useId();
  return (
    <div
      role="radiogroup"
      aria-labelledby={id}
      className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[11.5rem_minmax(0,1fr)]"
    >
      <span id={id} className="font-medium">
        {legend}
      </span>
      <span className="flex flex-wrap gap-1.5">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="inline-flex min-h-8 items-center gap-2 rounded-lg border border-line px-2.5 text-[13.5px] has-checked:border-ink has-checked:bg-ink/5 has-checked:font-medium has-disabled:opacity-60"
          >
            <input
              type="radio"
              name={name}
              className="size-4 accent-ink"
              checked={choice.value === value}
              disabled={disabled}
              onChange={() => onChoose(choice.value)}
            />
            <span className={choice.mark && `${choice.mark} inline-flex items-center gap-1.5`}>
              <span>
                {choice.label[0]}
                {choice.label[1] && <span className="sr-only">{choice.label[1]}</span>}
              </span>
            </span>
          </label>
        ))}
        {children}
      </span>
    </div>
  );
}
