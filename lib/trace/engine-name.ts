// Who wrote the statements of a trace, in words that a reader can tell apart.
import type { Trace } from './trace';

/** "SQLAlchemy 2.1.9 itself", "the model of SQLAlchemy 2.0.52", "SQLAlchemy 2.1.9 with psycopg, on a server". */
export function engineName({ name, version, driver }: Trace<unknown>['engine']): string {
  const using = driver ? ` with ${driver}` : '';
  switch (name) {
    case 'model':
      return `the model of SQLAlchemy ${version}${using}`;
    case 'sqlalchemy':
      return `SQLAlchemy ${version} itself${using}`;
    case 'server':
      return `SQLAlchemy ${version}${using}, on a server`;
  }
}

/** The engines of runs that stand beside each other as one, with every version and driver; of no runs null. */
export function enginesTogether(engines: readonly Trace<unknown>['engine'][]): Trace<unknown>['engine'] | null {
  const [first] = engines;
  if (!first) return null;
  const all = (values: readonly (string | undefined)[]) => [...new Set(values.filter(Boolean))].join(' and ');
  return {
    ...first,
    version: all(engines.map((each) => each.version)),
    driver: all(engines.map((each) => each.driver)),
  };
}
