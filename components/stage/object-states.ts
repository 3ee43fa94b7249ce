// Words and looks of an object's state in the Session: of its chip, and of its cell where there are thousands.
import type { ObjectState } from '@/lib/trace/trace';
import type { Cell } from './row-field';

/** Also what a COMMIT has detached after it was deleted. */
export type ObjectStateShown = ObjectState | 'gone';

export const OBJECT_STATES: Readonly<
  Record<ObjectStateShown, { readonly word: string; readonly look: string; readonly cell: Cell }>
> = {
  pending: { word: 'pending', look: 'border-dashed border-line-strong', cell: 'here' },
  persistent: { word: 'persistent', look: 'border-line', cell: 'here' },
  orphan: { word: 'orphan, to be deleted', look: 'border-orm-solid bg-orm-soft', cell: 'orm-now' },
  'marked-deleted': { word: 'marked deleted', look: 'border-orm-solid bg-orm-soft', cell: 'orm-now' },
  deleted: { word: 'deleted', look: 'border-orm-solid/60 bg-orm-soft text-ink-2', cell: 'orm' },
  gone: { word: 'deleted, detached', look: 'border-dashed border-line-strong text-ink-2', cell: 'orm' },
  detached: { word: 'detached', look: 'border-dashed border-line-strong text-ink-2', cell: 'here' },
  expired: { word: 'expired', look: 'border-dashed border-line-strong text-ink-2', cell: 'expired' },
  stale: { word: 'stale', look: 'border-dashed border-bad bg-bad-soft', cell: 'stale' },
};
