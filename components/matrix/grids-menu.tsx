import Link from 'next/link';
import { DEFAULT_GRID, GRIDS, type Grid } from '@/lib/matrix/grids';
import { operationTitle } from '@/lib/scenario/python-operation';
import { SHAPES } from '@/lib/scenario/scenario';

export const gridTitle = ({ operation }: Grid) => operationTitle(operation);

const SHAPE_NAMES = { 'one-to-many': 'one-to-many: user.posts', 'one-to-one': 'one-to-one: user.profile' } as const;

const gridPath = ({ id }: Grid) => (id === DEFAULT_GRID.id ? '/matrix/' : `/matrix/${id}/`);

/** All operations, each a page of its own; the one that is shown stands on the button. */
export function GridsMenu({ current }: { readonly current: Grid }) {
  return (
    // The key closes it when another operation has been chosen.
    <details key={current.id} className="group relative w-fit max-w-full min-w-0">
      <summary className="flex w-fit max-w-full list-none items-center gap-2.5 rounded-lg border border-line bg-card px-3 py-1.5 font-mono text-[14px] hover:border-line-strong">
        <span className="truncate">{gridTitle(current)}</span>
        <span aria-hidden className="text-ink-3 group-open:rotate-180">
          ▾
        </span>
        <span className="sr-only">Choose another operation</span>
      </summary>
      <nav
        aria-label="Operations"
        className="z-20 mt-2 grid gap-x-8 gap-y-4 rounded-xl border border-line bg-card p-4 shadow-card sm:absolute sm:w-max sm:grid-cols-2"
      >
        {SHAPES.map((shape) => (
          <div key={shape} className="grid content-start gap-1">
            <p className="px-2 pb-1 text-[12.5px] text-ink-3">{SHAPE_NAMES[shape]}</p>
            {GRIDS.filter((grid) => grid.shape === shape).map((grid) => (
              <Link
                key={grid.id}
                href={gridPath(grid)}
                prefetch={false}
                aria-current={grid.id === current.id ? 'page' : undefined}
                className="rounded-md px-2 py-1 font-mono text-[13px] text-ink-2 hover:bg-code hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink"
              >
                {gridTitle(grid)}
                {grid.unique && <span className="font-sans text-ink-3"> with a UNIQUE user_id</span>}
              </Link>
            ))}
          </div>
        ))}
      </nav>
    </details>
  );
}
