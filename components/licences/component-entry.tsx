import type { Component } from '@/lib/shipped/component';

/** One line of what it is and does, which opens to the text of its licence. */
export function ComponentEntry({ component }: { readonly component: Component }) {
  const { name, version, licence, does, text, source, ingredients = [] } = component;
  return (
    <details className="group border-t border-line">
      <summary className="grid cursor-pointer list-none gap-x-6 gap-y-0.5 py-3 hover:bg-card sm:grid-cols-[minmax(0,17rem)_minmax(0,1fr)_auto] sm:items-baseline">
        <span className="wrap-anywhere">
          <span className="font-medium">{name}</span>{' '}
          {version !== null && <span className="font-mono text-[13px] text-ink-3">{version}</span>}
        </span>
        <span className="text-[14.5px] text-pretty text-ink-2 first-letter:uppercase">{does}</span>
        <span className="text-[13.5px] wrap-anywhere text-ink-3 underline decoration-line-strong underline-offset-4 group-hover:decoration-ink sm:max-w-48 sm:text-right">
          {licence}
        </span>
      </summary>
      <div className="grid gap-3 pb-6">
        {source !== undefined && (
          <p className="text-[14px] text-ink-2">
            Its source:{' '}
            <a href={source} className="wrap-anywhere text-ink underline underline-offset-4">
              {source}
            </a>
          </p>
        )}
        {ingredients.length > 0 && (
          <p className="text-[13.5px] leading-relaxed text-ink-2">
            Compiled into it, as the list says that comes with it:{' '}
            {ingredients.map((each) => `${each.name} ${each.version} (${each.licence})`).join(', ')}.
          </p>
        )}
        <pre className="overflow-x-auto rounded-lg border border-line bg-card p-4 font-mono text-[12.5px] leading-relaxed whitespace-pre-wrap wrap-anywhere text-ink-2">
          {text}
        </pre>
      </div>
    </details>
  );
}
