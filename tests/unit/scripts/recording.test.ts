import { expect, test } from 'vitest';
import { withoutTimes } from '@/scripts/recording';
import { statement, transaction } from '../a-run';

test('a recording keeps of a run all but how long its statements took', () => {
  const events = [
    transaction('begin'),
    statement('DELETE FROM users', [], { milliseconds: 3.2 }),
    transaction('commit'),
  ];
  const recorded = withoutTimes({ events, postgres: '18' });
  expect(recorded).toEqual({ events: [events[0], { ...events[1], milliseconds: 0 }, events[2]], postgres: '18' });
});
