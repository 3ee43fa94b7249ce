// What a mend has changed, once everything was observed again with it.
import { nameOf } from './chosen';
import type { Finding } from './finding';
import { SEVERITIES } from './kinds';

export interface Trial {
  /** Whether the finding that it was for is gone, or milder than it was. */
  readonly isMended: boolean;
  /** What else is gone. */
  readonly also: readonly Finding[];
  /** What was not there before and is as bad as what was mended, or worse. */
  readonly worse: readonly Finding[];
  /** What was not there before and is milder: a refused delete hides it. */
  readonly seen: readonly Finding[];
}

const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);

export function trialOf(finding: Finding, before: readonly Finding[], after: readonly Finding[]): Trial {
  const earlier = new Map(before.map((each) => [nameOf(each), each]));
  const later = new Map(after.map((each) => [nameOf(each), each]));
  const left = later.get(nameOf(finding));
  const added = after.filter((each) => {
    const was = earlier.get(nameOf(each));
    return !was || rank(each) < rank(was);
  });
  return {
    isMended: !left || rank(left) > rank(finding),
    also: before.filter((each) => nameOf(each) !== nameOf(finding) && !later.has(nameOf(each))),
    worse: added.filter((each) => rank(each) <= rank(finding)),
    seen: added.filter((each) => rank(each) > rank(finding)),
  };
}

export const holds = ({ isMended, worse }: Trial): boolean => isMended && worse.length === 0;
