// What the command line and the process in which a reader's text runs say to each other.
import type { Choice } from '@/lib/audit/chosen';
import type { AuditEngine } from '@/lib/audit/facts';
import type { AuditedFiles, AuditProgress } from '@/lib/audit/progress';
import type { Proposed } from '@/lib/audit/proposals';
import type { Progress } from '@/lib/engine/protocol/so-far';
import type { ProgramText } from '@/lib/program-text';
import type { Trace } from '@/lib/trace/trace';
import type { Series } from '@/lib/versions';

export interface ProgramRequest {
  readonly series: Series | null;
  readonly program: ProgramText;
}

/** Models, whose deletes are tried. */
export interface AuditRequest {
  readonly series: Series | null;
  readonly audit: AuditedFiles;
  /** Of which findings changes are tried; null of none. */
  readonly mend: Choice | null;
}

/** There is nothing to run it on. */
interface Impossible {
  readonly type: 'impossible';
  readonly sentence: string;
}

/** What a program tells, one JSON text a line. */
export type ProgramMessage = Progress | { readonly type: 'ended'; readonly trace: Trace<null> } | Impossible;

/** What an audit tells. */
export type AuditMessage =
  | AuditProgress
  /** The models are loaded next. */
  | { readonly type: 'ready'; readonly engine: AuditEngine }
  /** All classes were observed. */
  | { readonly type: 'audited' }
  | ({ readonly type: 'proposed' } & Proposed)
  /** All changes that were to be tried were. */
  | { readonly type: 'tried' }
  | Impossible;

/** The pipe that the tool reads. */
export const PIPE = 3;
