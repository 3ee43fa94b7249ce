// Which findings are shown: not those that were told to be ignored, and not those that were there before.
import type { Finding } from './finding';
import { KINDS, type Kind } from './kinds';

/** What names a finding wherever its line moves to. */
export const nameOf = ({ kind, class: of, at }: Finding): string => `${KINDS[kind].number}:${of}:${at}`;

/** What a reader does not want to hear of: a kind, by number or name, everywhere or at one place. */
export interface Ignored {
  readonly kind: Kind;
  /** As a finding's `at`; null for everywhere. */
  readonly at: string | null;
}

/** Of "A8", "slow-cascade" or "A8:User.posts"; null of anything else. */
export function ignoredOf(text: string): Ignored | null {
  const [which = '', ...rest] = text.trim().split(':');
  const kind = kindOf(which);
  return kind && { kind, at: rest.length > 0 ? rest.join(':') : null };
}

const kindOf = (text: string): Kind | null =>
  (Object.keys(KINDS) as Kind[]).find((kind) => kind === text || KINDS[kind].number === text.toUpperCase()) ?? null;

const COMMENT = /#\s*cascade-lens:\s*ignore\s+([A-Za-z][\w-]*(?:\s*,\s*[A-Za-z][\w-]*)*)/;

/** What a comment on one of the lines, or on the one above them, has to be ignored. */
function ignoredInComments(lines: readonly string[], from: number, to: number): ReadonlySet<Kind> {
  const found = new Set<Kind>();
  for (const line of lines.slice(Math.max(0, from - 2), to)) {
    for (const name of COMMENT.exec(line)?.[1]?.split(',') ?? []) {
      const kind = kindOf(name.trim());
      if (kind) found.add(kind);
    }
  }
  return found;
}

export interface Choice {
  readonly ignored: readonly Ignored[];
  /** The names of those that were there before. */
  readonly baseline: readonly string[];
  /** Texts by path, for their comments. */
  readonly files: Readonly<Record<string, string>>;
}

export interface Chosen {
  readonly shown: readonly Finding[];
  /** How many were ignored, and how many were there before. */
  readonly ignored: number;
  readonly known: number;
}

export function chosen(findings: readonly Finding[], { ignored, baseline, files }: Choice): Chosen {
  const lines = new Map(Object.entries(files).map(([path, text]) => [path, text.split(/\r?\n/)]));
  const isIgnored = (finding: Finding) =>
    ignored.some(({ kind, at }) => kind === finding.kind && (at === null || at === finding.at)) ||
    finding.places.some(({ file, line, end }) => ignoredInComments(lines.get(file) ?? [], line, end).has(finding.kind));
  const heard = findings.filter((finding) => !isIgnored(finding));
  const before = new Set(baseline);
  const shown = heard.filter((finding) => !before.has(nameOf(finding)));
  return { shown, ignored: findings.length - heard.length, known: heard.length - shown.length };
}
