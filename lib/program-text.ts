// A Python program and how it is to be run.
import type { Driver } from '@/lib/versions';

export interface ProgramText {
  readonly source: string;
  /** What its tracebacks call it. */
  readonly filename: string;
  /** The modules beside it that it can import, by their paths in its folder. */
  readonly modules?: Readonly<Record<string, string>>;
  /** Whatever its URL names, unless one is given. */
  readonly driver?: Driver;
  /** Whether something stands in for the modules that are not to be had, which the trace then says. */
  readonly standIns?: boolean;
  /** A function of it that is to be called at its end, with what its parameters ask for. */
  readonly call?: string;
  /** Whether a reader brought it: then it is kept from whatever reaches beyond the worker, which runs nothing else afterwards. */
  readonly foreign?: boolean;
}
