import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Main } from '@/components/chrome/main';
import { SiteHeader } from '@/components/chrome/site-header';
import { GridsMenu } from '@/components/matrix/grids-menu';
import { Matrix } from '@/components/matrix/matrix';
import { dependsOnLoaded, type Grid, type GridRuns, outcomesOf, SETTINGS } from '@/lib/matrix/grids';
import { NAMES } from '@/lib/scenario/shape';

/** The runs of a grid, as scripts/matrix.ts recorded them for this build. */
function readRuns({ id }: Grid): GridRuns {
  return JSON.parse(readFileSync(join(process.cwd(), '.cache', 'matrix', `${id}.json`), 'utf8'));
}

export function MatrixPage({ grid }: { readonly grid: Grid }) {
  const runs = readRuns(grid);
  const depends = SETTINGS.filter((_, setting) => dependsOnLoaded(outcomesOf(runs, setting))).length;
  const { attribute } = NAMES[grid.shape];
  return (
    <>
      <SiteHeader current="matrix" />
      <Main className="mx-auto grid max-w-[1420px] grid-cols-1 gap-5 px-4 pt-8 pb-6 sm:px-6">
        <div className="grid grid-cols-1 gap-3">
          <h1 className="text-[24px] leading-tight font-semibold tracking-[-0.02em] text-balance sm:text-[30px]">
            Every combination, and who acts
          </h1>
          <p className="max-w-[72ch] text-[15.5px] leading-relaxed text-pretty text-ink-2">
            {SETTINGS.length} settings, each with user.{attribute} not loaded, one loaded and all loaded:{' '}
            {runs.runs.length} runs on PostgreSQL {runs.postgres} while this site was built.{' '}
            {depends > 0
              ? `In ${depends} of them what is left depends on what the program happened to have loaded.`
              : 'What was loaded makes no difference to what is left.'}{' '}
            Each outcome opens the explorer with that run.
          </p>
          <GridsMenu current={grid} />
        </div>
        <Matrix grid={grid} runs={runs} />
      </Main>
    </>
  );
}
