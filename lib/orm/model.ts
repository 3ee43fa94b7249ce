// The model of SQLAlchemy: a scenario's program run through a small Session, statement by statement.
// Sans-IO: it yields what it sends and learns, is fed PostgreSQL's replies, and returns the error that ended it.
import type { Scenario } from '@/lib/scenario/scenario';
import { DRIVER_FACTS } from './drivers';
import { configureMapping } from './mapping';
import { operate } from './operations';
import { PythonError } from './python-error';
import type { ModelRun } from './request';
import { SERIES_FACTS } from './series';
import { Session } from './session';
import { setUp } from './setup';

/** Settings that SQLAlchemy refuses yield warnings at most and return the ArgumentError (C1-C3). */
export function* runModel(scenario: Scenario): ModelRun {
  const { warnings, result } = configureMapping(scenario);
  for (const warning of warnings) yield { type: 'warning', warning };
  if ('error' in result) return result.error;
  const { sqlalchemy, driver, gone } = scenario;
  const session = new Session(result, { series: SERIES_FACTS[sqlalchemy], driver: DRIVER_FACTS[driver] });
  try {
    const held = yield* setUp(session, scenario);
    if (gone !== 'nothing') yield { type: 'ready' };
    session.phase = 'call';
    yield* operate(session, scenario, held);
    yield* session.commit();
    return null;
  } catch (raised) {
    if (!(raised instanceof PythonError)) throw raised;
    yield* session.rollback('after-error');
    return raised.error;
  }
}
