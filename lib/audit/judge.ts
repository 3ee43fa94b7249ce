// What the deletes that were observed say about the models: every finding has a run in which it can be seen.
import { CASCADES } from './cascades';
import { differencesOf } from './differences';
import type { Audit, MappingError } from './facts';
import type { Finding } from './finding';
import { SEVERITIES } from './kinds';
import { OUTCOMES } from './outcomes';
import type { Audited } from './progress';
import { SETTINGS } from './settings';
import { type Judge, type Key, keysOf, subjectsOf } from './subject';

const JUDGES: readonly Judge[] = [...OUTCOMES, ...CASCADES, ...SETTINGS];

export const findingsOf = (audited: Audited): readonly Finding[] =>
  'error' in audited ? judgeUnmapped(audited.error) : judge(audited);

/** Worst first; of one kind and place in a class once. */
function judge(audit: Audit): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const subject of subjectsOf(audit)) {
    for (const judgement of JUDGES) {
      for (const finding of judgement(subject)) {
        const which = JSON.stringify([finding.kind, finding.class, finding.at]);
        if (!found.has(which)) found.set(which, finding);
      }
    }
  }
  for (const finding of [...leftOut(audit), ...warnings(audit), ...differencesOf(audit)])
    found.set(JSON.stringify([finding.kind, finding.says]), finding);
  const keys = keysOf(audit);
  return [...found.values()]
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
    .map((finding) => withAssumptions(finding, audit, keys));
}

function withAssumptions(finding: Finding, { facts }: Audit, all: readonly Key[]): Finding {
  if (facts.assumed.length === 0) return finding;
  const [of = '', attribute] = finding.at.split('.');
  const relationship = facts.classes
    .find(({ name }) => name === of)
    ?.relationships.find((each) => each.attribute === attribute);
  const keys = relationship?.keys ?? [finding.at];
  const concerned = all.filter(({ place, table }) => keys.includes(place) || table === finding.at);
  const owners = facts.classes.filter((each) => concerned.some(({ table }) => each.tables.includes(table)));
  const about = new Set([
    finding.class,
    of,
    ...(relationship ? [relationship.target] : []),
    ...owners.map(({ name }) => name),
  ]);
  const restsOn = facts.assumed.flatMap(({ classes }, at) => (classes.some((name) => about.has(name)) ? [at + 1] : []));
  return restsOn.length > 0 ? { ...finding, restsOn } : finding;
}

function leftOut({ facts }: Audit): readonly Finding[] {
  const names = new Set(facts.leftOut.map(({ attribute }) => attribute));
  // what only misses another one that was left out is no fault of its own
  const own = facts.leftOut.filter(({ error }) => !names.has(/has no property '(\w+)'/.exec(error.message)?.[1] ?? ''));
  return own.map(({ of, attribute, error }) => ({
    kind: 'mapping-error',
    severity: 'breaks',
    class: of,
    at: `${of}.${attribute}`,
    says: `${error.class}: ${error.message} The other classes were mapped without it.`,
    evidence: null,
    places: error.place ? [error.place] : [],
  }));
}

const OF_RELATIONSHIP = /relationship '?(\w+)\.(\w+)'?/i;
const OF_MAPPER = /[Mm]apper(?: '?)?(?:Mapper)?\[(\w+)\((\w+)\)\]/;

function warnings({ facts }: Audit): readonly Finding[] {
  return facts.warnings.map(({ class: category, message, place: line }) => {
    const [, name, attribute] = OF_RELATIONSHIP.exec(message) ?? OF_MAPPER.exec(message) ?? [];
    const of = facts.classes.find((each) => each.name === name);
    const relationship = of?.relationships.find((each) => each.attribute === attribute);
    const place = relationship?.place ?? of?.place ?? line;
    return {
      kind: 'sqlalchemy-warning',
      severity: 'tidy',
      class: of?.name ?? '',
      at: of && attribute ? `${of.name}.${attribute}` : (of?.name ?? place?.file ?? ''),
      says: `${category}: ${message}`,
      evidence: null,
      places: place ? [place] : [],
    };
  });
}

const WITHOUT_PROPERTY = /Mapper\[(\w+)\(\w+\)\]'? has no property '(\w+)'/;

/** What there is to say of models that cannot be mapped. */
function judgeUnmapped(error: MappingError): readonly Finding[] {
  const [, missing, property] = WITHOUT_PROPERTY.exec(error.message) ?? [];
  const [, name = missing ?? '', attribute = property ?? ''] =
    OF_RELATIONSHIP.exec(error.message) ?? OF_MAPPER.exec(error.message) ?? [];
  const [of, at] = missing ? [missing, property] : [name, attribute];
  return [
    {
      kind: 'mapping-error',
      severity: 'breaks',
      class: of ?? '',
      at: [of, at].filter(Boolean).join('.') || (error.place?.file ?? ''),
      says: `${error.class}: ${error.message}`,
      evidence: null,
      places: error.place ? [error.place] : [],
    },
  ];
}
