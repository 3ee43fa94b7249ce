// A report for a terminal.
import { KINDS, SEVERITY_WORDS } from '@/lib/audit/kinds';
import type { Proposal } from '@/lib/audit/proposals';
import type { AuditReport } from '@/lib/audit/report';
import { costWords, endWords, restsWords, wayWords } from '@/lib/audit/words';
import { quantity } from '@/lib/trace/quantity';

export function textOf({ engine, classes, findings, notes }: AuditReport): string {
  const lines = [
    `SQLAlchemy ${engine.sqlalchemy}, ${engine.driver}, PostgreSQL ${engine.postgres}: ${quantity(classes.length, 'class', 'classes')}, ${quantity(findings.length, 'finding')}`,
  ];
  for (const severity of [...new Set(findings.map((each) => each.severity))]) {
    lines.push('', `${severity.toUpperCase()}: ${SEVERITY_WORDS[severity]}`);
    for (const { number, kind, at, says, places, restsOn, proposals = [] } of findings.filter(
      (each) => each.severity === severity,
    )) {
      const [place] = places;
      lines.push(`  ${number} ${at}${place ? `  ${place.file}:${place.line}` : ''}`);
      lines.push(`     ${says.replaceAll('`', '')}`, `     ${KINDS[kind].why.replaceAll('`', '')}`);
      if (restsOn) lines.push(`     ${restsWords(restsOn)}`);
      for (const each of proposals) lines.push(...proposalLines(each).map((line) => `     ${line}`));
    }
  }
  for (const { class: name, ways } of classes) {
    lines.push('', name);
    for (const way of ways) {
      lines.push(`  ${wayWords(way.way)}: ${endWords(way)}${way.error ? '' : ` (${costWords(way)})`}`);
    }
  }
  if (notes.length > 0) lines.push('', ...notes.map((note) => `Note: ${note}.`));
  return `${lines.join('\n')}\n`;
}

/** What does not help is no offer. */
function proposalLines({ intention, lines, migration, holds, says }: Proposal): readonly string[] {
  if (!holds) return [`So that ${intention}: tried, and not offered. ${says}`];
  return [
    `So that ${intention}:`,
    ...lines.flatMap(({ path, line, before, after }) => [
      `  ${path}:${line}`,
      `    - ${before.trim()}`,
      `    + ${after.trim()}`,
    ]),
    ...(migration ? ['  migration:', ...migration.sql.split('\n').map((line) => `    ${line}`)] : []),
    `  ${says}`,
  ];
}
