// The trace tool as its users call it, with SQLAlchemy itself.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pythonScript } from '@/lib/scenario/python-script';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { DRIVERS, SERIES } from '@/lib/versions';
import { firstArchives, pythonArchives } from '@/scripts/sqlalchemy/archives';

const first = await firstArchives();
const absent = 'absent' in first ? first.absent : null;

function trace(args: readonly string[], input = '') {
  return spawnSync('npx', ['tsx', 'scripts/trace.ts', ...args], { input, encoding: 'utf8' });
}

describe.skipIf(absent)(`The trace tool with SQLAlchemy${absent ? ` (skipped: ${absent})` : ''}`, () => {
  test.each(SERIES)('answers the same lines on %s, each in its place', async (series) => {
    const args = ['--engine', 'sqlalchemy', '--sqlalchemy', series];
    const { status, stdout, stderr } = trace(args, '{}\n{"posts": -1}\n{"cascade": "all, orphan"}\n');
    const found = await pythonArchives(series);
    if ('absent' in found) {
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`No SQLAlchemy ${series} on this machine`);
      return;
    }
    const [line, second, third, rest] = stdout.split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({
      engine: { name: 'sqlalchemy', version: found.version },
      scenario: { ...DEFAULT_SCENARIO, sqlalchemy: series },
      error: null,
    });
    expect(JSON.parse(second ?? '')).toHaveProperty('invalid');
    expect(JSON.parse(third ?? '').error).toMatchObject({ class: 'ArgumentError' }); // C3
    expect([rest, status]).toEqual(['', 1]);
  });

  test('runs each line on the series that it names', async () => {
    const lines = SERIES.map((sqlalchemy) => JSON.stringify({ sqlalchemy })).join('\n');
    const found = await Promise.all(SERIES.map((series) => pythonArchives(series)));
    const { status, stdout } = trace(['--engine', 'sqlalchemy'], lines);
    const versions = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).engine.version]));
    const all = found.every((each) => 'version' in each);
    if (all) expect(versions).toEqual(found.map((each) => 'version' in each && each.version));
    expect(status).toBe(all ? 0 : 2);
  });

  test.each(DRIVERS)('runs the script of a scenario on %s', (driver) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'program-'));
    const file = path.join(folder, 'program.py');
    writeFileSync(file, pythonScript({ ...DEFAULT_SCENARIO, driver }));
    const { stdout } = trace(['--python', file]);
    rmSync(folder, { recursive: true });
    expect(JSON.parse(stdout)).toMatchObject({ engine: { driver }, error: null });
  });

  test('prints the trace of a program on the default series and nothing that the program prints', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'program-'));
    const file = path.join(folder, 'program.py');
    writeFileSync(file, pythonScript(DEFAULT_SCENARIO));
    const { status, stdout, stderr } = trace(['--python', file]);
    rmSync(folder, { recursive: true });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      engine: { name: 'sqlalchemy', version: 'version' in first ? first.version : '' },
      scenario: null,
      error: null,
    });
    expect(stderr).toContain('--- the operation');
    expect(status).toBe(0);
  });

  test.each([
    [['--python', 'nowhere.py']],
    [['--python', 'nowhere.py', '--engine', 'model']],
    [['--engine', 'django']],
    [['--python', 'nowhere.py', '--sqlalchemy', '1.4']],
    [['--sqlalchemy', '2.0']],
  ])('refuses %j with status 2', (args) => {
    const { status, stdout, stderr } = trace(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  });
});
