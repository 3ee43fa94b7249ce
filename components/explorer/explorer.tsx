'use client';
// The explorer: the URL says which scenario, the engine runs it, the player says which step, all else draws.
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { IgnoredSettings } from '@/components/address/ignored-settings';
import { keepScenario } from '@/components/address/kept-scenario';
import { navigate, useAsked, useSame } from '@/components/address/location';
import { asIgnored, useSaid } from '@/components/address/use-said';
import { useStepInAddress } from '@/components/address/use-step-in-address';
import { Main } from '@/components/chrome/main';
import { SiteHeader } from '@/components/chrome/site-header';
import { EngineBar } from '@/components/engine/engine-bar';
import { EngineStatus } from '@/components/engine/engine-status';
import { Offer } from '@/components/engine/offer';
import { usePython, weightOf } from '@/components/engine/python';
import { ResultLink } from '@/components/engine/result';
import { outlookOf, useEngine, useEngineState } from '@/components/engine/use-engine';
import { goalIn, withGoal } from '@/components/first-minute/goal-address';
import { Offer as FirstMinuteOffer } from '@/components/first-minute/offer';
import { Goals, PredictionForm, PredictionResult, Tour } from '@/components/first-minute/parts';
import { useFirstMinute } from '@/components/first-minute/use-first-minute';
import { WayIn } from '@/components/first-minute/way-in';
import { RunView } from '@/components/run/run-view';
import { usePlayer } from '@/components/run/use-player';
import { ServerFigure } from '@/components/server/server-figure';
import { FlagStrip } from '@/components/source/flag-strip';
import { SourcePanel } from '@/components/source/source-panel';
import { END, FRAMES, motionIsWelcome } from '@/components/timeline/frames';
import { useTimelineKeys } from '@/components/timeline/use-timeline-keys';
import type { EngineFiles } from '@/lib/engine/page/session';
import { nextToPredict } from '@/lib/predict/course';
import type { ServerFigures } from '@/lib/scale/server-figures';
import { sameScenario } from '@/lib/scenario/change';
import { OPERATIONS_OF, type Scenario } from '@/lib/scenario/scenario';
import { type EngineName, readUrl, writeUrl } from '@/lib/scenario/url';
import { engineName as nameOfEngine } from '@/lib/trace/engine-name';
import { following } from '@/lib/trace/following';
import { isCovered, isUnseen, Player } from '@/lib/trace/player';
import { indexRun } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';
import { useArrivals } from './arrivals';
import { PresetsBar } from './presets-bar';
import { Share } from './share';

