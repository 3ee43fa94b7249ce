// Who wrote the statements of a trace, in words that a reader can tell apart.
import type { Trace } from './trace';

/** "SQLAlchemy 2.0.40 itself", or "the model of SQLAlchemy 2.0.52". */
export function engineName({ name, version }: Trace<unknown>['engine']): string {
  return name === 'sqlalchemy' ? `SQLAlchemy ${version} itself` : `the model of SQLAlchemy ${version}`;
}
