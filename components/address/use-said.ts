import { useCallback, useMemo, useState } from 'react';
import { beyondEnd, type Ignored } from '@/lib/scenario/ignored';

/**
 * What is said of an address: what of it was ignored, as a T each, and a step beyond the end of the run, `last` being its
 * last step, null while that is not known. It stays while the address is put in order behind it, until that is `about`
 * something else, or it is told to forget. `ignored` is the same array as long as the address is the same; `say` is the same function.
 */
export function useSaid<T>(
  about: unknown,
  ignored: readonly T[],
  step: number | null,
  last: number | null,
  say: (beyond: Ignored) => T,
): readonly [said: readonly T[], forget: () => void] {
  const now = useMemo(() => {
    const beyond = last === null ? null : beyondEnd(step, last);
    return beyond ? [...ignored, say(beyond)] : ignored;
  }, [ignored, step, last, say]);
  const [kept, setKept] = useState({ about, now, said: now });
  if (kept.about !== about) setKept({ about, now, said: now });
  else if (kept.now !== now) setKept({ about, now, said: now.length > 0 ? now : kept.said });
  const forget = useCallback(() => setKept((was) => ({ ...was, said: [] })), []);
  return [kept.said, forget];
}

export const asIgnored = (beyond: Ignored) => beyond;
