'use client';
// The audit of the reader's files: begun, heard of as it goes, stopped.
import { useCallback, useRef, useState } from 'react';
import type { ChosenPython } from '@/components/engine/python-choice';
import { openEngine } from '@/components/engine/use-engine';
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

/** Runs audits one after another; what a mend is tried with is another one than what is shown. */
export function useAudit(engineFiles: EngineFiles) {
  const [auditing, setAuditing] = useState<Auditing | null>(null);
  const [trying, setTrying] = useState<Auditing | null>(null);
  const newest = useRef(0);

  const observe = useCallback(
    async (asked: AskedAudit, show: (now: Auditing) => void): Promise<Auditing> => {
      const { files, on } = asked;
      const session = openEngine(engineFiles);
      session.retry();
      session.python.start(on.sqlalchemy);
      const mine = ++newest.current;
      let now: Auditing = { ...asked, soFar: null, status: 'running', done: 0 };
      show(now);
      const isWhole = await session.runAudit({ files, ...(on.driver && { driver: on.driver }) }, (progress) => {
        const done = now.done + (progress.type === 'observed' ? 1 : 0);
        now = { ...now, soFar: withProgress(now.soFar, progress), done };
        if (mine === newest.current) show(now);
      });
      now = { ...now, status: isWhole ? 'whole' : 'ended' };
      if (mine === newest.current) show(now);
      return now;
    },
    [engineFiles],
  );
  const start = useCallback(
    (asked: AskedAudit) => {
      setTrying(null);
      return observe(asked, setAuditing);
    },
    [observe],
  );
  const attempt = useCallback((asked: AskedAudit) => observe(asked, setTrying), [observe]);
  /** What was tried is what is shown from now on. */
  const accept = useCallback((tried: Auditing) => {
    setAuditing(tried);
    setTrying(null);
  }, []);
  const stop = useCallback(() => openEngine(engineFiles).stopProgram(), [engineFiles]);
  return { auditing, trying, start, attempt, accept, stop };
}
