import { useEffect, useState } from 'react';
import { inTasks } from '@/lib/trace/arrival';
import { comparing, type Difference, differenceOf } from '@/lib/trace/difference';
import type { RunIndex } from '@/lib/trace/run-index';

/** What is said of runs, and of which: it comes a moment after them. `indexes` has to be the same list for the same runs. */
export function useWaysDifference(indexes: readonly RunIndex[]): {
  readonly told: readonly RunIndex[];
  readonly difference: Difference;
} {
  const [last, setLast] = useState(() => ({ told: indexes, difference: differenceOf(indexes) }));
  const { told } = last;
  useEffect(() => {
    if (told === indexes) return;
    let current = true;
    inTasks(comparing(indexes)).then((difference) => {
      if (current) setLast({ told: indexes, difference });
    });
    return () => {
      current = false;
    };
  }, [indexes, told]);
  return last;
}
