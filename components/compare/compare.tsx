'use client';
// The comparison: the URL says which ways and which step, the engine runs one after the other, one player says
// where all of them are.
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { keepComparison } from '@/components/address/kept-comparison';
import { navigate, useAsked, useSame } from '@/components/address/location';
import { useSaid } from '@/components/address/use-said';
import { Main } from '@/components/chrome/main';
import { SiteHeader } from '@/components/chrome/site-header';
import { Differences } from '@/components/difference/differences';
import { useWaysDifference } from '@/components/difference/use-ways-difference';
import { EngineBar } from '@/components/engine/engine-bar';
import { EngineStatus } from '@/components/engine/engine-status';
import { Offer } from '@/components/engine/offer';
import { usePython, weightOf } from '@/components/engine/python';
import { useEngine } from '@/components/engine/use-engine';
import type { Bands } from '@/components/stage/layout';
import { END, FRAMES, motionIsWelcome } from '@/components/timeline/frames';
import { useTimelineKeys } from '@/components/timeline/use-timeline-keys';
import type { EngineFiles } from '@/lib/engine/page/session';
import type { ServerFigures } from '@/lib/scale/server-figures';
import { sameScenario } from '@/lib/scenario/change';
import { MOST_WAYS, noteOf, readComparison, THREE_WAYS, withShared, writeComparison } from '@/lib/scenario/compare-url';
import type { Scenario } from '@/lib/scenario/scenario';
import { nameOfWay } from '@/lib/scenario/setting-words';
import type { EngineName } from '@/lib/scenario/url';
import { alignedStep, alignRuns } from '@/lib/trace/alignment';
import { enginesTogether, engineName as nameOfEngine } from '@/lib/trace/engine-name';
import { narrateStep } from '@/lib/trace/narration';
import { Player } from '@/lib/trace/player';
import type { Trace } from '@/lib/trace/trace';
import { differingCounts } from '@/lib/verdict/counts';
import { verdictOf } from '@/lib/verdict/verdict';
import type { Series } from '@/lib/versions';
import { AddWay } from './add-way';
import { Alike, Conclusion } from './conclusion';
import { type Known, useRuns } from './runs';
import { SharedSettings } from './shared-settings';
import { SharedTimeline } from './shared-timeline';
import { type Drawn, useTurns } from './turns';
import { WayColumn } from './way-column';
import { WayTabs } from './way-tabs';

const COLUMNS = ['', 'lg:grid-cols-1', 'lg:grid-cols-2', 'lg:grid-cols-3'] as const;
const NOTHING: Drawn = { known: null, step: 0, moving: false };
const sameWays = (some: readonly Scenario[], others: readonly Scenario[]) =>
  some.length === others.length && some.every((way, at) => sameScenario(way, others[at] ?? way));

/** That all ways ask for, or null: a tab runs one at a time. */
function oneSeries(ways: readonly Scenario[]): Series | null {
  const [first] = ways;
  return first && ways.every(({ sqlalchemy }) => sqlalchemy === first.sqlalchemy) ? first.sqlalchemy : null;
}

const tallest = (bands: ReadonlyMap<number, Bands>, ways: number): Bands => {
  const there = [...bands].flatMap(([number, each]) => (number <= ways ? [each] : []));
  return {
    python: Math.max(0, ...there.map(({ python }) => python)),
    wire: Math.max(0, ...there.map(({ wire }) => wire)),
  };
};
const sameBands = (one: Bands, other: Bands) => one.python === other.python && one.wire === other.wire;

