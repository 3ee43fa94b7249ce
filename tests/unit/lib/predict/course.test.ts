import { expect, test } from 'vitest';
import { nextToPredict } from '@/lib/predict/course';
import { change } from '@/lib/scenario/change';
import { PRESETS } from '@/lib/scenario/presets';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';

test('the course leads through every preset and begins anew', () => {
  const seen: string[] = [];
  let scenario = DEFAULT_SCENARIO;
  for (const _ of PRESETS) {
    const next = nextToPredict(scenario);
    if (!next) throw new Error('the course ends');
    seen.push(next.id);
    ({ scenario } = next);
  }
  expect([...seen].sort()).toEqual(PRESETS.map(({ id }) => id).sort());
  expect(seen[0]).toBe('cascade-only');
  expect(nextToPredict(scenario)?.id).toBe(seen[0]);
});

test('after settings of the reader’s own it begins where it begins', () => {
  expect(nextToPredict(change(DEFAULT_SCENARIO, { onDelete: 'SET NULL' }))?.id).toBe('cascade-only');
});
