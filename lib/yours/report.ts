// A run as Markdown, for an issue or a message: the versions, who removed what, the statements, the program.
import { engineName } from '@/lib/trace/engine-name';
import type { Trace } from '@/lib/trace/trace';

/** `verdict` is what the page says of the run, in plain text. */
export function reportOf(trace: Trace<unknown>, verdict: string, filename: string, source: string): string {
  const statements = trace.events.flatMap((event) => {
    if (event.type === 'transaction')
      return [event.name ? `${event.action} ${event.name}` : event.action.toUpperCase()];
    if (event.type !== 'statement') return [];
    const rows = event.failed ? 'refused' : `${event.effects.length} rows touched`;
    const sets = event.many ? `, ${event.parameters.length} sets of parameters` : '';
    return [`${event.sql}\n-- ${rows}${sets}${event.line ? `, line ${event.line}` : ''}`];
  });
  const { error } = trace;
  const code = (language: string, text: string) => `\`\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\``;
  return `${[
    '# Who deleted my rows?',
    verdict,
    `${engineName(trace.engine)} on PostgreSQL ${trace.engine.postgres}; run in a browser by Cascade Lens.`,
    ...(error
      ? [`It ended in ${error.class}${error.sqlstate ? ` (SQLSTATE ${error.sqlstate})` : ''}: ${error.message}`]
      : []),
    ...trace.warnings.map((warning) => `${warning.class}: ${warning.message}`),
    '## Statements',
    code('sql', statements.join('\n')),
    `## ${filename}`,
    code('python', source),
  ].join('\n\n')}\n`;
}
