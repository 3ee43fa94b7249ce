// How the model's statements are read to be compared with SQLAlchemy's: the model follows one series.
import { asWritten, type Reading, withoutLabels } from '@/lib/trace/engine-difference';
import type { BySeries } from '@/lib/versions';

/** The model follows 2.0. What 2.1 sends differs in how its SELECTs are written, and in nothing else. */
export const AS_THE_MODEL_WRITES: BySeries<Reading> = { '2.1': withoutLabels, '2.0': asWritten };
