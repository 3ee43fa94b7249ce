// A store that follows a player at a task's distance: a page draws first what moves, and what is said about it in a
// task of its own. Following never falls further behind: each time it goes to where the player is by then.
import type { Player } from './player';

/** What a page reads of a player. */
export type Watched<S = unknown> = Pick<Player<S>, 'subscribe' | 'getSnapshot'>;

/** A store with the player's snapshots, each a task after the player has it; at first it is where the player is. */
export function following<S>(player: Watched<S>): Watched<S> {
  const listeners = new Set<() => void>();
  let snapshot = player.getSnapshot();
  let behind = false;
  const catchUp = () => {
    behind = false;
    snapshot = player.getSnapshot();
    for (const listener of listeners) listener();
  };
  player.subscribe(() => {
    if (!behind) setTimeout(catchUp);
    behind = true;
  });
  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
