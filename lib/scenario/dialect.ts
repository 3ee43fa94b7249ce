// Which SQLAlchemy and which driver a scenario asks for, and what that means for a program: what it installs, how it
// connects, and whether it awaits. What the model does differently for them stands in lib/orm/series.ts and drivers.ts.
import type { Driver } from '../versions';

interface DriverProgram {
  /** The Session that the recordings have it with: an AsyncSession, whose calls are awaited, or a plain one. */
  readonly isAsync: boolean;
  /** What pip installs beside SQLAlchemy. */
  readonly package: string;
}

export const DRIVER_PROGRAMS: Readonly<Record<Driver, DriverProgram>> = {
  asyncpg: { isAsync: true, package: 'asyncpg' },
  psycopg: { isAsync: false, package: '"psycopg[binary]"' },
  psycopg2: { isAsync: false, package: 'psycopg2-binary' },
};

/** The scheme of a database URL, for example "postgresql+psycopg". */
export const urlScheme = (driver: Driver): string => `postgresql+${driver}`;

/** Lines of Python as the driver's Session has them: written with `await`, which only an AsyncSession takes. */
export function pythonFor(driver: Driver, line: string): string {
  return DRIVER_PROGRAMS[driver].isAsync ? line : line.replaceAll('await ', '');
}
