import Link from 'next/link';
import type { ReactNode } from 'react';
import { Brand } from './brand';
import { EarlyActs } from './early-acts';
import { PageLinks } from './page-links';
import type { PageId } from './pages';
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
    <header className="in-one-piece flex flex-wrap items-center gap-x-5 gap-y-1.5 border-b border-line px-4 py-2 max-md:gap-x-2 sm:px-6">
      <a
        href="#content"
        className="absolute top-1 left-1 z-50 rounded-md bg-ink px-4 py-2.5 font-semibold text-paper not-focus:sr-only"
      >
        Skip to the content
      </a>
      <Link href="/" prefetch={false} aria-label="Cascade Lens, the explorer">
        <Brand />
      </Link>
      {children && <div className="min-w-0 max-md:order-last max-md:basis-full">{children}</div>}
      <div className="ml-auto flex items-center gap-x-4 max-md:gap-x-2">
        <PageLinks current={current} />
        <ThemeButton />
      </div>
      <EarlyActs />
      <span hidden className="parsed" />
    </header>
  );
}
