// `npm run -s audit`: models in, a report out on what a delete of each of their classes does. See --help.
import { readFile, writeFile } from 'node:fs/promises';
import { chosen, nameOf } from '@/lib/audit/chosen';
import type { AuditEngine } from '@/lib/audit/facts';
import type { Finding } from '@/lib/audit/finding';
import { SEVERITIES } from '@/lib/audit/kinds';
import { markdownOf } from '@/lib/audit/markdown';
import { type AuditSoFar, withProgress } from '@/lib/audit/progress';
import { type AuditReport, findingsOf, reportOf } from '@/lib/audit/report';
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
async function observe({ series, driver, limits }: AuditArguments, { files }: ReadFiles) {
  const impossible: string[] = [];
  const engines: AuditEngine[] = [];
  let soFar: AuditSoFar = null;
  let isWhole = false;
  const request = { series, audit: { files, ...(driver && { driver }) } };
  const exit = await supervise<AuditMessage>(request, limits, (message) => {
    if (message.type === 'impossible') impossible.push(message.sentence);
    else if (message.type === 'audited') isWhole = true;
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
    notes: isWhole ? [] : [`The audit was ended ${ended}: not all classes were observed`],
  };
}

const versionOf = async (): Promise<string> =>
  JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')).version;

async function formatted(report: AuditReport, findings: readonly Finding[], format: Format): Promise<string> {
  if (format === 'json') return `${JSON.stringify(report, null, 1)}\n`;
  if (format === 'sarif') return `${JSON.stringify(sarifOf(findings, await versionOf()), null, 1)}\n`;
  return format === 'markdown' ? markdownOf(report) : textOf(report);
}

async function audit(asked: AuditArguments): Promise<number> {
  const read = await filesOf(asked);
  const baseline = asked.baseline === null ? [] : readBaseline(await readFile(asked.baseline, 'utf8'), asked.baseline);
  const { audited, notes } = await observe(asked, read);
  const all = findingsOf(audited);
  if (asked.writeBaseline !== null) {
    await writeFile(asked.writeBaseline, `${JSON.stringify({ findings: all.map(nameOf).sort() }, null, 1)}\n`);
    return 0;
  }
  const { shown, ignored, known } = chosen(all, {
    ignored: asked.ignored,
    baseline: new Set(baseline),
    files: read.files,
  });
  const findings = shown.map((finding) => ({
    ...finding,
    places: finding.places.map((place) => ({ ...place, file: read.places[place.file] ?? place.file })),
  }));
  const hidden = [
    ...(ignored > 0 ? [`Ignored: ${ignored} findings`] : []),
    ...(known > 0 ? [`There before: ${known} findings`] : []),
  ];
  const report = reportOf(audited, findings, [...notes, ...hidden]);
  await print(await formatted(report, findings, asked.format));
  const { failOn } = asked;
  if (failOn === null) return 0;
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn)) ? 1 : 0;
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
