// Resetting and deleting at 1,000 to 100,000 posts, with the model and the witness and without.
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { seedStatements, tableStatements } from '@/lib/database/schema';
import { WITNESS_TRIGGER } from '@/lib/database/witness';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { BarePostgres } from './bare-postgres';
import { medianOf, round, timed } from './numbers';

const SIZES = [1_000, 10_000, 100_000] as const;

interface Path {
  /** Everything between the scenario and its trace, reset included. */
  readonly run: number;
  /** The statements that delete, as their trace times them. */
  readonly statements: number;
  /** The same deletes with nothing of ours. */
  readonly bare: number;
  /** statements / bare */
  readonly ratio: number;
}

export interface Deletes {
  readonly posts: number;
  readonly reset: number;
  readonly orm: Path;
  readonly foreignKey: Path;
  /**
   * Statements with the witness's triggers, divided by the same statements without them; and the cascade on tables of a
   * program, whose witness has more to look after, divided by that on the scenario's.
   */
  readonly witness: { readonly executemany: number; readonly cascade: number; readonly program: number };
}

export async function measureDeletes(): Promise<Deletes[]> {
  const database = await openDatabase();
  const bare = await BarePostgres.open();
  const measured: Deletes[] = [];
  for (const posts of SIZES) {
    const repeats = posts >= 100_000 ? 3 : 7;
    const scenario = { ...DEFAULT_SCENARIO, posts };
    const { pipelined, cascade } = bare.times(posts, repeats);
    measured.push({
      posts,
      reset: round(medianOf(repeats, () => timed(() => database.prepare(scenario)).milliseconds)),
      orm: path(database, { ...scenario, passiveDeletes: false }, repeats, pipelined),
      foreignKey: path(database, { ...scenario, passiveDeletes: true }, repeats, cascade),
      witness: witnessOverhead(database, scenario, repeats),
    });
  }
  await Promise.all([database.close(), bare.close()]);
  return measured;
}

function path(database: Database, scenario: Scenario, repeats: number, bare: number): Path {
  const statements = medianOf(repeats, () =>
    runScenario(database, scenario)
      .events.filter((event) => event.type === 'statement')
      .filter(({ sql }) => sql.startsWith('DELETE'))
      .reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  );
  const run = medianOf(repeats, () => timed(() => runScenario(database, scenario)).milliseconds);
  return { run: round(run), statements: round(statements), bare: round(bare), ratio: round(statements / bare) };
}

function witnessOverhead(database: Database, scenario: Scenario, repeats: number): Deletes['witness'] {
  const keys = Array.from({ length: scenario.posts }, (_, i) => [i + 1]);
  const executemany = () => execute(database, 'DELETE FROM posts WHERE posts.id = $1::INTEGER', keys);
  const cascade = () => execute(database, 'DELETE FROM users WHERE users.id = $1::INTEGER', [[1]]);
  const time = (work: () => number) =>
    medianOf(repeats, () => {
      database.prepare(scenario);
      return work();
    });
  const witnessed = { executemany: time(executemany), cascade: time(cascade) };
  const ofProgram = medianOf(repeats, () =>
    database.emptied(() => {
      const made = [
        ...tableStatements(scenario),
        'CREATE INDEX ix_posts_user_id ON posts (user_id)',
        ...seedStatements(scenario),
      ];
      for (const sql of made) execute(database, sql, [[]]);
      database.schema();
      return cascade();
    }),
  );
  setWitness(database, 'DISABLE');
  const alone = { executemany: time(executemany), cascade: time(cascade) };
  setWitness(database, 'ENABLE');
  return {
    executemany: round(witnessed.executemany / alone.executemany),
    cascade: round(witnessed.cascade / alone.cascade),
    program: round(ofProgram / witnessed.cascade),
  };
}

function setWitness(database: Database, verb: 'ENABLE' | 'DISABLE'): void {
  for (const table of ['users', 'posts'])
    execute(database, `ALTER TABLE ${table} ${verb} TRIGGER ${WITNESS_TRIGGER}`, [[]]);
}

function execute(database: Database, sql: string, parameters: number[][]): number {
  const { milliseconds, error } = database.execute({ sql, parameters, many: parameters.length > 1 });
  if (error) throw new Error(error.message);
  return milliseconds;
}
