'use client';
// The ways to the pages, in the header and in its menus. That to the explorer leads to what was last seen there.
import Link from 'next/link';
import { type ReactNode, useSyncExternalStore } from 'react';
import { keptScenario } from '@/components/address/kept-scenario';
import { PAGES, type PageId } from './pages';

/** So many stand in the header; the others in a menu behind them. */
const IN_HEADER = 5;

/** Nothing changes it while another page is open. */
const STAYS = () => () => {};

export function PageLinks({ current }: { readonly current: PageId | null }) {
  const others = PAGES.slice(IN_HEADER);
  const here = others.find(({ id }) => id === current);
  return (
    <>
      <nav aria-label="Pages" className="flex items-center gap-x-1 max-md:hidden max-[85rem]:gap-x-0">
        <Links pages={PAGES.slice(0, IN_HEADER)} current={current} />
        {others.length > 0 && (
          <Menu name={here ? `More: ${here.name}` : 'More'}>
            <Links pages={others} current={current} />
          </Menu>
        )}
      </nav>
      <nav aria-label="Pages" className="md:hidden">
        <Menu name="Menu">
          <Links pages={PAGES} current={current} />
        </Menu>
      </nav>
    </>
  );
}

function Menu({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <details className="relative">
      <summary className="grid h-9 list-none place-items-center rounded-lg border border-line bg-card px-3 text-[14px] text-ink-2 hover:border-line-strong hover:text-ink">
        {name}
      </summary>
      <div className="absolute right-0 z-30 mt-1.5 grid min-w-44 rounded-lg border border-line bg-card p-1.5 shadow-card">
        {children}
      </div>
    </details>
  );
}

function Links({ pages, current }: { readonly pages: typeof PAGES; readonly current: PageId | null }) {
  const scenario = useSyncExternalStore(STAYS, keptScenario, () => '');
  return pages.map(({ id, name, path }) => (
    <Link
      key={id}
      href={id === 'explore' && current !== 'explore' ? `${path}${scenario}` : path}
      prefetch={false}
      aria-current={id === current ? 'page' : undefined}
      className="rounded-md px-2.5 md:max-[85rem]:px-2 py-1.5 text-[14px] whitespace-nowrap text-ink-2 hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink"
    >
      {name}
    </Link>
  ));
}
