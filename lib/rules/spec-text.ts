// The rules as Markdown: tests/SPEC.md is this text, and a test keeps the two the same.
import { extentOf } from './extent';
import type { Rule, RuleGroup } from './rule';

/** The whole document, with a newline at its end. */
export function specText(groups: readonly RuleGroup[]): string {
  const head = [
    '# What SQLAlchemy and PostgreSQL do on delete',
    '',
    'The rules that the model follows and the tests name. Made from `lib/rules`; do not edit by hand:',
    '`UPDATE_SPEC=1 npx vitest run tests/unit/lib/rules` writes it again.',
  ];
  return `${[...head, ...groups.flatMap(groupText)].join('\n')}\n`;
}

function groupText({ title, rules }: RuleGroup): string[] {
  return ['', `## ${title}`, ...rules.flatMap(ruleText)];
}

function ruleText(rule: Rule): string[] {
  const { id, title, text, reference } = rule;
  return ['', `### ${id} ${title}`, '', text, '', `- Source: ${reference}.`, ...extentText(rule), ...shownText(rule)];
}

function extentText(rule: Rule): string[] {
  const extent = extentOf(rule);
  return extent ? [`- Holds ${extent}.`] : [];
}

/** Where it can be seen. */
function shownText({ scenario, program, page }: Rule): string[] {
  if (scenario) return [`- Decides with: ${settingsText(scenario)}.`];
  if (program) return [`- Shown by: \`npm run -s trace -- --python lib/programs/python/${program}.py\`.`];
  return page ? [`- Shown on the page: \`${page}\`.`] : [];
}

/** The settings that differ from the defaults, as the trace tool takes them. */
function settingsText(scenario: NonNullable<Rule['scenario']>): string {
  const json = JSON.stringify(scenario, null, 1).replace(/\n\s*/g, ' ');
  return json === '{}' ? 'the defaults' : `\`${json}\``;
}
