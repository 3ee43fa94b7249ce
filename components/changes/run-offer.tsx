'use client';
// Runs a change's program in this tab, on the series that are chosen. Nothing that it needs is loaded before the click:
// neither PostgreSQL nor SQLAlchemy, nor what shows the run.
import { type ComponentType, useRef, useState, useSyncExternalStore } from 'react';
import { Failure, megabytes } from '@/components/engine/waiting';
import { Store } from '@/lib/store/store';
import type { Series } from '@/lib/versions';
import type { LiveProgram, OfferedSeries } from './live-program';
import type { LiveRunProps } from './live-run';

interface RunOfferProps {
  /** Of the program. */
  readonly name: string;
  /** The address of its text and its recorded runs. */
  readonly recorded: string;
  /** The older first. */
  readonly offered: readonly OfferedSeries[];
}

interface Opened extends Pick<LiveRunProps, 'program' | 'files'> {
  readonly LiveRun: ComponentType<LiveRunProps>;
}

const UNREACHED = { sentence: 'What runs it could not be downloaded.', detail: 'Check the connection and try again.' };
/** Whether a program of this page was run: what it costs to load is paid, then. */
const paid = new Store(false);

export function RunOffer({ name, recorded, offered }: RunOfferProps) {
  const [only, setOnly] = useState<Series | ''>('');
  const [opened, setOpened] = useState<Opened | null>(null);
  const [opening, setOpening] = useState<'no' | 'yes' | 'failed'>('no');
  const busy = useBusy(opened?.program ?? null) || opening === 'yes';
  const isPaid = useSyncExternalStore(paid.subscribe, paid.getSnapshot, () => false);
  const button = useRef<HTMLButtonElement>(null);
  const asked = offered.filter(({ series }) => only === '' || series === only);

  const run = async (on: readonly Series[] = asked.map(({ series }) => series)) => {
    if (busy) return;
    let ready = opened;
    if (!ready) {
      setOpening('yes');
      ready = await open(name, recorded);
      setOpening(ready ? 'no' : 'failed');
      setOpened(ready);
    }
    // Without its button, the reader has gone on to another page.
    if (!ready || !button.current) return;
    await ready.program.run(on);
    if (ready.program.getSnapshot().failure === null) paid.set(true);
  };
  /** What asked for it goes: the focus finds its way. */
  const retry = (on?: readonly Series[]) => {
    button.current?.focus();
    run(on);
  };

  return (
    <div className="border-t border-line text-[13.5px]">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
        <p className="text-ink-2">Recorded when this page was built.</p>
        <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0">
          {offered.length > 1 && (
            <select
              aria-label={`The series to run ${name}.py on`}
              className="h-9 rounded-lg border border-line bg-card px-2 hover:border-line-strong"
              value={only}
              onChange={(event) => setOnly(offered.find(({ series }) => series === event.target.value)?.series ?? '')}
            >
              <option value="">on both series</option>
              {offered.map(({ series, version }) => (
                <option key={series} value={series}>
                  on {version}
                </option>
              ))}
            </select>
          )}
          <button
            ref={button}
            type="button"
            aria-disabled={busy}
            className="inline-flex h-9 items-center gap-2 rounded-lg border border-line-strong bg-card px-3.5 font-semibold whitespace-nowrap hover:border-ink aria-disabled:opacity-60"
            onClick={() => run()}
          >
            {busy ? 'Running…' : 'Run it in this tab'}
            {!busy && !isPaid && <Cost of={asked} />}
            <span className="sr-only">: {name}.py</span>
          </button>
        </div>
      </div>
      {opening === 'failed' && (
        <div className="border-t border-line px-4 py-2.5">
          <Failure {...UNREACHED} onRetry={() => retry()} />
        </div>
      )}
      {opened && <opened.LiveRun {...opened} offered={offered} onRetry={retry} />}
    </div>
  );
}

const NEVER = () => () => {};

function useBusy(program: LiveProgram | null): boolean {
  const read = () => program !== null && program.getSnapshot().waiting.length > 0;
  return useSyncExternalStore(program?.subscribe ?? NEVER, read, () => false);
}

/** What two series share is loaded once. */
function Cost({ of }: { readonly of: readonly OfferedSeries[] }) {
  const bytes = of.reduce((sum, { travels }) => sum + travels, 0);
  return (
    <span className="font-normal text-ink-2">
      loads {of.length > 1 && 'up to '}
      {megabytes(bytes)} MB
    </span>
  );
}

/** Null when something of it cannot be downloaded. */
async function open(name: string, recorded: string): Promise<Opened | null> {
  try {
    const [{ LiveRun, openProgram }, answer] = await Promise.all([import('./live-run'), fetch(recorded)]);
    return answer.ok ? { LiveRun, ...openProgram(name, await answer.json()) } : null;
  } catch {
    return null;
  }
}
