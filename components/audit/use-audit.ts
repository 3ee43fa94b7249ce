'use client';
// The audit of the reader's files: begun, heard of as it goes, stopped.
import { useCallback, useRef, useState } from 'react';
import type { ChosenPython } from '@/components/engine/python-choice';
import { openEngine } from '@/components/engine/use-engine';
import type { Migration } from '@/lib/audit/migration';
import { type AuditSoFar, withProgress } from '@/lib/audit/progress';
import type { EngineFiles } from '@/lib/engine/page/session';
import type { Files } from '@/lib/yours/files';

/** What is audited, and on what. */
export interface AskedAudit {
  /** Texts by path. */
  readonly files: Files;
  readonly on: ChosenPython;
}

export interface Auditing extends AskedAudit {
  readonly soFar: AuditSoFar;
  readonly status: 'running' | 'whole' | 'ended';
  /** Classes that were observed. */
  readonly done: number;
}

/** What was put into the text, one change after another. */
export interface Accepted {
  readonly from: Files;
  readonly to: Files;
  readonly migrations: readonly Migration[];
}

const NO_TRIALS: ReadonlyMap<string, Auditing> = new Map();

/** The name of what a mend is tried with. */
export const trialName = (files: Files): string => JSON.stringify(files);

/** Runs audits one after another; what a mend is tried with is another one than what is shown, and gives way to it. */
export function useAudit(engineFiles: EngineFiles) {
  const [auditing, setAuditing] = useState<Auditing | null>(null);
  const [trials, setTrials] = useState(NO_TRIALS);
  const [accepted, setAccepted] = useState<Accepted | null>(null);
  const newest = useRef(0);

  const stop = useCallback(() => openEngine(engineFiles).stopProgram(), [engineFiles]);
  const observe = useCallback(
    async (asked: AskedAudit, show: (now: Auditing) => void): Promise<void> => {
      const { files, on } = asked;
      const session = openEngine(engineFiles);
      session.stopProgram();
      session.retry();
      session.python.start(on.sqlalchemy);
      const mine = ++newest.current;
      const tell = (now: Auditing) => {
        if (mine === newest.current) show(now);
      };
      let now: Auditing = { ...asked, soFar: null, status: 'running', done: 0 };
      tell(now);
      const isWhole = await session.runAudit({ files, ...(on.driver && { driver: on.driver }) }, (progress) => {
        const done = now.done + (progress.type === 'observed' ? 1 : 0);
        now = { ...now, soFar: withProgress(now.soFar, progress), done };
        tell(now);
      });
      now = { ...now, status: isWhole ? 'whole' : 'ended' };
      tell(now);
    },
    [engineFiles],
  );
  const start = useCallback(
    (asked: AskedAudit) => {
      setTrials(NO_TRIALS);
      return observe(asked, setAuditing);
    },
    [observe],
  );
  const attempt = useCallback(
    (asked: AskedAudit) => observe(asked, (now) => setTrials((all) => new Map(all).set(trialName(asked.files), now))),
    [observe],
  );
  /** The trial that is running is forgotten. */
  const giveWay = useCallback(() => {
    newest.current++;
    setTrials((all) => new Map([...all].filter(([, { status }]) => status !== 'running')));
    stop();
  }, [stop]);
  /** What was tried with these texts is what is shown from now on. */
  const accept = useCallback((before: Files, tried: Auditing, migration: Migration | null) => {
    setAccepted((earlier) => {
      const goesOn = earlier !== null && trialName(earlier.to) === trialName(before);
      const { from, migrations } = goesOn ? earlier : { from: before, migrations: [] };
      return { from, to: tried.files, migrations: migration ? [...migrations, migration] : migrations };
    });
    setAuditing(tried);
    setTrials(NO_TRIALS);
  }, []);
  return { auditing, trials, accepted, start, attempt, giveWay, accept, stop };
}
