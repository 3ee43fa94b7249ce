// A page with nothing but the run view, for runs that no setting and no program of ours has: forty tables, ten
// thousand rows of a program. What Next does for a page is left to two stand-ins.
import { Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { RunView } from '@/components/run/run-view';
import { castOf, draw } from '@/components/stage/flow';
import { arrange, ranksOf } from '@/components/stage/layout';
import { END, FRAMES } from '@/components/timeline/frames';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { schemaOf } from '@/lib/scenario/schema';
import { following } from '@/lib/trace/following';
import { Player } from '@/lib/trace/player';
import { indexRun } from '@/lib/trace/run-index';
import { stateAt } from '@/lib/trace/state';
import type { Trace } from '@/lib/trace/trace';
import { aRunOf, aTable, fortyTables } from '@/tests/unit/components/stage/a-schema';

const THREE_LEVELS = {
  tables: [
    aTable('authors', ['id']),
    aTable('books', ['id'], ['author_id', 'authors']),
    aTable('pages', ['id'], ['book_id', 'books']),
  ],
  classes: [],
};

const RUNS: Readonly<Record<string, () => Trace<null>>> = {
  two: () => aRunOf(schemaOf(DEFAULT_SCENARIO)),
  forty: () => aRunOf(fortyTables()),
  /** The same, of which one family alone is touched. */
  part: () => aRunOf(fortyTables(), 3, 8),
  rows: () => aRunOf(THREE_LEVELS, 10_000),
};

declare global {
  interface Window {
    readonly runPage: {
      /** Mounts a run; resolves to the frames that went by between its first frame and its last change of place. */
      readonly mount: (name: string) => Promise<number>;
      /** Medians in milliseconds of what the stage works out: once for a run, for a width, for a step. */
      readonly workOut: (name: string) => { readonly ranks: number; readonly arrange: number; readonly draw: number };
    };
  }
}

const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
/** Frames without a change after which nothing more is expected. */
const QUIET = 12;

async function mount(name: string): Promise<number> {
  const player = new Player<null>(FRAMES);
  player.load(indexRun(RUNS[name]?.() ?? aRunOf(fortyTables())), END);
  const root = document.createElement('main');
  root.className = 'mx-auto grid max-w-[1500px] grid-cols-1 gap-4 p-4 sm:gap-6 sm:p-6';
  document.body.replaceChildren(root);
  createRoot(root).render(
    <Suspense>
      <RunView player={player} follower={following(player)} bar={null} />
    </Suspense>,
  );
  const places = () =>
    [...document.querySelectorAll<HTMLElement>('.react-flow__node')].map(({ style }) => style.transform).join();
  while (places() === '') await nextFrame();
  let [seen, changed, now] = [places(), 0, 0];
  while (now - changed < QUIET) {
    await nextFrame();
    now++;
    if (places() === seen) continue;
    seen = places();
    changed = now;
  }
  return changed;
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

function timed(work: (turn: number) => unknown): number {
  return median(
    Array.from({ length: 15 }, (_, turn) => {
      const from = performance.now();
      work(turn);
      return performance.now() - from;
    }),
  );
}

function workOut(name: string) {
  const index = indexRun(RUNS[name]?.() ?? aRunOf(fortyTables()));
  const cast = castOf(index);
  const sizes = new Map([...cast.python.ids, ...cast.postgres.ids].map((id) => [id, { width: 200, height: 120 }]));
  return {
    ranks: timed(() => [ranksOf(cast.python), ranksOf(cast.postgres)]),
    arrange: timed((turn) => arrange(cast, sizes, 1000 + turn)),
    draw: timed((turn) => draw(index, stateAt(index, index.lastStep - (turn % 3)), true)),
  };
}

Object.assign(window, { runPage: { mount, workOut } });
