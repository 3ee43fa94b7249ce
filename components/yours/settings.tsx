// What the program runs on: the series of SQLAlchemy and the driver.
import { DRIVERS, SERIES } from '@/lib/versions';
import type { Draft } from '@/lib/yours/draft';

const SELECT = 'h-9 rounded-lg border border-line bg-card px-2 text-[13.5px] hover:border-line-strong';

export function Settings({
  text: { sqlalchemy, driver },
  onChange,
}: {
  readonly text: Draft;
  readonly onChange: (some: Partial<Draft>) => void;
}) {
  return (
    <>
      <select
        aria-label="SQLAlchemy"
        className={SELECT}
        value={sqlalchemy}
        onChange={(event) => onChange({ sqlalchemy: SERIES.find((each) => each === event.target.value) ?? sqlalchemy })}
      >
        {SERIES.map((series) => (
          <option key={series} value={series}>
            SQLAlchemy {series}
          </option>
        ))}
      </select>
      <select
        aria-label="Driver"
        className={SELECT}
        value={driver ?? ''}
        onChange={(event) => onChange({ driver: DRIVERS.find((each) => each === event.target.value) ?? null })}
      >
        <option value="">driver of its URL</option>
        {DRIVERS.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </>
  );
}
