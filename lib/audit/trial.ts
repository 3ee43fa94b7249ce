// What a mend has changed, once everything was observed again with it.
import { quantity } from '@/lib/trace/quantity';
import { nameOf } from './chosen';
import type { Observed } from './facts';
import type { Finding } from './finding';
import { findingsOf } from './judge';
import { SEVERITIES } from './kinds';
import type { Mend } from './mend';
import type { Audited } from './progress';

export interface Trial {
  /** Whether the finding that it was for is gone, or milder than it was. */
  readonly isMended: boolean;
  /** What else is gone. */
  readonly also: readonly Finding[];
  /** What was not there before and is as bad as what was mended, or worse. */
  readonly worse: readonly Finding[];
  /** What comes with the intention, at the same place. */
  readonly price: readonly Finding[];
  /** What was not there before and is milder, or could not be seen: its delete was refused. */
  readonly seen: readonly Finding[];
}

const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);

export function trialOf(finding: Finding, { price }: Pick<Mend, 'price'>, before: Audited, after: Audited): Trial {
  const findings = findingsOf(before);
  const earlier = new Map(findings.map((each) => [nameOf(each), each]));
  const later = new Map(findingsOf(after).map((each) => [nameOf(each), each]));
  const left = later.get(nameOf(finding));
  const added = [...later.values()].filter((each) => {
    const was = earlier.get(nameOf(each));
    return !was || rank(each) < rank(was);
  });
  const costs = ({ kind, at }: Finding) => price.kinds.includes(kind) && price.at.includes(at);
  const isSeen = (each: Finding) => rank(each) > rank(finding) || wasHidden(each, before);
  return {
    isMended: !left || rank(left) > rank(finding),
    also: findings.filter((each) => nameOf(each) !== nameOf(finding) && !later.has(nameOf(each))),
    worse: added.filter((each) => !costs(each) && !isSeen(each)),
    price: added.filter(costs),
    seen: added.filter((each) => !costs(each) && isSeen(each)),
  };
}

/** Whether the delete in which it is seen was refused before, or not tried. */
function wasHidden({ evidence }: Finding, audited: Audited): boolean {
  if (evidence === null || 'error' in audited) return false;
  const isThat = ({ class: of, way, children, only }: Observed) =>
    of === evidence.class && way === evidence.way && children === evidence.children && only === evidence.only;
  return audited.observed.find(isThat)?.error !== null;
}

export const holds = ({ isMended, worse }: Trial): boolean => isMended && worse.length === 0;

/** In sentences. */
export function trialWords({ isMended, also, worse, price, seen }: Trial): string {
  const end = isMended ? 'With it this finding is gone' : 'With it this finding is still there';
  return [
    `${end}${also.length > 0 ? `, and ${quantity(also.length, 'other')} with it` : ''}.`,
    worse.length === 0 ? 'Nothing is worse.' : `But there is now ${listed(worse)}, which was not seen before.`,
    ...(price.length > 0 ? [`It has its price: ${listed(price)}.`] : []),
    ...(seen.length > 0 ? [`Now that nothing refuses any more, there is to be seen: ${listed(seen)}.`] : []),
  ].join(' ');
}

const listed = (findings: readonly Finding[]) => findings.map(({ kind, at }) => `${kind} at ${at}`).join(', ');
