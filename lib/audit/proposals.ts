// What could be changed about findings, each tried: the command line's, which has the audits at hand.
import type { Files } from '@/lib/yours/files';
import { type ChangedLine, changedLines } from '@/lib/yours/source-edit';
import { nameOf } from './chosen';
import type { Finding } from './finding';
import { mendsOf, withMend } from './mend';
import type { Migration } from './migration';
import type { Audited } from './progress';
import { holds, trialOf, trialWords } from './trial';

export interface Proposal {
  /** What is wanted by it, as "the children go with it, by the database". */
  readonly intention: string;
  readonly lines: readonly ChangedLine[];
  /** Null where the tables stay as they are. */
  readonly migration: Migration | null;
  /** Whether the finding was gone with it, and nothing worse. */
  readonly holds: boolean;
  /** What was seen once everything was deleted again with it, in sentences. */
  readonly says: string;
}

export interface Proposed {
  /** That of the finding: see nameOf(). */
  readonly name: string;
  readonly proposal: Proposal;
}

/** In the order of the findings; `audit` deletes everything of other texts. */
export function* proposalsFor(
  findings: readonly Finding[],
  audited: Audited,
  files: Files,
  audit: (files: Files) => Audited,
): Generator<Proposed> {
  if ('error' in audited) return;
  for (const finding of findings) {
    for (const mend of mendsOf(finding, audited, files)) {
      const trial = trialOf(finding, mend, audited, audit(withMend(files, mend, audited)));
      const { intention, edits, migration } = mend;
      const lines = changedLines(files, edits);
      const proposal = { intention, lines, migration, holds: holds(trial), says: trialWords(trial) };
      yield { name: nameOf(finding), proposal };
    }
  }
}
