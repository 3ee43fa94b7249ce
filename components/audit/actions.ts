// What can be done with a finding.
import type { Place } from '@/lib/audit/facts';
import type { Evidence } from '@/lib/audit/finding';
import type { Mend } from '@/lib/audit/mend';
import type { Audited } from '@/lib/audit/progress';
import type { Files } from '@/lib/yours/files';
import type { Auditing } from './use-audit';

export interface FindingActions {
  readonly audited: Audited;
  readonly files: Files;
  readonly busy: boolean;
  /** By trialName(). */
  readonly trials: ReadonlyMap<string, Auditing>;
  /** Whether nothing else is being run that was asked for. */
  readonly free: boolean;
  readonly onPlace: (place: Place) => void;
  readonly onRun: (evidence: Evidence) => void;
  readonly onTry: (files: Files) => void;
  readonly onGiveWay: () => void;
  readonly onStop: () => void;
  readonly onAccept: (tried: Auditing, mend: Mend) => void;
}
