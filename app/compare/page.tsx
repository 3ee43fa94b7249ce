import type { Metadata } from 'next';
import { Compare } from '@/components/compare/compare';
import { Sketch } from '@/components/stage/sketch';
import { comparedRuns, engineFiles, serverFigures } from '../built';

export const metadata: Metadata = {
  title: 'Three ways to delete, side by side · Cascade Lens',
  description:
    'cascade only, passive_deletes=True and delete-orphan on the same rows, driven by one timeline: what each sends, what it costs, and whether the final effect is the same.',
};

export default function Page() {
  const recorded = comparedRuns();
  return (
    <>
      <noscript>
        <p className="m-4 rounded-xl border border-line bg-card p-4">
          Without JavaScript this page shows three runs of PostgreSQL, recorded when it was built. Changing a flag and
          running them again needs JavaScript.
        </p>
      </noscript>
      <Compare
        recorded={recorded}
        sketches={recorded.map((run) => <Sketch key={JSON.stringify(run.scenario)} run={run} />)}
        figures={serverFigures()}
        files={engineFiles()}
      />
    </>
  );
}
