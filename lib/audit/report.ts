// What an audit has found, as the JSON that the command line prints and the page hands over.
import { quantity } from '@/lib/trace/quantity';
import { tablesBeside } from './differences';
import type { Audit, AuditEngine, Facts, Observed, TableCounts } from './facts';
import type { Finding } from './finding';
import { KINDS } from './kinds';
import type { Audited } from './progress';
import type { Proposal } from './proposals';

export interface ReportedWay {
  readonly way: string;
  readonly tables: readonly ({ readonly table: string } & TableCounts)[];
  readonly error: { readonly class: string; readonly sqlstate: string | null; readonly message: string } | null;
  /** By the number of children on each foreign key, as `executions` and `loaded`. */
  readonly statements: Readonly<Record<string, number>>;
  /** Each set of parameters counted. */
  readonly executions: Readonly<Record<string, number>>;
  /** Rows that SELECTs gave. */
  readonly loaded: Readonly<Record<string, number>>;
}

export interface ReportedClass {
  readonly class: string;
  readonly ways: readonly ReportedWay[];
  /** No file has it. */
  readonly assumed?: true;
  /** Why not all of its deletes could be observed. */
  readonly unobserved?: string;
}

export type ReportedFinding = Finding & {
  readonly number: string;
  /** What could be changed about it; left out where nothing was tried. */
  readonly proposals?: readonly Proposal[];
};

export interface AuditReport {
  readonly engine: AuditEngine;
  readonly classes: readonly ReportedClass[];
  readonly findings: readonly ReportedFinding[];
  /** What was assumed, and what has to be said of the rows and of how the audit ended, in sentences. */
  readonly notes: readonly string[];
}

/** Without a file that makes them the tables are what the models say. */
const AS_MODELS_SAY = 'Tables as the models say; yours may differ';

export function reportOf(
  audited: Audited,
  findings: readonly Omit<ReportedFinding, 'number'>[],
  notes: readonly string[] = [],
): AuditReport {
  const classes = 'error' in audited ? [] : reportedClasses(audited);
  const numbered = findings.map((finding) => ({ number: KINDS[finding.kind].number, ...finding }));
  return {
    engine: audited.engine,
    classes,
    findings: numbered,
    notes: [...notes, ...notesOf(audited), ...assumptionsOf(audited)],
  };
}

/** In the order of their numbers. */
function assumptionsOf(audited: Audited): readonly string[] {
  if ('error' in audited) return [];
  return audited.facts.assumed.map(({ says, place }, at) => {
    const where = place ? ` (${place.file}, line ${place.line})` : '';
    return `Assumption ${at + 1}: ${says}${where}`;
  });
}

/** In sentences; assumptions aside. */
export function notesOf(audited: Audited): readonly string[] {
  if ('error' in audited) return [];
  const { facts, notes, unobserved } = audited;
  return [
    ...(facts.classes.length === 0 ? ['No class is mapped in these files'] : []),
    ...(facts.tablesFrom.length > 0 ? [`The tables are those of ${facts.tablesFrom.join(', ')}`] : [AS_MODELS_SAY]),
    ...comparisonOf(facts),
    ...notes,
    ...Object.entries(unobserved).map(([name, why]) => `Not all deletes of ${name} could be tried: ${why}`),
  ];
}

/** What of the tables that are there was not held against the models. */
function comparisonOf(facts: Facts): readonly string[] {
  const { compared } = facts;
  if (compared !== null && 'error' in compared) {
    const { class: of, message } = compared.error;
    return [
      `The models’ own tables could not be made, so nothing is said of where those that are there differ: ${of}: ${message}`,
    ];
  }
  const beside = tablesBeside(facts);
  return beside > 0 ? [`The database has ${quantity(beside, 'table')} more, of which no model is here`] : [];
}

/** The deletes with children on all foreign keys. */
function reportedClasses({ facts, observed, unobserved }: Audit): readonly ReportedClass[] {
  return facts.classes
    .filter(({ ways, assumed }) => ways.length > 0 || assumed)
    .map(({ name, ways, assumed }) => ({
      class: name,
      ways: ways.flatMap((way) => {
        const runs = observed.filter((one) => one.class === name && one.way === way && one.only === null);
        const [few] = runs;
        return few ? [reportedWay(few, runs)] : [];
      }),
      ...(assumed && { assumed }),
      ...(unobserved[name] !== undefined && { unobserved: unobserved[name] }),
    }));
}

function reportedWay(few: Observed, runs: readonly Observed[]): ReportedWay {
  const cost = (what: 'statements' | 'executions' | 'loaded') =>
    Object.fromEntries(runs.map((run) => [run.children, run[what]]));
  const { error } = few;
  return {
    way: few.way,
    tables: Object.entries(few.tables).map(([table, counts]) => ({ table, ...counts })),
    error: error && { class: error.class, sqlstate: error.sqlstate, message: error.message },
    statements: cost('statements'),
    executions: cost('executions'),
    loaded: cost('loaded'),
  };
}
