// The runs of the scenario that is asked for: the model's, and SQLAlchemy's once that is running in this tab. Each is
// laid out before it counts as arrived, and when both are there they are compared.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { DRAWN } from '@/components/run/drawn';
import type { EngineSession } from '@/lib/engine/page/session';
import { sameScenario } from '@/lib/scenario/change';
import type { Scenario } from '@/lib/scenario/scenario';
import type { EngineName } from '@/lib/scenario/url';
import { layOut } from '@/lib/trace/arrival';
import { compareEndings, compareLines, type EngineDifference } from '@/lib/trace/engine-difference';
import type { RunIndex } from '@/lib/trace/run-index';

/** The runs of one scenario; null until one is there. */
export type Arrivals = Readonly<Record<EngineName, RunIndex<Scenario> | null>>;

const NONE: Arrivals = { model: null, sqlalchemy: null };

/** `again` runs the model once more. */
export function useArrivals(
  session: EngineSession | null,
  scenario: Scenario,
  pythonReady: boolean,
): { readonly arrivals: Arrivals; readonly difference: EngineDifference | null; readonly again: () => void } {
  const [last, setLast] = useState(NONE);

  const runOn = useCallback(
    (engine: EngineName) => {
      let current = true;
      const arrive = async () => {
        const run = await (engine === 'model' ? session?.run(scenario) : session?.runOnSqlalchemy(scenario));
        if (!run) return;
        const index = await layOut(run, DRAWN);
        if (current) setLast((before) => ({ ...before, [engine]: index }));
      };
      arrive();
      return () => {
        current = false;
      };
    },
    [session, scenario],
  );
  useEffect(() => runOn('model'), [runOn]);
  useEffect(() => (pythonReady ? runOn('sqlalchemy') : undefined), [pythonReady, runOn]);

  const arrivals = useMemo((): Arrivals => {
    const asked = (arrived: RunIndex<Scenario> | null) =>
      arrived && sameScenario(arrived.trace.scenario, scenario) ? arrived : null;
    return { model: asked(last.model), sqlalchemy: asked(last.sqlalchemy) };
  }, [last, scenario]);
  return { arrivals, difference: useEngineDifference(arrivals), again: () => runOn('model') };
}

interface Compared {
  readonly of: Arrivals;
  readonly difference: EngineDifference;
}

/** Compared in two tasks of their own: a long run is not drawn and compared in one go. */
function useEngineDifference(arrivals: Arrivals): EngineDifference | null {
  const [compared, setCompared] = useState<Compared | null>(null);
  const { model, sqlalchemy } = arrivals;
  useEffect(() => {
    if (!model || !sqlalchemy) return;
    const traces = [model.trace, sqlalchemy.trace] as const;
    let task = setTimeout(() => {
      const lines = compareLines(...traces);
      task = setTimeout(() => {
        setCompared({ of: { model, sqlalchemy }, difference: { lines, endings: compareEndings(...traces) } });
      });
    });
    return () => clearTimeout(task);
  }, [model, sqlalchemy]);
  const current = compared?.of.model === model && compared?.of.sqlalchemy === sqlalchemy;
  return current ? (compared?.difference ?? null) : null;
}
