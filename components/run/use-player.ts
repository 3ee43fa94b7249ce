import { useSyncExternalStore } from 'react';
import type { Watched } from '@/lib/trace/following';
import type { PlayerSnapshot } from '@/lib/trace/player';

/** Something of the player's snapshot: a primitive, or an object that stays the same while nothing has changed. */
export function usePlayer<S, T>(player: Watched<S>, select: (snapshot: PlayerSnapshot<S>) => T): T {
  const read = () => select(player.getSnapshot());
  return useSyncExternalStore(player.subscribe, read, read);
}
