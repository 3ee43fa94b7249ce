import { describe, expect, it } from 'vitest';
import { alignedStep, alignRuns } from '@/lib/trace/alignment';
import { paceRun } from '@/lib/trace/pacing';
import { indexRun } from '@/lib/trace/run-index';
import type { At, TraceEvent } from '@/lib/trace/trace';
import { aRun, deletes, statement, transaction } from '@/tests/unit/a-run';

const during = (at: At, keys: readonly number[]): TraceEvent =>
  statement(
    'DELETE FROM posts',
    keys.map((key) => deletes('posts', key)),
    { at },
  );
const indexOf = (...events: TraceEvent[]) => indexRun(aRun(events));
const commit = transaction('commit');
const ends = (runs: readonly Float64Array[]) => runs.map((moments) => moments.at(-1));

describe('runs on one clock', () => {
  const short = indexOf(transaction('begin'), during('flush', []), commit);
  const long = indexOf(transaction('begin'), during('call', [1]), during('flush', [1, 2, 3]), commit);
  const both = alignRuns([short, long]);

  it('begin each phase at the same moment, and rest where another has more to do', () => {
    const begin = (run: number, index: typeof short, event: number) => both.runs[run]?.[index.firstStep[event] ?? 0];
    expect(begin(0, short, 1)).toBe(begin(1, long, 2));
    expect(begin(0, short, 2)).toBe(begin(1, long, 3));
    const call = begin(1, long, 1) ?? 0;
    expect(alignedStep(both.runs[0] ?? new Float64Array(1), call + 1)).toBe(1);
  });

  it('take every step of every run, each at a moment of the whole', () => {
    for (const run of both.runs) {
      const steps = [...both.moments].map((moment) => alignedStep(run, moment));
      expect([...new Set(steps)]).toEqual([...run.keys()]);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }
  });

  it('have the longest of each phase as their length, and no moment twice', () => {
    expect(Math.max(...ends(both.runs).map(Number))).toBe(both.moments.at(-1));
    expect(new Set(both.moments).size).toBe(both.moments.length);
    expect(alignRuns([long, long]).moments.length).toBe(long.lastStep + 1);
  });

  it('leave one alone as it is paced by itself', () => {
    const alone = alignRuns([long]).runs[0];
    expect([...(alone ?? [])].map(Math.round)).toEqual([...paceRun(long)].map(Math.round));
  });

  it('end a run that stops early at its own end', () => {
    const rejected = indexOf(transaction('begin'));
    const { runs } = alignRuns([rejected, long]);
    expect(ends(runs)[0]).toBe(runs[1]?.[1]);
  });

  it('never go back, even when a call follows a flush', () => {
    const mixed = indexOf(
      transaction('begin'),
      during('flush', [1]),
      during('call', [2]),
      during('flush', [3]),
      commit,
    );
    for (const run of alignRuns([mixed, short]).runs) expect([...run]).toEqual([...run].sort((a, b) => a - b));
  });

  it('are nothing to play when there is none', () => {
    expect([...alignRuns([]).moments]).toEqual([0]);
  });
});
