// What the engine's start is compared with: PGlite in a worker as its documentation shows it.
import { PGlite } from '@electric-sql/pglite';

const pg = await PGlite.create();
await pg.query('SELECT 1');
postMessage('ready');
