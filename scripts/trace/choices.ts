// What the command lines let a reader choose of how a text runs.
import { DRIVERS, type Driver } from '@/lib/versions';
import type { Limits } from './supervise';

/** MB that its process may take. */
export const MEGABYTES = 4096;

/** Seconds: a day, which is long enough. */
const LONGEST = 86_400;

interface Refused {
  readonly refused: string;
}

export function readDriver(name: string | undefined): { readonly driver?: Driver } | Refused {
  if (name === undefined) return {};
  const driver = DRIVERS.find((each) => each === name);
  return driver
    ? { driver }
    : { refused: `There is no driver "${name}" here; this version has: ${DRIVERS.join(', ')}.` };
}

export function readLimits(time: string, memory: string): { readonly limits: Limits } | Refused {
  const limits = { seconds: Number(time), megabytes: Number(memory) };
  if (!(limits.seconds > 0 && limits.seconds <= LONGEST)) {
    return { refused: `--time-limit takes seconds, up to ${LONGEST}, not "${time}".` };
  }
  if (!(limits.megabytes > 0)) return { refused: `--memory-limit takes MB, not "${memory}".` };
  return { limits };
}
