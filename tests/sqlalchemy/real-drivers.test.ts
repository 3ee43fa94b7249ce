// The stand-ins of the drivers against the drivers themselves: the short form of `npm run conformance:drivers`.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { DEFAULT_SERIES } from '@/lib/versions';
import { driversFor, realDrivers } from '@/scripts/drivers/real-drivers';
import { openSideBySide, type SideBySide } from '@/scripts/drivers/side-by-side';
import { readTexts } from '@/scripts/programs';
import { pythonArchives } from '@/scripts/sqlalchemy/archives';
import { openPython } from '@/scripts/sqlalchemy/node-python';

const PROGRAMS = ['async-lazy-load', 'many-to-many', 'swallowing-trigger'] as const;

const texts = await readTexts();
const archives = await pythonArchives(DEFAULT_SERIES);
const installed = 'absent' in archives ? archives : await realDrivers(archives.version);
const absent = 'absent' in installed ? installed.absent : null;

describe.skipIf(absent)(`A program on the real driver${absent ? ` (skipped: ${absent})` : ''}`, () => {
  let database: Database;
  let both: SideBySide;

  beforeAll(async () => {
    database = await openDatabase();
    const opened = await openPython(database, DEFAULT_SERIES, () => {});
    if ('absent' in opened) throw new Error(opened.absent);
    const side = await openSideBySide(database, opened.python);
    if ('absent' in side) throw new Error(side.absent);
    both = side;
  });
  afterAll(async () => {
    await both?.close();
    await database?.close();
  });

  test.each(PROGRAMS.flatMap((id) => driversFor(texts.get(id) ?? '').map((driver) => [id, driver] as const)))(
    '%s on %s does what its trace says',
    async (id, driver) => {
      expect(await both.compare(texts.get(id) ?? '', driver)).toEqual([]);
    },
  );
});
