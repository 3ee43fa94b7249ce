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
