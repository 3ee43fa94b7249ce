// What can be done with a finding.
import type { Place } from '@/lib/audit/facts';
import type { Evidence } from '@/lib/audit/finding';
import type { Audited } from '@/lib/audit/progress';
import type { Files } from '@/lib/yours/files';
import type { Auditing } from './use-audit';

export interface FindingActions {
  readonly audited: Audited;
  readonly files: Files;
  readonly busy: boolean;
  readonly trying: Auditing | null;
  readonly onPlace: (place: Place) => void;
  readonly onRun: (evidence: Evidence) => void;
  readonly onTry: (files: Files) => void;
  readonly onAccept: (tried: Auditing) => void;
}
