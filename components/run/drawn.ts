import { entriesOf } from '@/components/sql-log/entries';
import { paceRun } from '@/lib/trace/pacing';
import { summarise } from '@/lib/trace/summary';

/** What a page draws of a run besides its steps, for `layOut`. */
export const DRAWN = [paceRun, summarise, entriesOf];
