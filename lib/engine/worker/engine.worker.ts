// The worker's entry, small, so that the files that PostgreSQL starts from are on their way while the code that starts
// it still arrives.
import { expose } from 'comlink';
import type { AuditedFiles, OnAudited } from '@/lib/audit/progress';
import { type CallOutcome, callOutcome, pythonOutcome } from '@/lib/engine/protocol/call-outcome';
import type { OnCompiled } from '@/lib/engine/protocol/compiled';
import { DownloadError, type OnBytes } from '@/lib/engine/protocol/download';
import type { CarriedPython } from '@/lib/engine/protocol/python-files';
import type { OnProgress } from '@/lib/engine/protocol/so-far';
import type { ProgramText } from '@/lib/program-text';
import type { Scenario } from '@/lib/scenario/scenario';
import { downloadBootFiles } from './boot-files';
import type { OnAside, OnPart, OnVersion } from './engine';

const engine = import('./engine').then(
  ({ createEngine }) => createEngine(),
  (error: unknown) => {
    throw new DownloadError(String(error));
  },
);
// Whoever calls hears of it.
engine.catch(() => {});

/** Where it cannot be kept, the next worker compiles again. */
const offer =
  (onCompiled: OnCompiled): OnCompiled =>
  (module) =>
    void Promise.resolve(onCompiled(module)).catch(() => {});

const worker = {
  /** Downloads and starts PostgreSQL. */
  boot: (onBytes: OnBytes, onCompiled: OnCompiled): Promise<CallOutcome> =>
    callOutcome(async () => {
      const [files, booting] = await Promise.all([downloadBootFiles(onBytes), engine]);
      await booting.boot(files);
      offer(onCompiled)(files.pgliteWasmModule);
    }),

  run: (scenario: Scenario, onPart: OnPart<Scenario>): Promise<CallOutcome> =>
    callOutcome(async () => (await engine).run(scenario, onPart)),

  startPython: (
    files: CarriedPython,
    onBytes: OnBytes,
    onVersion: OnVersion,
    onCompiled: OnCompiled,
  ): Promise<CallOutcome> =>
    pythonOutcome(async () => (await engine).startPython(files, onBytes, onVersion, offer(onCompiled))),

  runOnSqlalchemy: (scenario: Scenario, onPart: OnPart<Scenario>): Promise<CallOutcome> =>
    pythonOutcome(async () => (await engine).runOnSqlalchemy(scenario, onPart)),

  runProgram: (
    program: ProgramText,
    onPart: OnPart<null>,
    onBytes: OnBytes,
    onAside: OnAside,
    onProgress: OnProgress,
  ): Promise<CallOutcome> =>
    pythonOutcome(async () => (await engine).runProgram(program, onPart, onBytes, onAside, onProgress)),

  runAudit: (audited: AuditedFiles, onBytes: OnBytes, onAudited: OnAudited): Promise<CallOutcome> =>
    pythonOutcome(async () => (await engine).runAudit(audited, onBytes, onAudited)),
};

export type Engine = typeof worker;

expose(worker);