/** `recorded` is a run of the default scenario from the build: what the page shows before its engine is there. */
export function Explorer({
  recorded,
  sketch,
  files,
  figures,
}: {
  readonly recorded: Trace<Scenario>;
  /** The stage of that run, as the build drew it. */
  readonly sketch: ReactNode;
  readonly files: EngineFiles;
  readonly figures: ServerFigures;
}) {
  const search = useAsked();
  const { scenario: parsed, engine: engineName, step: urlStep, ignored } = useMemo(() => readUrl(search), [search]);
  const scenario = useSame(parsed, sameScenario);
  const session = useEngine(files);
  const outlook = useEngineState(session, outlookOf);
  const python = usePython(session, files, scenario.sqlalchemy);
  const [player] = useState(() => {
    const created = new Player<Scenario>(FRAMES);
    created.load(indexRun(recorded));
    return created;
  });
  const [follower] = useState(() => following(player));
  const [shown, setShown] = useState({ run: recorded, live: false, last: player.getSnapshot().moments.length - 1 });
  const index = usePlayer(player, (now) => now.index);
  const covered = usePlayer(player, isCovered);
  const unseen = usePlayer(player, isUnseen);
  const firstMinute = useFirstMinute(player, scenario);
  const goal = goalIn(search);
  const playNext = useRef(false);

  // The step is read when the run arrives, and does not cause another run.
  const stepNow = useRef(urlStep);
  stepNow.current = urlStep;
  const { arrivals, difference, again } = useArrivals(session, scenario, python.status === 'ready');
  const compared = useMemo(
    () =>
      difference && arrivals.model && arrivals.sqlalchemy
        ? { ours: arrivals.model.trace, theirs: arrivals.sqlalchemy.trace, difference }
        : null,
    [difference, arrivals],
  );
  const retry = () => {
    session?.retry();
    again();
  };

  // Until SQLAlchemy is there, the model stands in for it.
  const standIn = python.status === 'ready' ? null : arrivals.model;
  const staged = engineName === 'model' ? arrivals.model : (arrivals.sqlalchemy ?? standIn);
  useEffect(() => {
    if (!staged) return;
    const { index, playing, step: was, seen } = player.getSnapshot();
    // The same scenario again, as when the live run takes the recorded one's place: nothing moves on screen.
    const same = index !== null && sameScenario(index.trace.scenario, staged.trace.scenario);
    const stay = was === index?.lastStep ? END : was;
    const linked = Number.isFinite(seen) ? 0 : (stepNow.current ?? 0);
    const from = playNext.current ? 0 : same ? stay : linked;
    player.load(staged, from);
    setShown({ run: staged.trace, live: true, last: staged.lastStep });
    if ((playNext.current && motionIsWelcome()) || (same && playing)) player.play();
    else if (playNext.current) player.seek(END);
    playNext.current = false;
  }, [player, staged]);

  const asked = sameScenario(shown.run.scenario, scenario);
  // The recorded run is the one that a bare link asks for, and may be asked for at a step.
  const early = !shown.live && asked ? urlStep : null;
  useEffect(() => {
    if (early !== null) player.seek(early);
  }, [player, early]);
  const addressAt = useCallback(
    (step: number | null) => withGoal(writeUrl(scenario, step, engineName), goal),
    [scenario, engineName, goal],
  );
  useStepInAddress(player, shown.live && asked ? addressAt : null);
  useTimelineKeys(player);

  const [said, forget] = useSaid(scenario, ignored, urlStep, asked ? shown.last : null, asIgnored);

  const go = useCallback(
    (next: Scenario, towards: string | null, play: boolean) => {
      forget();
      playNext.current = play;
      navigate(withGoal(writeUrl(next, null, engineName), towards), 'push');
    },
    [engineName, forget],
  );
  const { opened, changed } = firstMinute;
  const change = useCallback(
    (next: Scenario) => {
      changed();
      go(next, goal, opened !== 'predict');
    },
    [go, goal, opened, changed],
  );
  const another = nextToPredict(scenario);
  const predictAnother = () => {
    firstMinute.predict();
    if (another) go({ ...another.scenario, sqlalchemy: scenario.sqlalchemy, driver: scenario.driver }, null, false);
  };
  const play = () => {
    if (motionIsWelcome() || shown.last === 0) player.play();
    else player.seek(END);
  };
  /** A click, and nothing else, loads SQLAlchemy. */
  const choose = (next: EngineName, play = false) => {
    if (next === 'sqlalchemy') session?.python.start(scenario.sqlalchemy);
    playNext.current = play && opened !== 'predict';
    navigate(withGoal(writeUrl(scenario, urlStep, next), goal), 'push');
  };

  // The header of other pages leads back to it.
  useEffect(() => keepScenario(writeUrl(scenario, null, engineName)), [scenario, engineName]);

  const told = shown.run.scenario;
  const beside = useMemo(() => <ServerFigure figures={figures} scenario={told} />, [figures, told]);

  const weight = weightOf(files, scenario.sqlalchemy);
  const working = outlook === 'working';
  const waiting = !asked && !(shown.live && working);
  const status = <EngineStatus session={session} live={shown.live} onRetry={retry} />;
  const operations = OPERATIONS_OF[scenario.shape];
  const wayIn = <WayIn opened={opened} onToggle={firstMinute.toggle} />;
  return (
    <>
      <SiteHeader current="explore">
        <PresetsBar scenario={scenario} covered={covered} onChoose={change} />
      </SiteHeader>
      <Main className="mx-auto grid max-w-[1680px] grid-cols-1 gap-2.5 px-4 py-2.5 sm:gap-4 sm:px-6 sm:py-3.5">
        <div className="flex items-center gap-x-6">
          <div className="flex flex-wrap items-baseline gap-x-4">
            <h1 className="text-[14.5px] font-semibold tracking-tight sm:text-[19px]">
              Who deleted my rows, SQLAlchemy or PostgreSQL?
            </h1>
            <p className="text-[14px] text-ink-2 max-sm:sr-only">
              Change a flag, press play, and see for every row who removed it.
            </p>
          </div>
          <div className="ml-auto max-xl:hidden">{wayIn}</div>
          <div className="max-sm:hidden max-xl:ml-auto">
            <Share run={waiting || !shown.live ? null : shown.run} />
          </div>
        </div>
        <div className="grid grid-cols-1 gap-2.5 sm:gap-4 lg:grid-cols-[390px_minmax(0,1fr)] lg:gap-x-6 [reading-flow:grid-order]">
          <div className="from-above min-w-0 max-lg:order-last lg:col-start-1 lg:row-start-1">
            <SourcePanel scenario={scenario} onChange={change} operations={operations} />
          </div>
          <div className="flex min-w-0 flex-col gap-2.5 sm:gap-6 lg:col-start-2 lg:row-start-1" aria-busy={waiting}>
            <IgnoredSettings ignored={said} />
            {engineName === 'sqlalchemy' && !waiting && (
              <Offer
                python={python}
                series={scenario.sqlalchemy}
                weight={weight}
                what={`What you see is the run of ${nameOfEngine(shown.run.engine)}`}
                onAccept={() => choose('sqlalchemy')}
              />
            )}
            <div className="-my-0.5 flex sm:-my-2 xl:hidden">{wayIn}</div>
            <div className="lg:hidden">
              <FlagStrip scenario={scenario} onChange={change} operations={operations} />
            </div>
            {(goal !== null || opened === 'goals') && (
              // Its room is kept while its code is on its way.
              <div className={goal === null ? '' : 'min-h-32 sm:min-h-18'}>
                <Goals
                  chosen={goal}
                  listed={opened === 'goals'}
                  index={waiting || covered ? null : index}
                  onChoose={(chosen) => {
                    firstMinute.close();
                    if (chosen) go(chosen.start, chosen.id, false);
                    else navigate(writeUrl(scenario, urlStep, engineName), 'push');
                  }}
                  onList={() => firstMinute.toggle('goals')}
                />
              </div>
            )}
            {waiting && !working && (
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-xl border border-line-strong border-dashed px-4 py-2.5 text-[14px]">
                <p role="status">
                  {outlook === 'failed'
                    ? 'PostgreSQL is not running, so there is no run of these settings to show.'
                    : 'PostgreSQL is starting: the run of these settings comes as soon as it is there.'}
                </p>
                {status}
              </div>
            )}
            {/* Another run than the one asked for is not shown, and keeps the room. */}
            <div className={`contents ${waiting ? 'invisible' : ''}`} data-recorded={shown.live ? undefined : ''}>
              <RunView
                player={player}
                follower={follower}
                sketch={sketch}
                outdated={!sameScenario(told, recorded.scenario)}
                compared={compared}
                onApply={change}
                beside={beside}
                over={
                  opened === 'tour' && index ? (
                    <Tour
                      key={writeUrl(told)}
                      index={index}
                      player={player}
                      next={another?.name ?? null}
                      onPredict={predictAnother}
                      onClose={firstMinute.close}
                    />
                  ) : (
                    search === '' &&
                    opened === null && <FirstMinuteOffer player={player} onAccept={() => firstMinute.toggle('tour')} />
                  )
                }
                instead={
                  opened === 'predict' &&
                  unseen &&
                  index && (
                    <PredictionForm
                      key={writeUrl(told)}
                      index={index}
                      guess={firstMinute.guess}
                      onGuess={firstMinute.setGuess}
                      onPlay={play}
                      onClose={firstMinute.close}
                    />
                  )
                }
                lead={
                  <>
                    <div className="sm:hidden">
                      <Share run={waiting || !shown.live ? null : shown.run} />
                    </div>
                    {opened === 'predict' && !unseen && index && (
                      <PredictionResult
                        index={index}
                        guess={firstMinute.guess}
                        covered={covered}
                        next={another?.name ?? null}
                        onAgain={firstMinute.predict}
                        onNext={predictAnother}
                        onClose={firstMinute.close}
                      />
                    )}
                  </>
                }
                bar={
                  <EngineBar
                    produced={shown.run.engine}
                    live={shown.live}
                    python={python}
                    series={scenario.sqlalchemy}
                    weight={weight}
                    shown={engineName}
                    status={waiting && !working ? null : status}
                    result={difference && !covered && <ResultLink difference={difference} />}
                    onChoose={(next) => choose(next, python.status !== 'ready')}
                  />
                }
              />
            </div>
          </div>
          <span hidden className="parsed" />
        </div>
      </Main>
    </>
  );
}
