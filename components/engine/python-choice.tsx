// What runs: the series of SQLAlchemy and the driver.
import { DRIVERS, type Driver, SERIES, type Series } from '@/lib/versions';

export interface ChosenPython {
  readonly sqlalchemy: Series;
  readonly driver: Driver | null;
}

const SELECT = 'h-9 rounded-lg border border-line bg-card px-2 text-[13.5px] hover:border-line-strong';

export function PythonChoice({
  chosen: { sqlalchemy, driver },
  ofText,
  onChange,
}: {
  readonly chosen: ChosenPython;
  /** Whether the text itself may say the driver. */
  readonly ofText: boolean;
  readonly onChange: (some: Partial<ChosenPython>) => void;
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
        {ofText && <option value="">driver of its URL</option>}
        {DRIVERS.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </>
  );
}
