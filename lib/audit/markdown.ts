// A report as Markdown: for a pull request, an issue or a message.
import { quantity } from '@/lib/trace/quantity';
import { KINDS } from './kinds';
import type { Proposal } from './proposals';
import type { AuditReport, ReportedClass } from './report';
import { costWords, endWords, mainWay, restsWords, wayWords } from './words';

export function markdownOf({ engine, classes, findings, notes }: AuditReport): string {
  const severities = [...new Set(findings.map(({ severity }) => severity))];
  const parts = [
    '# What a delete of each class does',
    findings.length === 0
      ? `Nothing to report of ${quantity(classes.length, 'class', 'classes')}.`
      : `${quantity(findings.length, 'finding')} in ${quantity(classes.length, 'class', 'classes')}: ${severities.map((severity) => `${findings.filter((each) => each.severity === severity).length} ${severity}`).join(', ')}.`,
    `Observed on SQLAlchemy ${engine.sqlalchemy}, ${engine.driver} and PostgreSQL ${engine.postgres}, on rows that were made for each class.`,
    ...severities.flatMap((severity) => [
      `## ${severity[0]?.toUpperCase()}${severity.slice(1)}`,
      findings
        .filter((each) => each.severity === severity)
        .map(({ number, kind, at, says, places, restsOn, proposals = [] }) => {
          const [place] = places;
          const where = place ? ` (${place.file}, line ${place.line})` : '';
          return `- **${number} ${KINDS[kind].title}** at \`${at}\`${where}  \n  ${says}${restsOn ? ` ${restsWords(restsOn)}` : ''}${proposals.map(proposalOf).join('')}`;
        })
        .join('\n'),
    ]),
    ...(classes.some(({ ways }) => ways.length > 0) ? ['## Classes', tableOf(classes)] : []),
    ...(notes.length > 0 ? ['## What has to be said', notes.map((note) => `- ${note}`).join('\n')] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Below a finding in the list. What does not help is no offer. */
function proposalOf({ intention, lines, migration, holds, says }: Proposal): string {
  if (!holds) return `\n\n  So that ${intention}: tried, and not offered. ${says}`;
  const edits = lines.flatMap(({ path, line, before, after }) => [
    `# ${path}, line ${line}`,
    `- ${before.trim()}`,
    `+ ${after.trim()}`,
  ]);
  const blocks = [
    ...(edits.length > 0 ? ['```diff', ...edits, '```'] : []),
    ...(migration ? ['```sql', ...migration.sql.split('\n'), '```'] : []),
  ];
  return ['', `So that ${intention}: ${says}`, '', ...blocks].map((line) => (line ? `\n  ${line}` : '\n')).join('');
}

function tableOf(classes: readonly ReportedClass[]): string {
  const rows = classes.flatMap((each) => {
    const main = mainWay(each);
    const others = each.ways.filter((way) => way !== main).map((way) => `${wayWords(way.way)}: ${endWords(way)}`);
    return main ? [[each.class, endWords(main), main.error ? '' : costWords(main), others.join('<br>')]] : [];
  });
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(['class', 'session.delete()', 'cost', 'other ways']), '|---|---|---|---|', ...rows.map(line)].join('\n');
}
