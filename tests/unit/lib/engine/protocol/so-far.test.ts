import { expect, test } from 'vitest';
import { inParts, type Progress, SoFar, TOLD_AT_ONCE } from '@/lib/engine/protocol/so-far';
import { readTrace } from '@/lib/scenario/read-trace';
import { indexRun } from '@/lib/trace/run-index';
import type { TraceEvent } from '@/lib/trace/trace';
import { verdictOf } from '@/lib/verdict/verdict';
import { aRun, deletes, statement, transaction } from '@/tests/unit/a-run';

const engine = { name: 'sqlalchemy', version: '2.1.9', postgres: '18.6' } as const;
const NOTHING = { tables: [], before: {} };
const commit: TraceEvent = { type: 'transaction', at: 'setup', action: 'commit' };
const raised: TraceEvent = {
  type: 'session',
  at: 'call',
  action: 'raised',
  note: 'IntegrityError',
  objects: [],
} as unknown as TraceEvent;

test('a run that never began has no trace', () => {
  expect(new SoFar().ended({ why: 'stopped' })).toBeNull();
});

test('what was told makes a trace that can be read, and what PostgreSQL was busy with is said', () => {
  const soFar = new SoFar();
  soFar.hear({ type: 'begun', engine, known: NOTHING, warnings: [] });
  soFar.hear({ type: 'asked', sql: 'BEGIN' });
  soFar.hear({ type: 'happened', events: [commit], known: { tables: [], before: { users: [] } } });
  soFar.hear({ type: 'asked', sql: 'SELECT pg_sleep(1000)' });
  const trace = soFar.ended({ why: 'time', seconds: 60 });
  expect(trace).toMatchObject({
    events: [commit],
    before: { users: [] },
    rows: { users: [] },
    error: {
      class: 'TimeLimit',
      message:
        'The program was ended: it had run for 60 seconds, while PostgreSQL was at work on SELECT pg_sleep(1000). Nothing after that was seen.',
    },
    missing: [expect.stringContaining('rows at the end were not seen')],
  });
  expect(readTrace(JSON.parse(JSON.stringify(trace)))).toEqual({ trace });
});

test('what came before the trace begins anew is not part of it, and an answer ends the asking', () => {
  const soFar = new SoFar();
  soFar.hear({ type: 'begun', engine, known: NOTHING, warnings: [] });
  soFar.hear({ type: 'happened', events: [commit, commit] });
  soFar.hear({ type: 'begun', engine, known: NOTHING, warnings: [] });
  soFar.hear({ type: 'asked', sql: 'SELECT 1' });
  soFar.hear({ type: 'happened', events: [] });
  const trace = soFar.ended({ why: 'stopped' });
  expect(trace?.events).toEqual([]);
  expect(trace?.error?.message).toBe('The program was stopped. Nothing after that was seen.');
});

test('an error that was raised and did not end the program was caught', () => {
  const soFar = new SoFar();
  soFar.hear({ type: 'begun', engine, known: NOTHING, warnings: [] });
  soFar.hear({ type: 'happened', events: [raised] });
  expect(soFar.ended({ why: 'memory', megabytes: 4096 })?.events).toMatchObject([{ action: 'caught' }]);
});

test('of many events the last may be missing, which is said', () => {
  const soFar = new SoFar();
  soFar.hear({ type: 'begun', engine, known: NOTHING, warnings: [] });
  soFar.hear({ type: 'happened', events: Array.from({ length: TOLD_AT_ONCE + 1 }, () => commit) });
  expect(soFar.ended({ why: 'stopped' })?.missing[0]).toContain('may be missing');
});

test('what was committed is gone from the rows, what was not is still there, and the verdict claims no more', () => {
  const { schema, before, engine: model } = aRun([]);
  const soFar = new SoFar();
  soFar.hear({ type: 'begun', engine: model, known: { tables: schema.tables, before }, warnings: [] });
  soFar.hear({
    type: 'happened',
    events: [
      transaction('begin', { at: 'call' }),
      statement('DELETE FROM posts WHERE id = 1', [deletes('posts', 1)]),
      transaction('commit', { at: 'call' }),
      transaction('begin', { at: 'call' }),
      statement('DELETE FROM posts WHERE id = 2', [deletes('posts', 2)]),
    ],
  });
  const trace = soFar.ended({ why: 'stopped' });
  if (!trace) throw new Error('no trace');
  expect(trace.rows.posts).toEqual(before.posts?.filter(([id]) => id !== 1));
  expect(trace.rows.users).toEqual(before.users);
  const words = verdictOf(indexRun(trace), null).sentences.map((sentence) =>
    sentence.map((part) => (typeof part === 'string' ? part : part.text)).join(''),
  );
  expect(words).toEqual(['The program was stopped.', expect.stringContaining('1 row')]);
});

test('long lists travel in parts, none of them long, and are whole again', () => {
  const { schema, engine: model } = aRun([]);
  const rows = Array.from({ length: 6000 }, (_, at) => [at, 'p', 1]);
  const before = { users: [[1, 'ann']], posts: rows };
  const effects = rows.map(([key]) => deletes('posts', key as number));
  const long = statement('DELETE FROM posts', effects, { parameters: rows.map(([key]) => [key as number]) });
  const short = statement('SELECT 1');
  const known = { tables: schema.tables, before };
  const told: Progress[] = [
    { type: 'begun', engine: model, known, warnings: [] },
    { type: 'happened', events: [short, long, short, long], known },
  ];
  const parts = told.flatMap((progress) => [...inParts(progress)]);
  const longest = (value: unknown): number =>
    Array.isArray(value)
      ? Math.max(value.length, ...value.map(longest))
      : typeof value === 'object' && value !== null
        ? Math.max(0, ...Object.values(value).map(longest))
        : 0;
  expect(Math.max(...parts.map(longest))).toBeLessThan(3000);
  const soFar = new SoFar();
  for (const part of parts) soFar.hear(structuredClone(part));
  expect(soFar.ended({ why: 'stopped' })).toMatchObject({ before, events: [short, long, short, long] });
});

test('a run that begins again warns once: of what its preparations warned, and of what follows', () => {
  const warning = { at: 'flush', class: 'SAWarning', message: 'expected to delete 1 row' } as const;
  const soFar = new SoFar();
  soFar.hear({ type: 'begun', engine, known: NOTHING, warnings: [] });
  soFar.hear({ type: 'warned', warning });
  soFar.hear({ type: 'begun', engine, known: NOTHING, warnings: [] });
  soFar.hear({ type: 'warned', warning });
  expect(soFar.ended({ why: 'stopped' })?.warnings).toEqual([warning]);
  soFar.hear({ type: 'begun', engine, known: NOTHING, warnings: [warning] });
  expect(soFar.ended({ why: 'stopped' })?.warnings).toEqual([warning]);
});
