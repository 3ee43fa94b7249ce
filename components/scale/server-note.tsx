// What was recorded on a real server: machine, versions, and how much of the time is Python's own.
import { count, duration } from '@/lib/scale/figures';
import { nameOf } from '@/lib/scale/laboratory';
import { recordedCurve, SERVER_RECORD } from '@/lib/scale/recorded-server';
import type { Scenario } from '@/lib/scenario/scenario';
import { WideTable } from './wide-table';

export function ServerNote({ ways }: { readonly ways: readonly Scenario[] }) {
  const { recorded, machine, versions, others } = SERVER_RECORD;
  const curves = ways.map((way) => ({ name: nameOf(way), points: recordedCurve(way) }));
  return (
    <section aria-labelledby="server" className="grid min-w-0 grid-cols-1 gap-4">
      <h2 id="server" className="text-[21px] font-medium tracking-[-0.015em]">
        The same on a real server
      </h2>
      <p className="max-w-[75ch] text-[14px] text-ink-2">
        Recorded on {recorded}, not measured here: PostgreSQL {versions.postgresql.split(' ')[0]}, SQLAlchemy{' '}
        {versions.sqlalchemy}, {versions.driver}, Python {versions.python} on {machine}, with {others} other users of
        the same size. <code>npm run bench:server</code> does it on your machine. “In PostgreSQL” is the time between
        sending and having the answer, as the dashed lines show it; the rest is SQLAlchemy’s own work in Python.
      </p>
      <div className="max-w-[820px]">
        <WideTable
          label="Recorded medians on a real server"
          minWidth={480}
          columns={['way', 'posts', 'in PostgreSQL', 'whole operation']}
        >
          {curves.flatMap(({ name, points }) =>
            points.length === 0
              ? [
                  <tr key={name} className="border-b border-line text-left">
                    <th scope="row" className="font-normal">
                      {name}
                    </th>
                    <td colSpan={3} className="text-ink-3">
                      not recorded
                    </td>
                  </tr>,
                ]
              : points.map(({ posts, postgresql, whole }) => (
                  <tr key={`${name} ${posts}`} className="border-b border-line">
                    <th scope="row" className="text-left font-normal">
                      {name}
                    </th>
                    <td>{count(posts)}</td>
                    <td>{duration(postgresql.median)}</td>
                    <td className="font-medium">{duration(whole.median)}</td>
                  </tr>
                )),
          )}
        </WideTable>
      </div>
    </section>
  );
}
