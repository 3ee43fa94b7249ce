import { describe, expect, it } from 'vitest';
import { logAxis, spreadLabels } from '@/components/scale/axis';
import { conclude, summariseWay } from '@/lib/scale/conclusion';
import { typical } from '@/lib/scale/curve';
import { csvOf } from '@/lib/scale/export';
import { byteCount, duration, ratio } from '@/lib/scale/figures';
import { allTakenAt, type Film, filmOf, takenAt } from '@/lib/scale/film';
import { nameOf, readLaboratory, settingsOf, waysOf, writeLaboratory } from '@/lib/scale/laboratory';
import type { Measurement } from '@/lib/scale/measurement';
import { RECORDED_DRIVERS, recordedCurve, SERVER_RECORD, sendingsOf, serverFigures } from '@/lib/scale/recorded-server';
import { ringOfPosts, ringsFor } from '@/lib/scale/rings';
import { figuresBeside, keyOfRecorded } from '@/lib/scale/server-figures';
import { MAX_ROWS, rowsOf, sizesUpTo } from '@/lib/scale/settings';
import { spreadOf } from '@/lib/scale/statistics';
import { change } from '@/lib/scenario/change';
import { THREE_WAYS } from '@/lib/scenario/compare-url';
import { presetScenario } from '@/lib/scenario/presets';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';

const client = { table: 'posts', operation: 'DELETE', by: 'client' } as const;
const foreignKey = { table: 'posts', operation: 'DELETE', by: 'foreign-key' } as const;

function aMeasurement(overrides: Partial<Measurement> = {}): Measurement {
  const step = { messages: 1, sets: 100, loaded: 0, from: 20, to: 120, progress: [70, 25, 120, 100] };
  return {
    way: 0,
    size: 100,
    repetition: 0,
    milliseconds: 130,
    statements: 3,
    roundTrips: 4,
    rowsLoaded: 100,
    bytes: 7654,
    surviving: 2,
    error: null,
    steps: [
      { ...step, sql: 'SELECT posts.id FROM posts', loaded: 100, from: 0, to: 20, counts: [], progress: [] },
      { ...step, sql: 'DELETE FROM posts WHERE posts.id = $1', counts: [{ ...client, rows: 100 }] },
    ],
    ...overrides,
  };
}
const cascade = aMeasurement({
  way: 1,
  milliseconds: 10,
  steps: [
    {
      sql: 'DELETE FROM users WHERE users.id = $1',
      messages: 1,
      sets: 1,
      from: 0,
      to: 8,
      loaded: 0,
      counts: [{ ...foreignKey, rows: 100 }],
      progress: [],
    },
  ],
});

it('takes quartiles between neighbours, and the run nearest to the median for typical', () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ low: 1.75, median: 2.5, high: 3.25 });
  expect(spreadOf([7])).toEqual({ low: 7, median: 7, high: 7 });
  const runs = [100, 131, 500].map((milliseconds, repetition) => aMeasurement({ milliseconds, repetition }));
  expect(typical(runs, 0, 100)?.repetition).toBe(1);
  expect(typical(runs, 1, 100)).toBeNull();
});

it('words figures with three digits and a unit', () => {
  expect([0.4213, 9.13, 213.4, 2613].map(duration)).toEqual(['0.42 ms', '9.13 ms', '213 ms', '2.61 s']);
  expect([599, 76_676, 8_167_688].map(byteCount)).toEqual(['599 B', '76.7 kB', '8.17 MB']);
  expect(ratio(213, 9.1)).toBe('23×');
});

describe('a film', () => {
  it('lets the client’s rows go as they were timed, between the points in a line', () => {
    const film = filmOf(aMeasurement());
    expect([0, 20, 45, 70, 95, 120, 130].map((at) => allTakenAt(film, at))).toEqual([0, 0, 12, 25, 62, 100, 100]);
    expect(film.loadedAt).toBe(20);
  });

  it('lets the foreign key’s rows go all at once, when its statement is over', () => {
    const film = filmOf(cascade);
    expect([0, 7.99, 8, 10].map((at) => allTakenAt(film, at))).toEqual([0, 0, 100, 100]);
  });

  it('brings everything back when it was rolled back', () => {
    const error = { class: 'IntegrityError', sqlstate: '23503', message: '', detail: null, constraint: null };
    const film = filmOf(aMeasurement({ error }));
    expect(allTakenAt(film, 129)).toBe(100);
    expect(allTakenAt(film, 130)).toBe(0);
  });

  it('has every post in the ring of the moment in which it went', () => {
    const films: Film[] = [filmOf(aMeasurement()), filmOf(cascade)];
    const rings = ringsFor(films);
    expect(rings).toEqual({ length: 10, count: 13 });
    for (const film of films) {
      const ringOf = ringOfPosts(film, rings);
      const [take] = film.takes;
      for (const [post, ring] of ringOf.entries()) {
        if (!take) throw new Error('a film without a take');
        expect(takenAt(take, (ring + 1) * rings.length)).toBeGreaterThan(post);
        if (ring > 0) expect(takenAt(take, ring * rings.length)).toBeLessThanOrEqual(post);
      }
    }
  });
});

