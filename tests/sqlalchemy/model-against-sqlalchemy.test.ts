// Guards the model: whatever the settings, it does what SQLAlchemy does on the same PostgreSQL.
import { expect, test } from 'vitest';
import { runScenarioOnSqlalchemy } from '@/lib/engine/run/run-on-sqlalchemy';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { CASCADES, NULLABLES, ON_DELETES, PASSIVE_DELETES } from '@/lib/matrix/grids';
import { GONE } from '@/lib/scenario/elsewhere';
import { DEFAULT_SCENARIO, LOADED, MAPPERS, OPERATIONS_OF, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import { differences } from '@/lib/trace/engine-difference';
import { numbersFrom, RUN, scenarioByChance } from '@/scripts/sqlalchemy/space';
import { describeLive } from './live';

const BY_CHANCE = 400;
/** Another sample on every run; SEED repeats one. */
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6));

/** Every operation in every state of the collection under every relationship(); the column's settings take turns. */
function* systematic(): Generator<Scenario> {
  let turn = 0;
  for (const shape of SHAPES)
    for (const operation of OPERATIONS_OF[shape])
      for (const cascade of CASCADES)
        for (const passiveDeletes of PASSIVE_DELETES)
          for (const loaded of LOADED) {
            turn++;
            const onDelete = ON_DELETES[turn % ON_DELETES.length] ?? null;
            const nullable = NULLABLES[Math.floor(turn / ON_DELETES.length) % 2] ?? false;
            yield {
              ...{ shape, operation, cascade, passiveDeletes, onDelete, nullable, loaded },
              unique: shape === 'one-to-one' && turn % 5 === 0,
              index: true,
              posts: 3,
              ...RUN,
            };
          }
}

await describeLive('The model against SQLAlchemy', ({ database, python }) => {
  function differing(scenario: Scenario): string[] {
    const theirs = runScenarioOnSqlalchemy(database, python, scenario);
    const ours = runScenario(database, scenario);
    return differences(ours, theirs).map((line) => `${JSON.stringify(scenario)}\n  ${line}`);
  }

  test('agrees in every operation under every relationship()', { timeout: 300_000 }, () => {
    const scenarios = [...systematic()];
    const operations = SHAPES.flatMap((shape) => OPERATIONS_OF[shape]);
    expect(scenarios.length).toBe(operations.length * CASCADES.length * PASSIVE_DELETES.length * LOADED.length);
    expect(scenarios.flatMap(differing)).toEqual([]);
  });

  test('agrees where somebody was faster, whatever the mappers are told', { timeout: 300_000 }, () => {
    const scenarios = GONE.flatMap((gone) =>
      MAPPERS.flatMap((mapper) =>
        OPERATIONS_OF['one-to-many'].map((operation): Scenario => {
          return { ...DEFAULT_SCENARIO, ...RUN, gone, mapper, operation, loaded: 'loaded', nullable: true };
        }),
      ),
    );
    expect(scenarios.flatMap(differing)).toEqual([]);
  });

  test(`agrees in ${BY_CHANCE} scenarios by chance (SEED=${SEED})`, { timeout: 300_000 }, () => {
    const next = numbersFrom(SEED);
    expect(Array.from({ length: BY_CHANCE }, () => scenarioByChance(next)).flatMap(differing)).toEqual([]);
  });

  test('is told apart from SQLAlchemy when it is wrong', () => {
    const scenario: Scenario = { ...[...systematic()][0], posts: 3 } as Scenario;
    const theirs = runScenarioOnSqlalchemy(database, python, scenario);
    const other = runScenario(database, { ...scenario, posts: 2 });
    expect(differences(other, theirs)).not.toEqual([]);
  });
});
