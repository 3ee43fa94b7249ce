// What was recorded on a real server with each driver: machine, versions, how much of the time is Python's own, and how many
// round trips each way of sending costs.
import { count, duration } from '@/lib/scale/figures';
import { nameOf } from '@/lib/scale/laboratory';
import { RECORDED_DRIVERS, recordedCurve, SERVER_RECORD, type Sending, sendingsOf } from '@/lib/scale/recorded-server';
import type { Scenario } from '@/lib/scenario/scenario';
import { WideTable } from './wide-table';

export function ServerNote({ ways }: { readonly ways: readonly Scenario[] }) {
  const { recorded, machine, versions, others, measurements } = SERVER_RECORD;
  const releases = [...new Set(measurements.map(({ sqlalchemy }) => sqlalchemy))].join(' and ');
  const drivers = `asyncpg ${versions.asyncpg} and psycopg ${versions.psycopg}`;
  return (
    <section aria-labelledby="server" className="grid min-w-0 grid-cols-1 gap-4">
      <h2 id="server" className="text-[21px] font-medium tracking-[-0.015em]">
        The same on a real server
      </h2>
      <p className="max-w-[75ch] text-[14px] text-ink-2">
        Recorded on {recorded}, not measured here: PostgreSQL {versions.postgresql.split(' ')[0]}, SQLAlchemy {releases}{' '}
        with an AsyncSession on {drivers}, Python {versions.python} on {machine}, with {others} other users of the same
        size. <code>npm run bench:server</code> does it on your machine. “In PostgreSQL” is the time between sending and
        having the answer, as the dashed lines show it for the driver of the scenario; the rest is SQLAlchemy’s own work
        in Python.
      </p>
      <div className="max-w-[820px]">
        <WideTable
          label="Recorded medians on a real server"
          minWidth={680}
          columns={[
            'way',
            'posts',
            ...RECORDED_DRIVERS.flatMap((driver) => [`${driver}, in PostgreSQL`, `${driver}, whole`]),
          ]}
        >
          {ways.flatMap((way) => {
            const name = nameOf(way);
            const curves = RECORDED_DRIVERS.map((driver) => recordedCurve({ ...way, driver }));
            const [sizes = []] = curves;
            if (sizes.length === 0) {
              return (
                <tr key={name} className="border-b border-line text-left">
                  <th scope="row" className="font-normal">
                    {name}
                  </th>
                  <td colSpan={1 + 2 * RECORDED_DRIVERS.length} className="text-ink-3">
                    not recorded
                  </td>
                </tr>
              );
            }
            return sizes.map(({ posts }, at) => (
              <tr key={`${name} ${posts}`} className="border-b border-line">
                <th scope="row" className="text-left font-normal">
                  {name}
                </th>
                <td>{count(posts)}</td>
                {curves.flatMap((curve, driver) => [
                  <td key={`${RECORDED_DRIVERS[driver]} in PostgreSQL`}>{wordOf(curve[at]?.postgresql)}</td>,
                  <td key={`${RECORDED_DRIVERS[driver]} whole`} className="font-medium">
                    {wordOf(curve[at]?.whole)}
                  </td>,
                ])}
              </tr>
            ));
          })}
        </WideTable>
      </div>
      <Waiting />
    </section>
  );
}

const wordOf = (spread: { readonly median: number } | undefined) => (spread ? duration(spread.median) : '');

const WORDS: Readonly<Record<Sending, string>> = {
  'one by one': 'one by one, each awaited',
  pipeline: 'in connection.pipeline()',
  executemany: 'as one executemany',
};

function Waiting() {
  const { deletes, delay } = SERVER_RECORD;
  const rows = sendingsOf(SERVER_RECORD.sendings);
  const mostOf = (sending: Sending) =>
    Math.max(0, ...rows.filter((row) => row.sending === sending).map(({ waits }) => waits));
  return (
    <>
      <p className="max-w-[75ch] text-[14px] text-ink-2">
        What pipelining does: {count(deletes)} DELETEs of one row each cost {count(mostOf('one by one'))} round trips
        when each is awaited, {mostOf('pipeline')} in psycopg’s <code>connection.pipeline()</code>, and{' '}
        {mostOf('executemany')} as the one executemany that a flush sends, which both drivers pipeline by themselves.
        The distance to the server counts that often; the work of Python and PostgreSQL for each statement stays.
      </p>
      <div className="max-w-[820px]">
        <WideTable
          label={`${count(deletes)} single DELETEs by the way they are sent`}
          minWidth={560}
          columns={['sent', 'driver', 'round trips', 'on loopback', `each ${delay} ms longer`]}
        >
          {rows.map(({ driver, sending, milliseconds, delayed, waits }) => (
            <tr key={`${driver} ${sending}`} className="border-b border-line">
              <th scope="row" className="text-left font-normal">
                {WORDS[sending]}
              </th>
              <td>{driver}</td>
              <td>{count(waits)}</td>
              <td>{duration(milliseconds)}</td>
              <td className="font-medium">{duration(delayed)}</td>
            </tr>
          ))}
        </WideTable>
      </div>
    </>
  );
}
