// The trace tool as its users call it, with SQLAlchemy itself.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pythonScript } from '@/lib/scenario/python-script';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { pythonArchives } from '@/scripts/sqlalchemy/archives';

const found = await pythonArchives('2.0');
const absent = 'absent' in found ? found.absent : null;
const version = 'version' in found ? found.version : '';

function trace(args: readonly string[], input = '') {
  return spawnSync('npx', ['tsx', 'scripts/trace.ts', ...args], { input, encoding: 'utf8' });
}

describe.skipIf(absent)(`The trace tool with SQLAlchemy${absent ? ` (skipped: ${absent})` : ''}`, () => {
  test('answers the same lines, each in its place', () => {
    const { status, stdout } = trace(['--engine', 'sqlalchemy'], '{}\n{"posts": -1}\n{"cascade": "all, orphan"}\n');
    const [first, second, third, rest] = stdout.split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({
      engine: { name: 'sqlalchemy', version },
      scenario: DEFAULT_SCENARIO,
      error: null,
    });
    expect(JSON.parse(second ?? '')).toHaveProperty('invalid');
    expect(JSON.parse(third ?? '').error).toMatchObject({ class: 'ArgumentError' }); // C3
    expect([rest, status]).toEqual(['', 1]);
  });

  test('prints the trace of a program and nothing that the program prints', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'program-'));
    const file = path.join(folder, 'program.py');
    writeFileSync(file, pythonScript(DEFAULT_SCENARIO));
    const { status, stdout, stderr } = trace(['--python', file]);
    rmSync(folder, { recursive: true });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ engine: { name: 'sqlalchemy' }, scenario: null, error: null });
    expect(stderr).toContain('--- the operation');
    expect(status).toBe(0);
  });

  test.each([
    [['--python', 'nowhere.py']],
    [['--python', 'nowhere.py', '--engine', 'model']],
    [['--engine', 'django']],
  ])('refuses %j with status 2', (args) => {
    const { status, stdout, stderr } = trace(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  });
});
