// `npm run -s audit`: models in, a report out on what a delete of each of their classes does. See --help.
import { readFile, writeFile } from 'node:fs/promises';
import { type Choice, chosen, nameOf } from '@/lib/audit/chosen';
import type { AuditEngine } from '@/lib/audit/facts';
import { findingsOf } from '@/lib/audit/judge';
import { SEVERITIES } from '@/lib/audit/kinds';
import { markdownOf } from '@/lib/audit/markdown';
import { type AuditSoFar, withProgress } from '@/lib/audit/progress';
import type { Proposal, Proposed } from '@/lib/audit/proposals';
import { type AuditReport, type ReportedFinding, reportOf } from '@/lib/audit/report';
import { sarifOf } from '@/lib/audit/sarif';
import { decoded } from '@/lib/yours/decoded';
import { type AuditArguments, type Format, HELP, readArguments } from './audit/arguments';
import { type ReadFiles, readPaths } from './audit/read';
import { textOf } from './audit/text';
import type { AuditMessage } from './trace/messages';
import { endWithReader, print } from './trace/output';
import { NoSqlalchemy } from './trace/sqlalchemy';
import { type Limits, supervise } from './trace/supervise';
import { tooLittle } from './trace/supervised';
import { sentenceOf } from './trace/unreadable';

/** What is wrong with what was asked for. */
class Refused extends Error {}

async function filesOf({ paths, schema }: AuditArguments): Promise<ReadFiles> {
  const read = await readPaths(paths);
  if (!Object.keys(read.files).some((name) => name.endsWith('.py'))) {
    throw new Refused(`There is no Python in ${paths.join(', ')}.`);
  }
  if (schema === null) return read;
  const name = 'schema.sql';
  return {
    files: { ...read.files, [name]: decoded(await readFile(schema)) },
    places: { ...read.places, [name]: schema },
  };
}

/** How the process ended, in words that follow "was ended". */
function endWords({ ending, said }: Awaited<ReturnType<typeof supervise>>, { seconds, megabytes }: Limits): string {
  if (ending?.why === 'time') return `after ${seconds} s`;
  return ending?.why === 'memory' ? `at ${megabytes} MB` : `with ${said}`;
}

/** What was observed, and what has to be said of how it ended. */
async function observe({ series, driver, limits, mend }: AuditArguments, { files }: ReadFiles, choice: Choice) {
  const impossible: string[] = [];
  const proposed: Proposed[] = [];
  const engines: AuditEngine[] = [];
  let soFar: AuditSoFar = null;
  let [isWhole, isTried] = [false, false];
  const request = { series, audit: { files, ...(driver && { driver }) }, mend: mend ? choice : null };
  const exit = await supervise<AuditMessage>(request, limits, (message) => {
    if (message.type === 'impossible') impossible.push(message.sentence);
    else if (message.type === 'audited') isWhole = true;
    else if (message.type === 'proposed') proposed.push(message);
    else if (message.type === 'tried') isTried = true;
    else if (message.type === 'ready') engines.push(message.engine);
    else soFar = withProgress(soFar, message);
    return message.type === 'ready';
  });
  const [sentence] = impossible;
  if (sentence !== undefined) throw new NoSqlalchemy(sentence);
  const [engine] = engines;
  if (!engine) throw new NoSqlalchemy(tooLittle(limits));
  const ended = endWords(exit, limits);
  // They were being loaded.
  const unloaded = { class: 'Ended', sqlstate: null, message: `Loading the models was ended ${ended}.` };
  const nothing = { engine, error: { ...unloaded, detail: null, constraint: null, place: null } };
  return {
    audited: (soFar as AuditSoFar) ?? nothing,
    proposed,
    notes: isTried
      ? []
      : [`The audit was ended ${ended}: not all ${isWhole ? 'changes were tried' : 'classes were observed'}`],
  };
}

const versionOf = async (): Promise<string> =>
  JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')).version;

async function formatted(report: AuditReport, format: Format): Promise<string> {
  if (format === 'json') return `${JSON.stringify(report, null, 1)}\n`;
  if (format === 'sarif') return `${JSON.stringify(sarifOf(report.findings, await versionOf()), null, 1)}\n`;
  return format === 'markdown' ? markdownOf(report) : textOf(report);
}

async function audit(asked: AuditArguments): Promise<number> {
  const read = await filesOf(asked);
  const baseline = asked.baseline === null ? [] : readBaseline(await readFile(asked.baseline, 'utf8'), asked.baseline);
  const choice = { ignored: asked.ignored, baseline, files: read.files };
  const { audited, proposed, notes } = await observe(asked, read, choice);
  const all = findingsOf(audited);
  if (asked.writeBaseline !== null) {
    await writeFile(asked.writeBaseline, `${JSON.stringify({ findings: all.map(nameOf).sort() }, null, 1)}\n`);
    return 0;
  }
  const { shown, ignored, known } = chosen(all, choice);
  const findings = shown.map((finding) => {
    const proposals = proposed.filter(({ name }) => name === nameOf(finding)).map(({ proposal }) => proposal);
    return placed({ ...finding, ...(proposals.length > 0 && { proposals }) }, read);
  });
  const hidden = [
    ...(ignored > 0 ? [`Ignored: ${ignored} findings`] : []),
    ...(known > 0 ? [`There before: ${known} findings`] : []),
  ];
  const report = reportOf(audited, findings, [...notes, ...hidden]);
  await print(await formatted(report, asked.format));
  const { failOn } = asked;
  if (failOn === null) return 0;
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn)) ? 1 : 0;
}

/** With the paths that the reader knows. */
function placed(finding: Omit<ReportedFinding, 'number'>, { places }: ReadFiles): Omit<ReportedFinding, 'number'> {
  const { proposals } = finding;
  const at = (file: string) => places[file] ?? file;
  const lines = (proposal: Proposal) => proposal.lines.map((line) => ({ ...line, path: at(line.path) }));
  return {
    ...finding,
    places: finding.places.map((place) => ({ ...place, file: at(place.file) })),
    ...(proposals && { proposals: proposals.map((each) => ({ ...each, lines: lines(each) })) }),
  };
}

function readBaseline(text: string, file: string): readonly string[] {
  try {
    const { findings } = JSON.parse(text);
    if (Array.isArray(findings) && findings.every((each) => typeof each === 'string')) return findings;
  } catch {
    // said below
  }
  throw new Refused(`${file} is no baseline: --write-baseline makes one.`);
}

async function main(): Promise<number> {
  const read = readArguments(process.argv.slice(2));
  if ('help' in read) {
    console.log(HELP);
    return 0;
  }
  if ('refused' in read) {
    console.error(`${read.refused}\n\n${HELP}`);
    return 2;
  }
  try {
    return await audit(read);
  } catch (error) {
    const sentence = error instanceof Refused || error instanceof NoSqlalchemy ? error.message : sentenceOf(error);
    if (sentence === null) throw error;
    console.error(sentence);
    return 2;
  }
}

endWithReader();
process.exitCode = await main();
