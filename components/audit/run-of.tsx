'use client';
// The run in which a finding can be seen: a program that is written for it, on the stage.
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { ProducedBy } from '@/components/engine/produced-by';
import type { ChosenPython } from '@/components/engine/python-choice';
import { openEngine } from '@/components/engine/use-engine';
import { DRAWN } from '@/components/run/drawn';
import type { RunProgram } from '@/components/run/program';
import { RunView } from '@/components/run/run-view';
import { saveFile } from '@/components/save/save-file';
import { END, FRAMES, motionIsWelcome } from '@/components/timeline/frames';
import { useTimelineKeys } from '@/components/timeline/use-timeline-keys';
import type { Evidence } from '@/lib/audit/finding';
import { wayWords } from '@/lib/audit/words';
import type { EngineFiles } from '@/lib/engine/page/session';
import { layOut } from '@/lib/trace/arrival';
import { following } from '@/lib/trace/following';
import { Player } from '@/lib/trace/player';
import type { Trace } from '@/lib/trace/trace';
import type { Draft } from '@/lib/yours/draft';
import type { Files } from '@/lib/yours/files';

interface Ran {
  readonly trace: Trace<null>;
  readonly program: RunProgram | null;
  /** The program and the models, for the fragment of an address; null where they are too long for one. */
  readonly packed: string | null;
}

const AWAY = 'underline underline-offset-4 hover:text-ink';

export function RunOf({
  evidence,
  files,
  on,
  engineFiles,
  onRan,
}: {
  readonly evidence: Evidence;
  readonly files: Files;
  readonly on: ChosenPython;
  readonly engineFiles: EngineFiles;
  /** Once there is a run, or none to come. */
  readonly onRan: () => void;
}) {
  const [player] = useState(() => new Player<null>(FRAMES));
  const [follower] = useState(() => following(player));
  const [ran, setRan] = useState<Ran | 'none' | null>(null);
  useTimelineKeys(player);
  const section = useRef<HTMLElement>(null);
  const isThere = ran !== null;
  useEffect(() => {
    section.current?.scrollIntoView({ block: isThere ? 'start' : 'nearest' });
  }, [isThere]);
  useEffect(() => {
    let current = true;
    const session = openEngine(engineFiles);
    session.retry();
    session.python.start(on.sqlalchemy);
    const names = Object.keys(files);
    const filename = names.find((name) => name.endsWith('.py')) ?? 'models.py';
    const { [filename]: source = '', ...modules } = files;
    let program: RunProgram | null = null;
    let draft: Draft | null = null;
    const asked = {
      source,
      filename,
      modules,
      standIns: true,
      foreign: true,
      deletes: evidence,
      ...(on.driver && { driver: on.driver }),
    };
    const run = session.runProgram(asked, ({ written }) => {
      program = written && { title: written.filename, label: written.filename, note: null, text: written.source };
      draft = written && { modules: {}, ...written, ...on };
    });
    run.then(async (trace) => {
      if (!current) return;
      onRan();
      if (!trace) {
        setRan('none');
        return;
      }
      const [index, packed] = await Promise.all([layOut(trace, DRAWN), draft && packedOf(draft)]);
      if (!current) return;
      setRan({ trace, program, packed });
      player.load(index, motionIsWelcome() ? 0 : END);
      if (motionIsWelcome()) player.play();
    });
    return () => {
      current = false;
    };
  }, [evidence, files, on, engineFiles, player, onRan]);
  const { class: of, way, children, only } = evidence;
  const title = `${of}: ${wayWords(way)}, with ${children} on ${only === null ? 'every foreign key' : only}`;
  return (
    <section aria-label="The run" className="grid min-w-0 gap-3" ref={section}>
      <h2 className="text-[15px] font-semibold">{title}</h2>
      {ran === null && (
        <p role="status" className="text-[14px] text-ink-2">
          Running…
        </p>
      )}
      {ran === 'none' && (
        <p role="status" className="text-[14px] text-ink-2">
          It was ended before there was anything to show.
        </p>
      )}
      {ran && ran !== 'none' && (
        <RunView
          player={player}
          follower={follower}
          program={ran.program}
          bar={
            <div className="flex flex-wrap items-center gap-x-5 gap-y-2 px-3 py-2.5 text-[13.5px] sm:px-5">
              <ProducedBy engine={ran.trace.engine} live note=", in this tab" />
              {ran.packed && (
                <Link href={`/yours/#code=${ran.packed}`} prefetch={false} className={AWAY}>
                  Edit as a program
                </Link>
              )}
              <button
                type="button"
                className={AWAY}
                onClick={() => saveFile('run.trace.json', new Blob([JSON.stringify(ran.trace)]))}
              >
                Download trace
              </button>
            </div>
          }
        />
      )}
    </section>
  );
}

async function packedOf(draft: Draft): Promise<string | null> {
  const [{ packShared }, { LONGEST_LINK }] = await Promise.all([
    import('@/lib/yours/shared'),
    import('@/lib/yours/packed'),
  ]);
  const packed = await packShared({ ...draft, step: null });
  return packed.length > LONGEST_LINK ? null : packed;
}
