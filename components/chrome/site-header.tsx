import Link from 'next/link';
import type { ReactNode } from 'react';
import { Brand } from './brand';
import { EarlyActs } from './early-acts';
import { PAGES, type PageId } from './pages';
import { ThemeButton } from './theme-button';

/** The head of every page. `children` stand beside the name. */
export function SiteHeader({
  current,
  children,
}: {
  /** The page that it stands on; null for one that is not in the list. */
  readonly current: PageId | null;
  readonly children?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-center gap-x-5 gap-y-2 border-b border-line px-4 py-2.5 sm:px-6">
      <a
        href="#content"
        className="absolute top-1 left-1 z-50 rounded-md bg-ink px-4 py-2.5 font-semibold text-paper not-focus:sr-only"
      >
        Skip to the content
      </a>
      <Link href="/" prefetch={false} aria-label="Cascade Lens, the explorer">
        <Brand />
      </Link>
      {children && <div className="min-w-0 max-md:order-2 max-md:basis-full">{children}</div>}
      <nav
        aria-label="Pages"
        className="ml-auto flex gap-x-1 max-md:order-1 max-md:-mx-1 max-md:basis-full max-md:justify-between max-md:gap-x-0 max-md:overflow-x-auto"
      >
        {PAGES.map(({ id, name, path }) => (
          <Link
            key={id}
            href={path}
            prefetch={false}
            aria-current={id === current ? 'page' : undefined}
            className="rounded-md px-2.5 py-1.5 text-[14px] max-md:px-1 whitespace-nowrap text-ink-2 hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink"
          >
            {name}
          </Link>
        ))}
      </nav>
      <div className="max-md:ml-auto">
        <ThemeButton />
      </div>
      <EarlyActs />
    </header>
  );
}
