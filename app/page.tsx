import { Explorer } from '@/components/explorer/explorer';
import { Sketch } from '@/components/stage/sketch';
import { engineFiles, firstRun, serverFigures } from './built';

export default function Page() {
  const recorded = firstRun();
  return (
    <>
      <noscript>
        <p className="m-4 rounded-xl border border-line bg-card p-4">
          Without JavaScript this page shows one run of PostgreSQL, recorded when it was built. Changing a flag and
          running it again needs JavaScript.
        </p>
      </noscript>
      <Explorer
        recorded={recorded}
        sketch={<Sketch run={recorded} />}
        files={engineFiles()}
        figures={serverFigures()}
      />
    </>
  );
}
