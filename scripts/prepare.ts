// Makes what the pages are built from: the engine's files, SQLAlchemy's, and the recorded runs. Quick when nothing has
// changed. Run as a script before `next dev`; scripts/build.ts calls prepare().
import { fileURLToPath } from 'node:url';
import { buildAssets } from './assets';
import { recordChanges } from './changes';
import { recordFirstRun } from './first-run';
import { cutFonts } from './fonts';
import { recordMatrix } from './matrix';
import { recordPrograms } from './programs';
import { publishPrograms } from './published-programs';
import { recordQuestions } from './questions';
import { publishShipped } from './shipped';
import { buildSqlalchemyAssets } from './sqlalchemy/assets';
import { publishTraceSchema } from './trace-schema';

/**
 * Fills public/engine, public/sqlalchemy, public/programs, public/trace.schema.json, public/licences.txt,
 * public/sbom.cdx.json and, in .cache, the fonts, the list of what is shipped and the folders of recorded runs.
 */
export async function prepare(): Promise<void> {
  await cutFonts();
  await publishTraceSchema();
  await publishPrograms();
  await buildAssets();
  await publishShipped(await buildSqlalchemyAssets());
  await recordFirstRun();
  await recordMatrix();
  await recordPrograms();
  await recordChanges();
  await recordQuestions();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.error(
    'Making what the pages need and is not there yet (a fresh clone: a minute or two), then the server starts.',
  );
  await prepare();
  process.exit(0);
}
