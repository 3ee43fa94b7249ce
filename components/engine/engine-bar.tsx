'use client';
// Who produced what is on the stage, and the way to SQLAlchemy itself: a button that says what it costs, its
// progress, then the choice between the two.
import type { ReactNode } from 'react';
import type { PythonState } from '@/lib/engine/page/python-session';
import type { EngineName } from '@/lib/scenario/url';
import type { Trace } from '@/lib/trace/trace';
import type { Series } from '@/lib/versions';
import { ProducedBy } from './produced-by';
import { progressOfPython } from './python';
import { Failure, Loading, megabytes } from './waiting';

const BUTTON =
  'inline-flex min-h-9 max-w-full items-center gap-2 rounded-lg border border-line-strong bg-card px-3.5 text-left text-[13.5px] font-semibold whitespace-nowrap hover:border-ink max-[359px]:gap-1 max-[359px]:px-2 max-[359px]:whitespace-normal';

export function EngineBar({
  produced,
  live,
  python,
  series,
  weight,
  shown,
  status,
  result,
  onChoose,
}: {
  /** The engine of the run on the stage. */
  readonly produced: Trace<unknown>['engine'];
  /** Whether that ran in this tab, or was recorded when the page was built. */
  readonly live: boolean;
  readonly python: PythonState;
  /** Which SQLAlchemy the run asks for; null for several, of which a tab runs one. */
  readonly series: Series | null;
  /** Bytes that loading SQLAlchemy takes. */
  readonly weight: number;
  readonly shown: EngineName;
  /** Of PostgreSQL. */
  readonly status: ReactNode;
  /** How the two runs compare, once both are there. */
  readonly result?: ReactNode;
  /** Loads SQLAlchemy when it is not there. */
  readonly onChoose: (engine: EngineName) => void;
}) {
  return (
    <section
      aria-label="Engine"
      className="flex flex-wrap items-center gap-x-5 gap-y-2 px-3 py-2.5 text-[13.5px] sm:flex-nowrap sm:px-5"
    >
      <div className="grid min-w-0 gap-0.5">
        <div className="min-h-5">{status}</div>
        <ProducedBy engine={produced} live={live} />
      </div>
      <div className="ml-auto flex flex-wrap items-center justify-end gap-x-4 gap-y-2 max-sm:ml-0">
        {result}
        <Way python={python} series={series} weight={weight} shown={shown} onChoose={onChoose} />
      </div>
    </section>
  );
}

function Way({
  python,
  series,
  weight,
  shown,
  onChoose,
}: {
  readonly python: PythonState;
  readonly series: Series | null;
  readonly weight: number;
  readonly shown: EngineName;
  readonly onChoose: (engine: EngineName) => void;
}) {
  if (series === null) return <p className="text-ink-2">A tab runs one series of SQLAlchemy, and these ask for two.</p>;
  switch (python.status) {
    case 'absent':
      return <p className="text-ink-2">This build carries no SQLAlchemy {series} to run it on.</p>;
    case 'idle':
      return (
        <button type="button" className={BUTTON} onClick={() => onChoose('sqlalchemy')}>
          Run on SQLAlchemy {series} <span className="font-normal text-ink-2">loads {megabytes(weight)} MB</span>
        </button>
      );
    case 'downloading':
    case 'starting':
      return <Loading what="SQLAlchemy" {...progressOfPython(python)} />;
    case 'failed':
      return <Failure {...python} onRetry={() => onChoose('sqlalchemy')} />;
    case 'ready':
      return <Choice shown={shown} onChoose={onChoose} />;
  }
}

const CHOICES: readonly (readonly [EngineName, string])[] = [
  ['model', 'Model'],
  ['sqlalchemy', 'SQLAlchemy'],
];

function Choice({ shown, onChoose }: { readonly shown: EngineName; readonly onChoose: (engine: EngineName) => void }) {
  return (
    <fieldset className="flex items-center gap-0.5 rounded-full border border-line bg-card p-1">
      <legend className="sr-only">Whose run to show</legend>
      {CHOICES.map(([engine, label]) => (
        <button
          key={engine}
          type="button"
          aria-pressed={engine === shown}
          className={`h-7 rounded-full px-3 text-[13px] ${engine === shown ? 'bg-ink text-paper' : 'text-ink-2 hover:text-ink'}`}
          onClick={() => onChoose(engine)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}
