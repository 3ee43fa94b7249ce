// Which SQLAlchemy a page gets of those that the build carries.
import type { AbsentPython, CarriedPython, PythonManifest } from '@/lib/engine/protocol/python-files';
import { DEFAULT_SERIES, SERIES, type Series } from '@/lib/versions';

export interface PythonChoice {
  readonly series: Series;
  readonly files: CarriedPython;
  /** What was asked for, where the build does not carry that, and why. */
  readonly insteadOf: { readonly series: Series; readonly reason: string } | null;
}

/** The series that is asked for, else the first that there is. */
export function choosePython(
  { series: carried }: PythonManifest,
  wanted: Series = DEFAULT_SERIES,
): PythonChoice | AbsentPython {
  const asked = carried[wanted];
  if (!('absent' in asked)) return { series: wanted, files: asked, insteadOf: null };
  for (const series of SERIES) {
    const files = carried[series];
    if (!('absent' in files)) return { series, files, insteadOf: { series: wanted, reason: asked.absent } };
  }
  return asked;
}