it('concludes from what was observed, not from the settings', () => {
  const names = ['one', 'other'];
  const ways = [aMeasurement(), cascade].map((run, way) => {
    const summary = summariseWay([run], way, 100, names[way] ?? '');
    if (!summary) throw new Error('no summary');
    return summary;
  });
  const sentences = conclude(ways).map((parts) => parts.map(({ text }) => text).join(''));
  expect(sentences).toEqual([
    'other was 13× as fast as one.',
    'one: the ORM removed 100 rows in 130 ms: 4 round trips, 100 rows loaded.',
    'other: the foreign key removed 100 rows in 10 ms: 4 round trips, 100 rows loaded.',
  ]);
});

const BARE = readLaboratory('').laboratory;

describe('the address', () => {
  it('comes back as it was written', () => {
    const laboratory = {
      ...BARE,
      a: change(DEFAULT_SCENARIO, { onDelete: 'SET NULL', nullable: true, cascade: 'save-update, merge' }),
      two: false,
      most: 100_000,
      comments: 10,
      sending: 'one-by-one',
      index: false,
      latency: 40,
    } as const;
    expect(readLaboratory(writeLaboratory(laboratory))).toEqual({ laboratory, ignored: [] });
    expect(writeLaboratory(BARE)).toBe('');
  });

  it('falls back where it cannot be read', () => {
    const mangled = '?a=shape%3Done-to-one&most=17&latency=5000&sending=pigeon&two=maybe&comments=2x&index=false';
    const { laboratory, ignored } = readLaboratory(mangled);
    expect(laboratory).toEqual({ ...BARE, index: false });
    expect(ignored.map(({ field }) => field)).toEqual(['a', 'two', 'most', 'comments', 'sending', 'latency']);
    expect(ignored.find(({ field }) => field === 'most')?.reason).toMatch(/^it is none of 10, 30, 100/);
  });

  it('says what it ignores within a way', () => {
    const { laboratory, ignored } = readLaboratory('?a=passive_deletes%3Dmaybe%26index%3DFalse');
    expect(laboratory.a.index).toBe(false);
    expect(ignored.map(({ field }) => field)).toEqual(['a: passive_deletes']);
    expect(readLaboratory('?b=passive-deletes').ignored).toEqual([]);
  });

  it('names ways by their presets, and the index is everybody’s', () => {
    const laboratory = { ...readLaboratory('?index=false').laboratory };
    expect(waysOf(laboratory).map(nameOf)).toEqual(['cascade only', 'passive_deletes=True']);
    expect(settingsOf(laboratory).ways.every(({ index }) => !index)).toBe(true);
  });
});

it('leaves out the sizes that a tab has no memory for', () => {
  for (const comments of [0, 2, 10]) {
    for (const others of [0, 4, 20]) {
      const sizes = sizesUpTo(100_000, comments, others);
      expect(sizes.length).toBeGreaterThan(4);
      for (const posts of sizes) expect(rowsOf({ posts, comments, others })).toBeLessThanOrEqual(MAX_ROWS);
    }
  }
  expect(sizesUpTo(100_000, 10, 0).at(-1)).toBe(100_000);
});

it('writes CSV that survives commas in names', () => {
  const laboratory = {
    ...BARE,
    a: change(DEFAULT_SCENARIO, { cascade: 'all, delete', onDelete: 'SET NULL' }),
  };
  const [head, line] = csvOf([aMeasurement()], laboratory).split('\r\n');
  expect(head?.split(',').slice(0, 4)).toEqual(['way', 'posts', 'repetition', 'milliseconds']);
  expect(line).toBe('"passive_deletes=True, ondelete=SET NULL",100,1,130.000,3,4,100,7654,100,0,2,');
});

