// How soon a database is there in Node: from the snapshot, and as PGlite does it by itself.
import { PGlite } from '@electric-sql/pglite';
import { openDatabase } from '@/lib/database/node-database';
import { median, round } from './numbers';

const STARTS = 3;

export interface NodeStart {
  readonly snapshot: number;
  readonly plain: number;
  readonly ratio: number;
}

export async function measureNodeStart(): Promise<NodeStart> {
  const snapshot: number[] = [];
  const plain: number[] = [];
  await (await openDatabase()).close(); // builds the snapshot, if there is none yet
  for (let i = 0; i < STARTS; i++) {
    const started = performance.now();
    const database = await openDatabase();
    database.execute({ sql: 'SELECT 1', parameters: [], many: false });
    snapshot.push(performance.now() - started);
    await database.close();

    const startedPlain = performance.now();
    const pg = await PGlite.create();
    await pg.query('SELECT 1');
    plain.push(performance.now() - startedPlain);
    await pg.close();
  }
  const [ours, theirs] = [median(snapshot), median(plain)];
  return { snapshot: round(ours), plain: round(theirs), ratio: round(ours / theirs) };
}
