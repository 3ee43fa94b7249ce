import { beforeEach, expect, it, vi } from 'vitest';
import { following } from '@/lib/trace/following';
import { Player } from '@/lib/trace/player';
import { indexRun } from '@/lib/trace/run-index';
import { aRun, transaction } from '@/tests/unit/a-run';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** A player at the first of three steps, and a store that follows it. */
function aFollower() {
  const player = new Player({ request: () => 1, cancel: () => {} });
  player.load(indexRun(aRun([transaction('begin'), transaction('commit')])), 1);
  const follower = following(player);
  const told: number[] = [];
  const leave = follower.subscribe(() => told.push(follower.getSnapshot().step));
  return { player, follower, told, leave };
}

it('begins where the player is', () => {
  const { player, follower } = aFollower();
  expect(follower.getSnapshot()).toBe(player.getSnapshot());
});

it('stays behind until the next task, then is where the player is by then, and says so once', () => {
  const { player, follower, told } = aFollower();
  player.seek(0);
  player.seek(2);
  expect(follower.getSnapshot().step).toBe(1);
  vi.runAllTimers();
  expect(follower.getSnapshot()).toBe(player.getSnapshot());
  expect(told).toEqual([2]);
});

it('follows again after it has caught up, and tells nobody who has left', () => {
  const { player, follower, told, leave } = aFollower();
  player.seek(2);
  vi.runAllTimers();
  leave();
  player.seek(0);
  vi.runAllTimers();
  expect(follower.getSnapshot().step).toBe(0);
  expect(told).toEqual([2]);
});