it('has a recorded server for the ways of the original question, and none for what was not recorded', () => {
  expect(RECORDED_DRIVERS).toEqual(['asyncpg', 'psycopg']);
  for (const driver of RECORDED_DRIVERS) {
    const cascadeOnly = recordedCurve({ ...presetScenario('cascade-only'), driver });
    const passive = recordedCurve({ ...presetScenario('passive-deletes'), driver });
    expect(cascadeOnly.map(({ posts }) => posts)).toEqual([10, 100, 1000, 10_000, 100_000]);
    expect(cascadeOnly.at(-1)?.sets).toBe(100_002);
    expect(passive.at(-1)?.sets).toBe(1);
  }
  expect(recordedCurve(change(DEFAULT_SCENARIO, { onDelete: 'SET NULL' }))).toEqual([]);
  expect(recordedCurve({ ...presetScenario('cascade-only'), driver: 'psycopg2' })).toEqual([]);
});

it('gives few figures of it to stand beside a verdict', () => {
  const figures = serverFigures();
  const beside = (settings: Partial<Scenario>) => figuresBeside(figures, change(DEFAULT_SCENARIO, settings));
  const curve = recordedCurve(DEFAULT_SCENARIO);
  expect(figures[keyOfRecorded({ driver: 'asyncpg', passiveDeletes: true, index: true, loaded: false })]).toEqual(
    curve.map(({ posts, whole }) => [posts, whole.median]),
  );
  expect(beside({})?.near[0]).toBe(10);
  expect(beside({ posts: 1001 })?.near[0]).toBe(10_000);
  expect(beside({ posts: 1_000_000 })?.near).toBe(beside({})?.largest);
  expect(beside({})?.otherwise).toEqual({
    passiveDeletes: false,
    milliseconds: recordedCurve(change(DEFAULT_SCENARIO, { passiveDeletes: false })).at(-1)?.whole.median,
  });
  expect(beside({ loaded: 'loaded' })?.otherwise).toBeNull();
  for (const way of THREE_WAYS) expect(figuresBeside(figures, way), JSON.stringify(way)).not.toBeNull();
  for (const other of [
    { onDelete: 'RESTRICT' },
    { cascade: 'save-update, merge' },
    { gone: 'post-1' },
    { sqlalchemy: '2.0' },
    { driver: 'psycopg2' },
  ] satisfies Partial<Scenario>[])
    expect(beside(other)).toBeNull();
  expect(SERVER_RECORD.measurements.every(({ sqlalchemy }) => sqlalchemy.startsWith(DEFAULT_SCENARIO.sqlalchemy))).toBe(
    true,
  );
});

it('has recorded that only what is awaited statement by statement waits for every answer', () => {
  const { deletes, sendings } = SERVER_RECORD;
  for (const { sending, waits } of sendingsOf(sendings)) {
    if (sending === 'one by one') expect(waits).toBeGreaterThanOrEqual(deletes);
    else expect(waits).toBeLessThan(deletes / 10);
  }
});

it('takes the median of times and the fewest of waits', () => {
  const one = { sqlalchemy: '2.1.9', driver: 'psycopg', sending: 'pipeline' } as const;
  const figures = [
    { milliseconds: 5, delayed: 9, waits: 4 },
    { milliseconds: 3, delayed: 7, waits: 2 },
    { milliseconds: 4, delayed: 50, waits: 3 },
  ];
  const { sqlalchemy: _, ...summary } = one;
  expect(sendingsOf(figures.map((each) => ({ ...one, ...each })))).toEqual([
    { ...summary, milliseconds: 4, delayed: 9, waits: 2 },
  ]);
});

describe('the axis', () => {
  it('holds whole decades, evenly apart, and has a place for zero', () => {
    const axis = logAxis([3, 4200], 0, 400);
    expect(axis.decades).toEqual([1, 10, 100, 1000, 10_000]);
    expect(axis.decades.map(axis.at)).toEqual([0, 100, 200, 300, 400]);
    expect(axis.zero).toBeNull();
    const withZero = logAxis([0, 10, 1000], 300, 0);
    expect(withZero.at(0)).toBe(300);
    expect(withZero.at(10)).toBeLessThan(300);
  });

  it('keeps labels apart and in order', () => {
    expect(spreadLabels([50, 52, 10, 51], 10)).toEqual([50, 70, 10, 60]);
  });
});
