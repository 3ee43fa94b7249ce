'use client';
// One program: its run on the stage, what it shows, its text with the line that is at work, and the log.
import Link from 'next/link';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { IgnoredSettings } from '@/components/address/ignored-settings';
import { useSearch } from '@/components/address/location';
import { addressAt, readStep } from '@/components/address/step-address';
import { asIgnored, useSaid } from '@/components/address/use-said';
import { useStepInAddress } from '@/components/address/use-step-in-address';
import { Main } from '@/components/chrome/main';
import { ProducedBy } from '@/components/engine/produced-by';
import { DRAWN } from '@/components/run/drawn';
import ProgramPanel from '@/components/run/program-panel';
import { RunView } from '@/components/run/run-view';
import { usePlayer } from '@/components/run/use-player';
import { END, FRAMES, motionIsWelcome } from '@/components/timeline/frames';
import { useTimelineKeys } from '@/components/timeline/use-timeline-keys';
import type { EngineFiles } from '@/lib/engine/page/session';
import { fileOf, type Program, type RecordedProgram } from '@/lib/programs/program';
import { findProgram } from '@/lib/programs/programs';
import { layOut } from '@/lib/trace/arrival';
import { following } from '@/lib/trace/following';
import { Player } from '@/lib/trace/player';
import { indexRun } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';
import { Lesson } from './lesson';
import { LiveRun } from './live-run';
import { ProgramMenu } from './program-menu';

/** `id` is the name of a program in the catalogue. */
export function ProgramPage({ id, ...page }: Omit<KnownProgramProps, 'program'> & { readonly id: string }) {
  const program = findProgram(id);
  return program && <KnownProgram program={program} {...page} />;
}

interface KnownProgramProps {
  readonly program: Program;
  readonly recorded: RecordedProgram;
  /** The stage of the recorded run, as the build drew it. */
  readonly sketch: ReactNode;
  readonly files: EngineFiles;
}

function KnownProgram({ program, recorded, sketch, files }: KnownProgramProps) {
  const [player] = useState(() => {
    const created = new Player<null>(FRAMES);
    if ('run' in recorded) created.load(indexRun(recorded.run));
    return created;
  });
  const [follower] = useState(() => following(player));
  const [live, setLive] = useState(false);
  const engine = usePlayer(player, ({ index }) => index?.trace.engine ?? null);
  const text = useMemo(
    () => ({ title: fileOf(program), label: `The program ${fileOf(program)}`, note: null, text: recorded.source }),
    [program, recorded],
  );

  const search = useSearch();
  const asked = useMemo(() => readStep(search), [search]);
  useEffect(() => {
    if (asked.step !== null) player.seek(asked.step);
  }, [player, asked]);
  const last = player.getSnapshot().index?.lastStep ?? null;
  const [ignored] = useSaid(program, asked.ignored, asked.step, last, asIgnored);
  useStepInAddress(player, addressAt);
  useTimelineKeys(player);

  const show = useCallback(
    async (run: Trace<null>) => {
      player.load(await layOut(run, DRAWN), motionIsWelcome() ? 0 : END);
      setLive(true);
      if (motionIsWelcome()) player.play();
    },
    [player],
  );

  return (
    <Main className="mx-auto grid max-w-[1500px] grid-cols-1 gap-3 px-4 py-3 sm:gap-6 sm:px-6 sm:py-4">
      <div className="grid gap-x-6 gap-y-2 lg:flex lg:items-center">
        <h1 className="text-[18px] leading-tight font-semibold tracking-tight text-balance sm:text-[22px]">
          {program.title}
        </h1>
        <div className="min-w-0 max-lg:-order-1 lg:ml-auto lg:shrink-0">
          <ProgramMenu program={program} />
        </div>
      </div>
      <IgnoredSettings ignored={ignored} />
      {engine ? (
        <RunView
          player={player}
          follower={follower}
          sketch={sketch}
          program={text}
          bar={
            <div className="flex flex-wrap items-center gap-x-5 gap-y-2 px-3 py-2.5 text-[13.5px] sm:flex-nowrap sm:px-5">
              <ProducedBy
                engine={engine}
                live={live}
                note={live ? ', live in this tab' : ', recorded when this page was built'}
              />
              <div className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-2 max-sm:ml-0">
                <Link
                  href={`/yours/?program=${program.id}`}
                  prefetch={false}
                  className="grid min-h-6 place-items-center text-ink-2 underline underline-offset-4 hover:text-ink"
                >
                  Edit this program
                </Link>
                <LiveRun program={program} source={recorded.source} files={files} live={live} onRun={show} />
              </div>
            </div>
          }
          lead={<Lesson program={program} />}
        />
      ) : (
        <>
          <p className="rounded-xl border border-line bg-card px-5 py-6 text-[15px] text-ink-2 shadow-card">
            This build carries no SQLAlchemy, so there is no run to show. The text below runs wherever SQLAlchemy is
            installed.
            {'absent' in recorded && ` The reason, from the build: ${recorded.absent}`}
          </p>
          <Lesson program={program} />
          <ProgramPanel program={text} line={null} />
        </>
      )}
    </Main>
  );
}
