// SQLAlchemy in the worker, from its download to its runs. Everything that only it needs hangs on this module, which
// the worker loads when someone asks for it and not before.
import type { AuditedFiles, OnAudited } from '@/lib/audit/progress';
import type { Database } from '@/lib/database/database';
import type { OnCompiled } from '@/lib/engine/protocol/compiled';
import type { OnBytes } from '@/lib/engine/protocol/download';
import type { CarriedPython } from '@/lib/engine/protocol/python-files';
import type { OnProgress } from '@/lib/engine/protocol/so-far';
import { BrokenOff } from '@/lib/engine/run/broken-off';
import { runAsked } from '@/lib/engine/run/run-asked';
import { runAudit } from '@/lib/engine/run/run-audit';
import { runScenarioOnSqlalchemy } from '@/lib/engine/run/run-on-sqlalchemy';
import type { Aside, ProgramText } from '@/lib/program-text';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Trace } from '@/lib/trace/trace';
import { downloadPackages, startBrowserPython } from './browser-python';
import { seal } from './seal';

/** Hears of a line that a program prints. */
type OnPrint = (line: string) => void;

export interface LivePython {
  /** What it finds is told as it goes. Downloads first what the files import. Rejects with DownloadError, too. */
  readonly runAudit: (audited: AuditedFiles, onBytes: OnBytes, onAudited: OnAudited) => Promise<void>;
  /** For example "2.1.9". */
  readonly version: string;
  /** Synchronous, as the runs of the model are; throws when Python or PostgreSQL is lost. */
  readonly runScenario: (scenario: Scenario) => Trace<Scenario>;
  /** Downloads first what the program imports besides SQLAlchemy. Rejects with DownloadError, too. */
  readonly runProgram: (
    program: ProgramText,
    onBytes: OnBytes,
    onProgress: OnProgress,
    /** `lost` where Python or PostgreSQL broke, and is not to be asked again. */
  ) => Promise<{ readonly trace: Trace<null>; readonly aside: Aside; readonly lost: boolean }>;
}

/** Rejects with DownloadError when a file cannot be fetched. */
export async function startLivePython(
  database: Database,
  { path, files, packages }: CarriedPython,
  onBytes: OnBytes,
  onCompiled: OnCompiled,
): Promise<LivePython> {
  const base = new URL(path, self.location.href);
  let hear: OnPrint = () => {};
  const print: OnPrint = (line) => {
    console.log(line);
    hear(line);
  };
  const python = await startBrowserPython(database, base, files, onBytes, { print, onCompiled });
  const load = (sources: readonly string[], onBytes: OnBytes) =>
    python.load(sources, (names) => downloadPackages(base, packages, names, onBytes), database.extend);
  return {
    version: python.version,
    runScenario: (scenario) => runScenarioOnSqlalchemy(database, python, scenario),
    runAudit: async (audited, onBytes, onAudited) => {
      await load(Object.values(audited.files), onBytes);
      seal();
      runAudit(database, python, audited, onAudited);
    },
    runProgram: async (program, onBytes, onProgress) => {
      const { source, modules = {}, foreign } = program;
      await load([source, ...Object.values(modules)], onBytes);
      if (foreign) seal();
      const printed: string[] = [];
      hear = (line) => printed.push(line);
      try {
        const { trace, ...aside } = runAsked(database, python, program, onProgress);
        return { trace, aside: { ...aside, printed }, lost: false };
      } catch (error) {
        if (!(error instanceof BrokenOff)) throw error;
        // Its last words are frames of ours.
        const last = printed.lastIndexOf('Stack (most recent call first):');
        const said = last === -1 ? printed : printed.slice(0, last);
        const aside = { printed: said, written: null, refused: null, deletables: [] };
        return { trace: error.trace, aside, lost: true };
      } finally {
        hear = () => {};
      }
    },
  };
}
