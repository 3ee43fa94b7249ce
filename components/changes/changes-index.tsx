// All changes at a glance, by kind.
import { Prose } from '@/components/prose/prose';
import type { ChangeGroup } from '@/lib/changes/change';
import { findRule } from '@/lib/rules/rules';

export function ChangesIndex({ groups }: { readonly groups: readonly ChangeGroup[] }) {
  return (
    <nav aria-label="Changes" className="gap-x-10 text-[14px] sm:columns-2 lg:columns-3">
      {groups.map(({ title, changes }) => (
        <div key={title} className="break-inside-avoid pb-5">
          <p className="pb-1 font-medium">{title}</p>
          <ul className="grid gap-1">
            {changes.map(({ id }) => (
              <li key={id}>
                <a href={`#${id}`} className="flex gap-2.5 py-0.5 text-ink-2 hover:text-ink">
                  <span className="w-7 shrink-0 font-mono text-[13px] leading-[1.6] text-ink-3">{id}</span>
                  <span className="underline decoration-line-strong underline-offset-4">
                    <Prose text={findRule(id)?.title ?? ''} />
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
