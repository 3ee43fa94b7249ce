'use client';
// The laboratory: the URL says what to measure, a PostgreSQL of its own in a worker measures it, all else draws.
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { IgnoredSettings } from '@/components/address/ignored-settings';
import { navigate, useSearch } from '@/components/address/location';
import { Main } from '@/components/chrome/main';
import { useReader } from '@/components/chrome/use-reader';
import { Dissolve } from '@/components/scale/dissolve/dissolve';
import { ScaleSession, type ScaleState } from '@/lib/engine/page/scale-session';
import { conclude, largestSize, summariseWay } from '@/lib/scale/conclusion';
import type { MetricId } from '@/lib/scale/curve';
import type { Evidence } from '@/lib/scale/evidence';
import { count } from '@/lib/scale/figures';
import { type Laboratory, nameOf, readLaboratory, settingsOf, waysOf, writeLaboratory } from '@/lib/scale/laboratory';
import type { Measurement } from '@/lib/scale/measurement';
import { Store } from '@/lib/store/store';
import { ChartPanel } from './chart-panel';
import { Controls } from './controls';
import { EvidencePanel } from './evidence-panel';
import { RunBar } from './run-bar';
import { ServerNote } from './server-note';
import { Verdict } from './verdict';

interface Results {
  /** What was measured, which the controls may have left behind. */
  readonly laboratory: Laboratory;
  readonly measurements: readonly Measurement[];
  readonly postgres: string | null;
}

const NOT_STARTED = new Store<ScaleState>({ status: 'idle' });
/** Posts of the tables that EXPLAIN (ANALYZE) is asked about: with comments, a log entry for each of them. */
const EXPLAINED_AT_MOST = { flat: 100_000, withComments: 1000 };

