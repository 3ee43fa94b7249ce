'use client';
// The laboratory's settings as controls. Each is native, and says in words what it changes.
import Link from 'next/link';
import { useId } from 'react';
import { count } from '@/lib/scale/figures';
import { COMMENTS, type Laboratory, MAX_LATENCY, nameOf, OTHERS, REPETITIONS } from '@/lib/scale/laboratory';
import { MAX_ROWS, rowsOf, SIZES, sizesUpTo } from '@/lib/scale/settings';
import { change } from '@/lib/scenario/change';
import { PRESETS, presetOf } from '@/lib/scenario/presets';
import { LOADED, type Scenario } from '@/lib/scenario/scenario';
import { loadedWords, settingName } from '@/lib/scenario/setting-words';
import { writeUrl } from '@/lib/scenario/url';

interface Choice<T> {
  readonly value: T;
  readonly label: string;
}

const FIELD = 'h-9 min-w-0 rounded-lg border border-line bg-card px-2.5 text-[14px] text-ink hover:border-line-strong';

function Field<T>({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
}) {
  const id = useId();
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="text-[13px] text-ink-2">
        {label}
      </label>
      <select
        id={id}
        className={FIELD}
        value={choices.findIndex((choice) => choice.value === value)}
        onChange={(event) => {
          const chosen = choices[Number(event.target.value)];
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((choice, index) => (
          <option key={choice.label} value={index}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

function Way({
  title,
  way,
  onChange,
}: {
  readonly title: string;
  readonly way: Scenario | null;
  /** null: this way is left out. */
  readonly onChange: (way: Scenario | null) => void;
}) {
  const id = useId();
  const preset = way && presetOf({ ...way, loaded: 'no' });
  const loaded = settingName('loaded', 'one-to-many');
  const exact = way && presetOf(way);
  const shown = exact ?? preset;
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 text-[13px] text-ink-2">{title}</legend>
      <select
        id={id}
        aria-label={`${title}: scenario`}
        className={`${FIELD} font-medium`}
        value={way === null ? 'none' : (shown?.id ?? 'other')}
        onChange={(event) => {
          const chosen = PRESETS.find((each) => each.id === event.target.value);
          onChange(chosen ? change(chosen.scenario, { posts: 3 }) : event.target.value === 'none' ? null : way);
        }}
      >
        {PRESETS.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
        {way && !shown && <option value="other">{nameOf(way)}</option>}
        {title === 'against' && <option value="none">nothing else</option>}
      </select>
      {way && (
        <select
          aria-label={`${title}: ${loaded}`}
          className={`${FIELD} text-ink-2`}
          value={way.loaded}
          onChange={(event) => {
            const next = LOADED.find((each) => each === event.target.value);
            if (next) onChange(change(way, { loaded: next }));
          }}
        >
          {LOADED.map((each) => (
            <option key={each} value={each}>
              {loaded}: {loadedWords(each, way.shape)}
            </option>
          ))}
        </select>
      )}
      {way && (
        <Link
          href={`/${writeUrl(way)}`}
          prefetch={false}
          className="justify-self-start py-0.75 text-[13px] text-ink-2 underline decoration-line-strong/60 underline-offset-3 hover:text-ink"
        >
          see it row by row
        </Link>
      )}
    </fieldset>
  );
}

const whole = <T extends number>(values: readonly T[], word: (value: T) => string): Choice<T>[] =>
  values.map((value) => ({ value, label: word(value) }));

export function Controls({
  laboratory,
  onChange,
}: {
  readonly laboratory: Laboratory;
  readonly onChange: (settings: Partial<Laboratory>) => void;
}) {
  const { a, b, two, most, comments, others } = laboratory;
  const fitting = sizesUpTo(most, comments, others).at(-1) ?? 0;
  return (
    <div className="grid gap-4">
      <Way title="measure" way={a} onChange={(way) => way && onChange({ a: way })} />
      <Way
        title="against"
        way={two ? b : null}
        onChange={(way) => onChange(way ? { b: way, two: true } : { two: false })}
      />
      <hr className="border-line" />
      <Field
        label="posts, from 10 up to"
        value={most}
        choices={whole(SIZES.slice(2), count)}
        onChange={(value) => onChange({ most: value })}
      />
      {fitting < most && (
        <p className="-mt-2 text-[13px] text-ink-2">
          Up to {count(fitting)}: more than {count(MAX_ROWS)} rows (here{' '}
          {count(rowsOf({ posts: most, comments, others }))}) do not fit into a tab.
        </p>
      )}
      <Field<Laboratory['sending']>
        label="the ORM sends"
        value={laboratory.sending}
        choices={[
          { value: 'executemany', label: 'rows as one executemany' },
          { value: 'one-by-one', label: 'rows one at a time' },
        ]}
        onChange={(sending) => onChange({ sending })}
      />
      <div className="grid grid-cols-2 gap-x-3 gap-y-4">
        <Field
          label="index on user_id"
          value={laboratory.index}
          choices={[
            { value: true, label: 'index' },
            { value: false, label: 'none' },
          ]}
          onChange={(index) => onChange({ index })}
        />
        <Field
          label="comments per post"
          value={comments}
          choices={whole(COMMENTS, (value) => (value === 0 ? 'none' : String(value)))}
          onChange={(value) => onChange({ comments: value })}
        />
        <Field
          label="other users like that"
          value={others}
          choices={whole(OTHERS, String)}
          onChange={(value) => onChange({ others: value })}
        />
        <Field
          label="times each"
          value={laboratory.repetitions}
          choices={whole(REPETITIONS, String)}
          onChange={(repetitions) => onChange({ repetitions })}
        />
        <Field
          label="witness"
          value={laboratory.witness}
          choices={[
            { value: true, label: 'on' },
            { value: false, label: 'off' },
          ]}
          onChange={(witness) => onChange({ witness })}
        />
      </div>
      <p className="text-[13px] text-ink-3">
        The witness costs the measured time nothing: each way runs once before, under triggers that see who deletes, and
        PostgreSQL’s row counters, read while the clock stands, have to say the same in every run. Off, nobody is named.
      </p>
    </div>
  );
}

/** A network between Python and PostgreSQL, which is modelled and never mixed with what was measured. */
export function LatencyControl({
  latency,
  onChange,
}: {
  readonly latency: number;
  readonly onChange: (latency: number) => void;
}) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-ink-2">
      <label htmlFor={id}>Add a modelled network of</label>
      <input
        id={id}
        type="range"
        min={0}
        max={MAX_LATENCY}
        value={latency}
        className="w-36 accent-ink"
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <output htmlFor={id} className="min-w-32 tabular-nums">
        {latency === 0 ? 'nothing' : `${latency} ms per round trip`}
      </output>
    </div>
  );
}
