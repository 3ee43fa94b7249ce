'use client';
// The explorer: the URL says which scenario, the engine runs it, the player says which step, all else draws.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { SiteHeader } from '@/components/chrome/site-header';
import { FlagStrip } from '@/components/source/flag-strip';
import { SourcePanel } from '@/components/source/source-panel';
import { entriesOf } from '@/components/sql-log/entries';
import type { EngineFiles } from '@/lib/engine/session';
import { sameScenario } from '@/lib/scenario/change';
import { OPERATIONS_OF, type Scenario } from '@/lib/scenario/scenario';
import { readUrl, writeUrl } from '@/lib/scenario/url';
import { layOut } from '@/lib/trace/arrival';
import { paceRun } from '@/lib/trace/pacing';
import { Player } from '@/lib/trace/player';
import { indexRun, type RunIndex } from '@/lib/trace/run-index';
import { summarise } from '@/lib/trace/summary';
import type { Run } from '@/lib/trace/trace';
import { useEngine } from './engine';
import { EngineStatus } from './engine-status';
import { IgnoredSettings } from './ignored-settings';
import { navigate, useSearch } from './location';
import { PlayedLog, PlayedStage, PlayedVerdict, usePlayer, useStepInLink, useTimelineKeys } from './playback';
import { PresetsBar } from './presets-bar';
import { Share } from './share';

const FRAMES = {
  request: (frame: (now: number) => void) => requestAnimationFrame(frame),
  cancel: (id: number) => cancelAnimationFrame(id),
};
const END = Number.POSITIVE_INFINITY;
/** What the page draws of a run besides its steps. */
const DRAWN = [paceRun, summarise, entriesOf];

const motionIsWelcome = () => !window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** `recorded` is a run of the default scenario from the build: what the page shows before its engine is there. */
export function Explorer({ recorded, files }: { readonly recorded: Run<Scenario>; readonly files: EngineFiles }) {
  const search = useSearch();
  const { scenario: parsed, step: urlStep, ignored } = useMemo(() => readUrl(search), [search]);
  // The same object as long as the address says the same, whatever its step.
  const key = writeUrl(parsed);
  const scenario = useMemo(() => readUrl(key).scenario, [key]);
  const { session, state: engine } = useEngine(files);
  const [player] = useState(() => {
    const created = new Player(FRAMES);
    created.load(indexRun(recorded), END);
    return created;
  });
  const index = usePlayer(player, (snapshot) => snapshot.index);
  const [shown, setShown] = useState({ run: recorded, live: false });
  const playNext = useRef(false);

  const show = useCallback(
    (run: Run<Scenario>, laidOut: RunIndex, step: number | null) => {
      const { index, playing, step: was } = player.getSnapshot();
      // The same scenario again, as when the live run takes the recorded one's place: nothing moves on screen.
      const same = index !== null && sameScenario((index.run as Run<Scenario>).trace.scenario, run.trace.scenario);
      const from = playNext.current ? 0 : same ? was : (step ?? END);
      player.load(laidOut, from);
      setShown({ run, live: true });
      if ((playNext.current && motionIsWelcome()) || (same && playing)) player.play();
      else if (playNext.current) player.seek(END);
      playNext.current = false;
    },
    [player],
  );

  // The step is read when the run arrives, and does not cause another run.
  const stepNow = useRef(urlStep);
  stepNow.current = urlStep;
  const runNow = useCallback(() => {
    let current = true;
    const arrive = async () => {
      const run = await session?.run(scenario);
      if (!run) return;
      const laidOut = await layOut(run, DRAWN);
      if (current) show(run, laidOut, stepNow.current);
    };
    arrive();
    return () => {
      current = false;
    };
  }, [session, scenario, show]);
  useEffect(runNow, [runNow]);
  const retry = () => {
    session?.retry();
    runNow();
  };

  const asked = sameScenario(shown.run.trace.scenario, scenario);
  // The recorded run is the one that a bare link asks for, and may be asked for at a step.
  const early = !shown.live && asked ? urlStep : null;
  useEffect(() => {
    if (early !== null) player.seek(early);
  }, [player, early]);
  useStepInLink(player, scenario, shown.live && asked);
  useTimelineKeys(player);

  // What was ignored stays said while the link is put in order behind it, until another setting is chosen.
  const [said, setSaid] = useState(ignored);
  if (ignored.length > 0 && ignored !== said) setSaid(ignored);

  const change = (next: Scenario) => {
    setSaid([]);
    playNext.current = true;
    navigate(writeUrl(next), 'push');
  };

  const runScenario = shown.run.trace.scenario;
  const waiting = engine.status !== 'running' && engine.status !== 'ready' && !asked;
  const operations = OPERATIONS_OF[scenario.shape];
  return (
    <>
      <SiteHeader current="explore">
        <PresetsBar scenario={scenario} onChoose={change} />
      </SiteHeader>
      <main className="mx-auto grid max-w-[1680px] grid-cols-1 gap-4 p-4 sm:gap-6 sm:p-6 lg:grid-cols-[390px_minmax(0,1fr)]">
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3 lg:col-span-2">
          <div>
            <h1 className="text-[19px] font-semibold tracking-tight">Who deleted my rows, SQLAlchemy or PostgreSQL?</h1>
            <p className="text-[14px] text-ink-2">Change a flag, press play, and see for every row who removed it.</p>
          </div>
          <div className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-2 max-sm:ml-0">
            <EngineStatus state={engine} live={shown.live} onRetry={retry} />
            <Share run={shown.run} />
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-4 sm:gap-6 lg:order-2" aria-busy={waiting}>
          <IgnoredSettings ignored={said} />
          {waiting && (
            <p className="rounded-xl border border-line-strong border-dashed px-4 py-2.5 text-[14px]" role="status">
              {engine.status === 'failed'
                ? 'PostgreSQL is not running: what follows is another run, not the one asked for.'
                : 'PostgreSQL is starting: until it is there, what follows is another run, recorded when this page was built.'}
            </p>
          )}
          <div className="lg:hidden">
            <FlagStrip scenario={scenario} onChange={change} operations={operations} />
          </div>
          <PlayedStage player={player} scenario={runScenario} />
          {index && <PlayedVerdict player={player} index={index} scenario={runScenario} onApply={change} />}
          {index && <PlayedLog player={player} index={index} engine={shown.run.trace.engine} />}
        </div>
        <div className="min-w-0 lg:order-1">
          <SourcePanel scenario={scenario} onChange={change} operations={operations} />
        </div>
      </main>
    </>
  );
}
