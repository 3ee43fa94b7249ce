// The stand-ins of the drivers against the drivers themselves: the short form of `npm run conformance:drivers`.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SERIES } from '@/lib/versions';
import { openPgliteServer } from '@/scripts/drivers/pglite-server';
import { readQuestions } from '@/scripts/drivers/questions';
import { driversFor, realDrivers } from '@/scripts/drivers/real-drivers';
import type { Server } from '@/scripts/drivers/server';
import { openSideBySide, type SideBySide } from '@/scripts/drivers/side-by-side';
import { readTexts } from '@/scripts/programs';
import { pythonArchives } from '@/scripts/sqlalchemy/archives';

const PROGRAMS = ['async-lazy-load', 'many-to-many', 'swallowing-trigger'] as const;

const texts = await readTexts();
const asked: readonly (readonly [name: string, source: string])[] = [
  ...PROGRAMS.map((id) => [id, texts.get(id) ?? ''] as const),
  ...(await readQuestions()),
];
const archives = await pythonArchives(DEFAULT_SERIES);
const installed = 'absent' in archives ? archives : await realDrivers(archives.version);
const absent = 'absent' in installed ? installed.absent : null;

describe.skipIf(absent)(`A program on the real driver${absent ? ` (skipped: ${absent})` : ''}`, () => {
  let server: Server;
  let both: SideBySide;

  beforeAll(async () => {
    server = await openPgliteServer();
    const side = await openSideBySide(DEFAULT_SERIES, [server]);
    if ('absent' in side) throw new Error(side.absent);
    both = side;
  });
  afterAll(async () => {
    await both?.close();
    await server?.close();
  });

  test.each(asked.flatMap(([name, source]) => driversFor(source).map((driver) => [name, driver, source] as const)))(
    '%s on %s does what its trace says',
    async (_, driver, source) => {
      const found = await both.compare(source, driver);
      expect(found.get(server)?.differences).toEqual([]);
    },
  );
});