export function ScalePage({ engineUrl }: { readonly engineUrl: string }) {
  const search = useSearch();
  const { laboratory, ignored } = useMemo(() => readLaboratory(search), [search]);
  const { session, state } = useScaleSession(engineUrl);
  const [results, setResults] = useState<Results>({ laboratory, measurements: [], postgres: null });
  const [metric, setMetric] = useState<MetricId>('milliseconds');
  const [evidence, setEvidence] = useState<Evidence | null>(null);

  const run = useCallback(
    (chosen: Laboratory) => {
      if (!session) return;
      const measurements: Measurement[] = [];
      setEvidence(null);
      setResults({ laboratory: chosen, measurements: [], postgres: null });
      session.measure(settingsOf(chosen), (measurement) => {
        measurements.push(measurement);
        setResults({ laboratory: chosen, measurements: [...measurements], postgres: session.version });
      });
    },
    [session],
  );

  // Something to look at for whoever comes, once, from the settings of the address.
  const came = useReader();
  const first = useRef(true);
  useEffect(() => {
    if (!session || !came || !first.current) return;
    first.current = false;
    run(readLaboratory(window.location.search).laboratory);
  }, [session, came, run]);

  const change = (settings: Partial<Laboratory>) =>
    navigate(writeLaboratory({ ...laboratory, ...settings }), 'replace');

  const { measurements, laboratory: measured } = results;
  const names = waysOf(measured).map(nameOf);
  const size = largestSize(measurements, names.length);
  const summaries = useMemo(
    () =>
      size === null
        ? []
        : waysOf(measured).flatMap((way, index) => summariseWay(measurements, index, size, nameOf(way)) ?? []),
    [measurements, measured, size],
  );
  const stale = writeLaboratory({ ...laboratory, latency: 0 }) !== writeLaboratory({ ...measured, latency: 0 });
  const asked = waysOf(laboratory).at(-1) ?? laboratory.a;
  const explain = () => {
    const { comments, others } = laboratory;
    const most = comments > 0 ? EXPLAINED_AT_MOST.withComments : EXPLAINED_AT_MOST.flat;
    const posts = Math.min(most, settingsOf(laboratory).sizes.at(-1) ?? most);
    session?.explain(asked, { posts, comments, others }, setEvidence);
  };
  const busy = state.status !== 'idle' && state.status !== 'failed';
  const settings = settingsLine(results);

  return (
    <Main className="mx-auto grid max-w-[1480px] grid-cols-1 gap-x-10 gap-y-8 px-4 pt-8 pb-20 sm:px-6 lg:grid-cols-[300px_minmax(0,1fr)]">
      <div className="grid gap-2 lg:col-span-2">
        <h1 className="text-[26px] leading-tight font-semibold tracking-[-0.02em] text-balance sm:text-[32px]">
          How much slower is it, and how does that grow?
        </h1>
        <p className="max-w-[70ch] text-[16px] leading-relaxed text-pretty text-ink-2">
          The same user is deleted again and again, with more and more posts, on a PostgreSQL that runs in this tab. The
          clock runs only while PostgreSQL works; what Python adds is in the figures from a real server.
        </p>
        <IgnoredSettings ignored={ignored} />
      </div>
      <div className="grid content-start gap-5">
        <Controls laboratory={laboratory} onChange={change} />
        <RunBar
          state={state}
          done={measurements.length}
          total={settingsOf(measured).sizes.length * names.length * measured.repetitions}
          stale={stale && measurements.length > 0}
          onRun={() => run(laboratory)}
          onCancel={() => session?.cancel()}
        />
      </div>
      <div className="grid min-w-0 grid-cols-1 content-start gap-12">
        <div className="grid min-w-0 grid-cols-1 gap-6">
          <Verdict size={size} sentences={conclude(summaries)} running={busy} />
          <ChartPanel
            measurements={measurements}
            measured={measured}
            latency={laboratory.latency}
            metric={metric}
            postgres={results.postgres}
            onMetric={setMetric}
            onLatency={(latency) => change({ latency })}
          />
        </div>
        <section aria-labelledby="dissolve" className="grid min-w-0 grid-cols-1 gap-4">
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
            <h2 id="dissolve" className="text-[21px] font-medium tracking-[-0.015em]">
              {size === null ? 'The posts, as they go' : `${count(size)} posts, as they go`}
            </h2>
            <div className="flex gap-2">
              {[10_000, 100_000].map((most) => (
                <button
                  key={most}
                  type="button"
                  disabled={busy}
                  className="h-8 rounded-lg border border-line bg-card px-3 text-[13px] text-ink-2 hover:border-line-strong hover:text-ink disabled:opacity-50"
                  onClick={() => {
                    change({ most: most === 10_000 ? 10_000 : 100_000 });
                    run({ ...laboratory, most: most === 10_000 ? 10_000 : 100_000 });
                  }}
                >
                  Measure {count(most)}
                </button>
              ))}
            </div>
          </div>
          {summaries.length > 0 && !busy ? (
            <Dissolve summaries={summaries} settings={settings} />
          ) : (
            <p className="grid min-h-64 place-items-center rounded-xl border border-dashed border-line-strong/50 text-[14px] text-ink-2">
              {busy ? 'It is shown when everything is measured.' : 'Measure something, and watch it go.'}
            </p>
          )}
        </section>
        <EvidencePanel
          evidence={evidence}
          way={nameOf(asked)}
          running={state.status === 'explaining'}
          disabled={busy}
          onAsk={explain}
        />
        <ServerNote ways={waysOf(laboratory)} />
      </div>
    </Main>
  );
}

/** What was measured and where, in one line. */
function settingsLine({ laboratory, postgres }: Results): string {
  const { comments, others, sending, index, witness } = laboratory;
  return [
    `PostgreSQL ${postgres ?? ''} (PGlite) in a browser tab`,
    index ? 'index on user_id' : 'no index on user_id',
    ...(comments > 0 ? [`${comments} comments on each post`] : []),
    `${others} other users like that`,
    sending === 'executemany' ? 'executemany' : 'one statement at a time',
    ...(witness ? [] : ['without the witness']),
    'Cascade Lens',
  ].join(' · ');
}

function useScaleSession(engineUrl: string) {
  const [session, setSession] = useState<ScaleSession | null>(null);
  useEffect(() => {
    const created = new ScaleSession(engineUrl);
    setSession(created);
    return () => created.close();
  }, [engineUrl]);
  const { subscribe, getSnapshot } = session ?? NOT_STARTED;
  const state = useSyncExternalStore(subscribe, getSnapshot, NOT_STARTED.getSnapshot);
  return { session, state };
}