/** `recorded` are runs of the three ways from the build: what the page shows before its engine is there. */
export function Compare({
  recorded,
  sketches,
  figures,
  files,
}: {
  readonly recorded: readonly Trace<Scenario>[];
  /** The stages of these runs, as the build drew them. */
  readonly sketches: readonly ReactNode[];
  readonly figures: ServerFigures;
  readonly files: EngineFiles;
}) {
  const search = useAsked();
  const { ways: parsed, engine: engineName, step: urlStep, notes } = useMemo(() => readComparison(search), [search]);
  const ways = useSame(parsed, sameWays);
  const key = useMemo(() => writeComparison(ways), [ways]);
  const session = useEngine(files);
  const series = oneSeries(ways);
  const wanted = series ?? undefined;
  const python = usePython(session, files, wanted);
  const weight = weightOf(files, wanted);
  // Until SQLAlchemy is there, the model stands in for it.
  const by = series !== null && python.status === 'ready' ? engineName : 'model';
  const { shown, complete, live, outlook, retry } = useRuns(ways, by, recorded, session);
  const [one, two, three] = shown;
  const present = useMemo(() => [one, two, three].filter((each): each is Known => Boolean(each)), [one, two, three]);
  const indexes = useMemo(() => present.map(({ index }) => index), [present]);
  const alignment = useMemo(() => alignRuns(indexes), [indexes]);
  const { told, difference } = useWaysDifference(indexes);
  const verdicts = useMemo(
    () => [one, two, three].map((each) => each && verdictOf(each.index, each.index.trace.scenario)),
    [one, two, three],
  );
  const differing = useMemo(
    () => differingCounts(verdicts.slice(0, ways.length).map((each) => each ?? null)),
    [verdicts, ways.length],
  );
  const [player] = useState(() => {
    const created = new Player(FRAMES);
    created.loadMoments(alignment.moments);
    return created;
  });
  const snapshot = useSyncExternalStore(player.subscribe, player.getSnapshot, player.getSnapshot);
  const playNext = useRef(false);
  const [tab, setTab] = useState(0);
  const chosen = Math.min(tab, ways.length - 1);

  // What the explorer sends here next joins it.
  useEffect(() => {
    if (key !== '') keepComparison(key);
  }, [key]);

  const stepNow = useRef(urlStep);
  stepNow.current = urlStep;
  const loaded = useRef({ key: '', moments: alignment.moments });
  useEffect(() => {
    if (!complete || loaded.current.moments === alignment.moments) return;
    const same = loaded.current.key === key;
    loaded.current = { key, moments: alignment.moments };
    const { playing, step, moments } = player.getSnapshot();
    const was = step === moments.length - 1 ? END : step;
    const play = playNext.current && motionIsWelcome();
    const from = play ? 0 : playNext.current ? END : same ? was : (stepNow.current ?? 0);
    player.loadMoments(alignment.moments, from);
    if (play || (same && playing)) player.play();
    playNext.current = false;
  }, [complete, alignment, key, player]);
  const last = complete && loaded.current.key === key ? snapshot.moments.length - 1 : null;
  const [said, forget] = useSaid(key, notes, urlStep, last, noteOf);
  // A link or the back button may ask for another step of the same ways.
  useEffect(() => {
    if (urlStep !== null && !playNext.current) player.seek(urlStep);
  }, [urlStep, player]);

  const settled = complete && live && !snapshot.playing && snapshot.moments === alignment.moments;
  useEffect(() => {
    // A link that already says so stays as it is, and so do the sentences about it.
    if (!settled || (stepNow.current ?? 0) === snapshot.step) return;
    const link = writeComparison(ways, snapshot.step === 0 ? null : snapshot.step, engineName);
    // Browsers refuse hundreds of changes of the address in a row, as a scrub would make them.
    const rest = setTimeout(() => navigate(link, 'replace'), 200);
    return () => clearTimeout(rest);
  }, [settled, ways, engineName, snapshot.step]);

  useTimelineKeys(player);

  const change = useCallback(
    (next: readonly Scenario[]) => {
      forget();
      playNext.current = true;
      navigate(writeComparison(next, null, engineName), 'push');
    },
    [engineName, forget],
  );
  const replaceWay = useCallback(
    (number: number, next: Scenario) => change(withShared(ways.with(number - 1, next), next)),
    [change, ways],
  );
  const removeWay = useCallback((number: number) => change(ways.toSpliced(number - 1, 1)), [change, ways]);
  const onStep = useCallback(
    (known: Known, step: number) => {
      const moment = alignment.runs[present.indexOf(known)]?.[step];
      if (moment !== undefined) player.seek(alignedStep(player.getSnapshot().moments, moment));
    },
    [alignment, present, player],
  );
  /** A click, and nothing else, loads SQLAlchemy. */
  const choose = (next: EngineName) => {
    if (next === 'sqlalchemy' && series !== null) session?.python.start(series);
    navigate(writeComparison(ways, urlStep, next), 'push');
  };

  const moment = snapshot.moments[snapshot.step] ?? 0;
  const stepOf = (known: Known | null) => {
    const run = known && alignment.runs[present.indexOf(known)];
    return run ? alignedStep(run, moment) : 0;
  };
  const drawn = useTurns(
    ways.map((_, at) => {
      const known = shown[at] ?? null;
      return { known, step: stepOf(known), moving: snapshot.playing };
    }),
  );
  const [bands, setBands] = useState<ReadonlyMap<number, Bands>>(new Map());
  const onPlaced = useCallback(
    (number: number, own: Bands) => setBands((before) => new Map([...before, [number, own]])),
    [],
  );
  const least = useSame(tallest(bands, ways.length), sameBands);
  const named = ways.map((way, at) => ({ number: at + 1, name: nameOfWay(way) }));
  const [first] = ways;
  const compared = told.length === ways.length;
  const status = <EngineStatus session={session} live={live} onRetry={retry} />;
  const produced = enginesTogether(present.map(({ index }) => index.trace.engine));
  return (
    <>
      <SiteHeader current="compare" />
      <Main className="mx-auto grid max-w-[1680px] grid-cols-1 gap-2 px-4 pt-2 pb-6 sm:px-6 lg:gap-1 lg:pt-1 min-[125rem]:max-w-[2400px] lg:grid-cols-[minmax(0,1fr)_auto] lg:[&>*]:col-span-2">
        <div className="grid content-center gap-0.5 lg:col-span-1! lg:flex lg:items-baseline lg:gap-x-4">
          <h1 className="shrink-0 text-[14.5px] font-semibold tracking-tight sm:text-[19px]">
            Side by side<span className="lg:sr-only">: the same delete, done in other ways</span>
          </h1>
          <div className="contents" data-recorded={live ? undefined : ''}>
            {compared && <Conclusion indexes={told} difference={difference} />}
          </div>
        </div>
        {first && (
          <div className="from-above max-lg:order-last lg:col-span-1!">
            <SharedSettings scenario={first} onChange={(shared) => change(withShared(ways, shared))} />
          </div>
        )}
        {said.length > 0 && (
          <div
            role="status"
            className="rounded-xl border border-line bg-bad-soft px-4 py-2.5 text-[13.5px] wrap-anywhere"
          >
            {said.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </div>
        )}
        {engineName === 'sqlalchemy' && produced && (
          <Offer
            python={python}
            series={series}
            weight={weight}
            what={`What you see are runs of ${nameOfEngine(produced)}`}
            onAccept={() => choose('sqlalchemy')}
          />
        )}
        <div
          className="stays-at-top sticky top-0 [@media(height<32rem)]:static z-20 grid gap-2 bg-paper/95 py-1"
          data-recorded={live ? undefined : ''}
        >
          {ways.length > 1 && <WayTabs ways={named} chosen={chosen} onChoose={setTab} />}
          {present.length > 0 && (
            <SharedTimeline
              player={player}
              snapshot={snapshot}
              alignment={alignment}
              lanes={present.map((known) => {
                const position = shown.indexOf(known);
                const caption = narrateStep(known.index, stepOf(known));
                return { number: position + 1, index: known.index, caption, chosen: position === chosen };
              })}
            />
          )}
        </div>
        <div
          className={`lg:in-one-piece grid grid-cols-1 gap-2.5 lg:gap-x-5 lg:gap-y-1.5 ${COLUMNS[ways.length] ?? ''}`}
          aria-busy={!complete}
          data-recorded={live ? undefined : ''}
        >
          {ways.map((way, at) => {
            const { known, step, moving } = drawn[at] ?? NOTHING;
            return (
              <WayColumn
                key={named[at]?.number}
                number={at + 1}
                name={nameOfWay(way)}
                scenario={way}
                engine={engineName}
                known={known}
                waiting={outlook === 'failed' ? 'PostgreSQL is not running.' : 'PostgreSQL is starting…'}
                verdict={verdicts[at] ?? null}
                differing={differing}
                messages={told === indexes ? (difference.messages[at] ?? null) : null}
                figures={figures}
                step={step}
                moving={moving}
                sketch={
                  known && sketches[recorded.findIndex((run) => sameScenario(run.scenario, known.index.trace.scenario))]
                }
                least={least}
                onPlaced={onPlaced}
                chosen={at === chosen}
                onChange={replaceWay}
                onRemove={ways.length > 1 ? removeWay : null}
                onStep={onStep}
              />
            );
          })}
          <div className="flex flex-wrap items-center gap-x-6 gap-y-2 max-lg:mt-2 lg:col-span-full lg:row-start-3">
            {produced ? (
              <div className="min-w-0 flex-1 basis-120 rounded-xl border border-line bg-card">
                <EngineBar
                  produced={produced}
                  live={live}
                  python={python}
                  series={series}
                  weight={weight}
                  shown={engineName}
                  status={status}
                  onChoose={choose}
                />
              </div>
            ) : (
              status
            )}
            {first && ways.length < MOST_WAYS && <AddWay onAdd={(way) => change(withShared([...ways, way], first))} />}
            {key !== '' && (
              <button
                type="button"
                className="h-9 rounded-lg border border-line bg-card px-3 text-[13.5px] text-ink-2 hover:border-line-strong hover:text-ink"
                onClick={() => {
                  keepComparison('');
                  navigate(writeComparison(THREE_WAYS, null, engineName), 'push');
                }}
              >
                Back to the three ways
              </button>
            )}
          </div>
          <span hidden className="parsed" />
        </div>
        {compared && (
          <div className="grid gap-3 pt-2">
            <Alike indexes={told} difference={difference} />
            <Differences indexes={told} difference={difference} ways={named} />
          </div>
        )}
        <span hidden className="parsed" />
      </Main>
    </>
  );
}
