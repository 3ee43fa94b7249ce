// The runs of the ways: recorded ones at once, live ones from the engine, one after another as it does one at a time.
import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { outlookOf, useEngineState } from '@/components/engine/use-engine';
import { DRAWN } from '@/components/run/drawn';
import type { EngineSession } from '@/lib/engine/page/session';
import type { Scenario } from '@/lib/scenario/scenario';
import { type EngineName, writeUrl } from '@/lib/scenario/url';
import { layOut } from '@/lib/trace/arrival';
import { COMPARED } from '@/lib/trace/difference';
import { indexRun, type RunIndex } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';
import { inTurn } from './in-turn';

export interface Known {
  readonly index: RunIndex<Scenario>;
  readonly live: boolean;
}

/** So many runs are kept beyond those on screen: a flag that is put back is there at once. */
const REMEMBERED = 9;

/** What the page draws of a run beside others. */
const DRAWN_BESIDE = [...DRAWN, ...COMPARED];

const keyOf = (scenario: Scenario, engine: EngineName) => writeUrl(scenario, null, engine);
const keyed = (known: Known): [string, Known] => {
  const { scenario, engine } = known.index.trace;
  return [keyOf(scenario, engine.name === 'model' ? 'model' : 'sqlalchemy'), known];
};

export interface Runs {
  /** One for each way; null while there is nothing to show for it. A run that is being replaced stays until then. */
  readonly shown: readonly (Known | null)[];
  /** Whether all that is shown is what was asked for. */
  readonly complete: boolean;
  readonly live: boolean;
  /** Whether PostgreSQL is running, will be, or cannot. */
  readonly outlook: ReturnType<typeof outlookOf>;
  readonly retry: () => void;
}

/** `ways` has to be the same list as long as it says the same; `by` has to be running in `session`. */
export function useRuns(
  ways: readonly Scenario[],
  by: EngineName,
  recorded: readonly Trace<Scenario>[],
  session: EngineSession | null,
): Runs {
  const outlook = useEngineState(session, outlookOf);
  const [{ known, last }, setRuns] = useState(() => {
    const runs = recorded.map((run): Known => ({ index: indexRun(run), live: false }));
    const none: readonly Known[] = [];
    return { known: new Map(runs.map(keyed)), last: none };
  });
  const knownNow = useRef(known);
  knownNow.current = known;

  const runAll = useCallback(() => {
    if (!session) return;
    let current = true;
    const ask = async (way: Scenario): Promise<Known | null> => {
      const there = knownNow.current.get(keyOf(way, by));
      if (there?.live) return there;
      const run = await (by === 'model' ? session.run(way) : session.runOnSqlalchemy(way));
      return run && { index: await layOut(run, DRAWN_BESIDE), live: true };
    };
    inTurn(ways, ask, () => current).then((runs) => {
      if (runs === null) return;
      startTransition(() =>
        setRuns(({ known: old }) => ({
          known: new Map([...[...old].slice(-REMEMBERED), ...runs.map(keyed)]),
          last: runs,
        })),
      );
    });
    return () => {
      current = false;
    };
  }, [session, ways, by]);
  useEffect(runAll, [runAll]);

  const asked = ways.map((way) => known.get(keyOf(way, by)) ?? null);
  return {
    shown: asked.map((run, at) => run ?? (outlook === 'working' ? (last[at] ?? null) : null)),
    complete: asked.every((run) => run !== null),
    live: asked.every((run) => run?.live),
    outlook,
    retry: () => {
      session?.retry();
      runAll();
    },
  };
}
