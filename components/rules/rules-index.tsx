import { plainText } from '@/lib/rules/marked-text';
import type { RuleGroup } from '@/lib/rules/rule';

/** An anchor for a group: its title as one word. */
export function groupId(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** All numbers at a glance, by group; stays in view beside the rules where there is room. */
export function RulesIndex({ groups }: { readonly groups: readonly RuleGroup[] }) {
  return (
    <nav
      aria-label="Rules by number"
      className="grid content-start gap-4 text-[13.5px] max-lg:grid-cols-2 max-lg:sm:grid-cols-3 lg:sticky lg:top-0 lg:max-h-dvh lg:overflow-y-auto lg:py-8"
    >
      {groups.map(({ title, rules }) => (
        <div key={title} className="grid content-start gap-1.5">
          <a
            href={`#${groupId(title)}`}
            className="w-fit py-0.5 font-medium text-ink hover:underline hover:underline-offset-4"
          >
            {title}
          </a>
          <ul className="-ml-1.5 flex flex-wrap">
            {rules.map((rule) => (
              <li key={rule.id}>
                <a
                  href={`#${rule.id}`}
                  title={plainText(rule.title)}
                  className="block min-w-8 rounded-md px-1.5 py-0.5 font-mono text-[13px] leading-6 text-ink-2 hover:bg-card hover:text-ink"
                >
                  {rule.id}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
