import { expect, it } from 'vitest';
import { paceRun, stepAtMoment } from '@/lib/trace/pacing';
import { isCovered, isUnseen, Player } from '@/lib/trace/player';
import { indexRun } from '@/lib/trace/run-index';
import { aRun, deletes, statement, transaction } from '@/tests/unit/a-run';

const RUN = aRun([
  transaction('begin'),
  statement('DELETE FROM users', [deletes('users', 1), deletes('posts', 1, 'foreign-key')]),
  transaction('commit'),
]);
const LAST = 5;
const FRAME = 100;

/** A player whose frames come when the test asks for them. */
function aPlayer() {
  let next: ((now: number) => void) | null = null;
  let now = 1;
  const player = new Player({
    request: (frame) => {
      next = frame;
      return 1;
    },
    cancel: () => {
      next = null;
    },
  });
  const steps: number[] = [];
  player.subscribe(() => steps.push(player.getSnapshot().step));
  /** Runs frames until none is asked for, or a number of them. */
  const frames = (most = 1000) => {
    for (let left = most; left > 0 && next; left--) {
      const frame = next;
      next = null;
      frame(now);
      now += FRAME;
    }
    return next === null;
  };
  return { player, frames, steps, waits: () => next !== null };
}

it('plays every step once, in order, to the end, and stops there', () => {
  const { player, frames, steps } = aPlayer();
  player.load(indexRun(RUN));
  player.play();
  expect(frames()).toBe(true);
  expect([...new Set(steps)]).toEqual([0, 1, 2, 3, 4, 5]);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(player.getSnapshot()).toMatchObject({ step: LAST, playing: false });
});

it('takes half the frames at twice the speed', () => {
  const count = (speed: 1 | 2) => {
    const { player, frames } = aPlayer();
    player.load(indexRun(RUN));
    player.setSpeed(speed);
    player.play();
    let used = 0;
    while (!frames(1)) used++;
    return used;
  };
  expect(count(1) / count(2)).toBeCloseTo(2, 0);
});

it('stays where it is while it is paused, and goes on from there', () => {
  const { player, frames, waits } = aPlayer();
  player.load(indexRun(RUN));
  player.play();
  frames(12);
  player.pause();
  const { step } = player.getSnapshot();
  expect(waits()).toBe(false);
  player.toggle();
  frames(1);
  expect(player.getSnapshot()).toMatchObject({ step, playing: true });
});

it('begins anew when it is played at the end', () => {
  const { player, frames } = aPlayer();
  player.load(indexRun(RUN), LAST);
  player.play();
  expect(player.getSnapshot()).toMatchObject({ step: 0, playing: true });
  expect(frames()).toBe(true);
  expect(player.getSnapshot().step).toBe(LAST);
});

it('seeks into the run, whatever it is asked for, and stops playing', () => {
  const { player } = aPlayer();
  player.load(indexRun(RUN));
  player.play();
  for (const [wanted, step] of [
    [3, 3],
    [-1, 0],
    [99, LAST],
    [2.7, 2],
    [Number.NaN, 0],
  ] as const) {
    player.seek(wanted);
    expect(player.getSnapshot()).toMatchObject({ step, playing: false });
  }
});

it('shows another run paused, at the step that was asked for', () => {
  const { player, waits } = aPlayer();
  player.load(indexRun(RUN));
  player.play();
  player.load(indexRun(aRun([transaction('begin')])), 1);
  expect(player.getSnapshot()).toMatchObject({ step: 1, playing: false });
  expect(waits()).toBe(false);
});

it('covers what comes until each step was shown, and keeps what was seen when one goes back', () => {
  const { player, frames } = aPlayer();
  player.load(indexRun(RUN), LAST);
  expect(isCovered(player.getSnapshot())).toBe(false);
  player.cover();
  expect(player.getSnapshot()).toMatchObject({ step: 0, seen: -1, playing: false });
  expect(isUnseen(player.getSnapshot())).toBe(true);
  player.seek(0);
  expect(isUnseen(player.getSnapshot())).toBe(true);
  player.seek(3);
  player.seek(1);
  expect(player.getSnapshot()).toMatchObject({ step: 1, seen: 3 });
  expect(isUnseen(player.getSnapshot())).toBe(false);
  expect(isCovered(player.getSnapshot())).toBe(true);
  player.play();
  frames();
  expect(player.getSnapshot()).toMatchObject({ step: LAST, seen: LAST });
  expect(isCovered(player.getSnapshot())).toBe(false);
});

it('covers another run that is loaded while it covers, and nothing once it is uncovered', () => {
  const { player } = aPlayer();
  player.load(indexRun(RUN));
  player.cover();
  player.seek(LAST);
  player.load(indexRun(RUN));
  expect(isUnseen(player.getSnapshot())).toBe(true);
  player.uncover();
  expect(isCovered(player.getSnapshot())).toBe(false);
  player.load(indexRun(RUN));
  expect(isCovered(player.getSnapshot())).toBe(false);
});

it('of a run without events, to play is to see all', () => {
  const { player } = aPlayer();
  player.load(indexRun(aRun([])));
  player.cover();
  expect(isUnseen(player.getSnapshot())).toBe(true);
  player.play();
  expect(isCovered(player.getSnapshot())).toBe(false);
});

it('keeps one snapshot until something changes', () => {
  const { player } = aPlayer();
  player.load(indexRun(RUN));
  expect(player.getSnapshot()).toBe(player.getSnapshot());
});

it('gives each step a moment after the one before, and thousands of rows a bounded time', () => {
  const many = Array.from({ length: 5000 }, (_, at) => deletes('posts', at + 10, 'foreign-key'));
  const moments = paceRun(indexRun(aRun([transaction('begin'), statement('DELETE FROM users', many)])));
  moments.forEach((moment, step) => {
    if (step > 0) expect(moment).toBeGreaterThan(moments[step - 1] ?? Number.NaN);
    expect(stepAtMoment(moments, moment)).toBe(step);
  });
  expect((moments.at(-1) ?? Number.NaN) - (moments[2] ?? Number.NaN)).toBeLessThan(5000);
});
