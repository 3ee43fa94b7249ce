// The audit's command line: its formats, what it leaves out, and its exit status.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditReport } from '@/lib/audit/report';
import { SERIES } from '@/lib/versions';
import { pythonArchives } from '@/scripts/sqlalchemy/archives';

const PRACTICE = new URL('../../lib/audit/python/practice.py', import.meta.url);
const available = await Promise.all(SERIES.map(async (series) => !('absent' in (await pythonArchives(series)))));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'audit-'));
  await writeFile(path.join(folder, 'models.py'), await readFile(PRACTICE));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

function audit(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile('node', ['--import', 'tsx', 'scripts/audit.ts', ...args], { maxBuffer: 1e8 }, (error, output, errors) => {
      resolve({ status: error ? Number(error.code) : 0, output, errors });
    });
  });
}

describe.skipIf(!available.includes(true))('the audit tool', () => {
  test('prints a report as JSON, and ends with 1 where a finding is as bad as was asked', async () => {
    const { status, output } = await audit(folder, '--json', '--fail-on', 'breaks');
    const report: AuditReport = JSON.parse(output);
    expect(status).toBe(1);
    expect(report.findings.map(({ number, at }) => `${number} ${at}`)).toEqual([
      'A2 notes.doctor_id',
      'A6 Doctor.notes',
      'A4 Doctor.appointments',
      'A5 Doctor.appointments',
      'A8 Doctor.shifts',
      'A16 shifts.doctor_id',
      'A7 Doctor.notes',
      'A9 Doctor.appointments',
    ]);
    const appointment = report.classes.find((each) => each.class === 'Appointment');
    expect(appointment?.ways.find(({ way }) => way === 'delete')).toMatchObject({
      tables: [
        { table: 'appointments', client: 1, foreignKey: 0, trigger: 0, nulled: 0, left: 0 },
        { table: 'reminders', client: 0, foreignKey: 2, trigger: 0, nulled: 0, left: 0 },
      ],
      error: null,
      statements: { 2: 1, 20: 1 },
    });
    expect(report.notes).toEqual(['Tables as the models say; yours may differ']);
  });

  test('leaves out what a comment, an argument and a baseline name, and tells SARIF where the rest is', async () => {
    const text = await readFile(PRACTICE, 'utf8');
    const commented = text.replace('passive_deletes=True)\n', 'passive_deletes=True)  # cascade-lens: ignore A6\n');
    await writeFile(path.join(folder, 'models.py'), commented);
    const baseline = path.join(folder, 'baseline.json');
    await writeFile(baseline, JSON.stringify({ findings: ['A2:Doctor:notes.doctor_id'] }));
    const args = ['--ignore', 'slow-cascade', '--ignore', 'A9:Doctor.appointments', '--baseline', baseline];
    const { status, output } = await audit(folder, '--sarif', '--fail-on', 'loses', ...args);
    expect(status).toBe(0);
    const [run] = JSON.parse(output).runs;
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['A4', 'A5', 'A16', 'A7']);
    const [first] = run.results;
    expect(first).toMatchObject({ ruleId: 'A4', ruleIndex: 0, level: 'warning' });
    expect(first.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: expect.stringMatching(/models\.py$/) },
      region: { startLine: 18, endLine: 18 },
    });
    expect(first.partialFingerprints).toEqual({ 'cascadeLens/v1': 'A4:Doctor:Doctor.appointments' });
  });
});

describe.skipIf(!available.includes(true))('what could be changed', () => {
  const MODELS = `from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase): pass

class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    posts: Mapped[list["Post"]] = relationship()  # his

class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))  # hers
`.replaceAll('\n', '\r\n');

  test('is tried, and what SARIF has as a fix mends it, without another change of the text', async () => {
    const own = await mkdtemp(path.join(os.tmpdir(), 'mend-'));
    const file = path.join(own, 'models.py');
    await writeFile(file, MODELS);
    const { output } = await audit(file, '--mend', '--sarif', '--ignore', 'A16');
    const [run] = JSON.parse(output).runs;
    const refused = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === 'A2');
    expect(refused.fixes.map(({ description }: { description: { text: string } }) => description.text)).toEqual([
      expect.stringMatching(
        /^So that the rows go with it, by the database\. With it this finding is gone, .* ADD CONSTRAINT/,
      ),
      expect.stringMatching(/^So that the rows go with it, by the ORM\. With it this finding is gone/),
      expect.stringMatching(/^So that the rows stay, with NULL\. With it this finding is gone/),
    ]);
    const lines = MODELS.split('\n');
    for (const { deletedRegion, insertedContent } of refused.fixes[0].artifactChanges[0].replacements) {
      const { startLine, startColumn, endLine, endColumn } = deletedRegion;
      expect(endLine).toBe(startLine);
      const before = lines[startLine - 1] ?? '';
      lines[startLine - 1] = before.slice(0, startColumn - 1) + insertedContent.text + before.slice(endColumn - 1);
    }
    const mended = lines.join('\n');
    expect(mended).toBe(
      MODELS.replace('relationship()', 'relationship(cascade="all, delete-orphan", passive_deletes=True)').replace(
        'ForeignKey("users.id")',
        'ForeignKey("users.id", ondelete="CASCADE"), index=True',
      ),
    );
    await writeFile(file, mended);
    const report: AuditReport = JSON.parse((await audit(file, '--mend', '--json')).output);
    expect(report.findings).toEqual([]);
    await rm(own, { recursive: true });
  });
});

test.each([
  [['nowhere'], 'nowhere is not there.'],
  [['--json', '--sarif', '.'], 'One of --json and --sarif, not both.'],
  [[], 'There is nothing to audit'],
  [['.', '--fail-on', 'badly'], '--fail-on takes breaks, loses'],
  [['.', '--ignore', 'A99'], '--ignore takes a kind of finding'],
  [['docs'], 'There is no Python in docs.'],
])('%j is refused with a sentence', async (args, sentence) => {
  const { status, errors } = await audit(...args);
  expect(status).toBe(2);
  expect(errors).toContain(sentence);
  expect(errors).not.toContain('    at ');
});
