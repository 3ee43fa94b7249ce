// A store that follows a player at a task's distance: a page draws first what moves, and what is said about it in a
// task of its own. Following never falls further behind: each time it goes to where the player is by then.
import { type Readable, Store } from '@/lib/store/store';
import type { PlayerSnapshot } from './player';

/** What a page reads of a player. */
export type Watched<S = unknown> = Readable<PlayerSnapshot<S>>;

/** A store with the player's snapshots, each a task after the player has it; at first it is where the player is. */
export function following<S>(player: Watched<S>): Watched<S> {
  const store = new Store(player.getSnapshot());
  let behind = false;
  const catchUp = () => {
    behind = false;
    store.set(player.getSnapshot());
  };
  player.subscribe(() => {
    if (!behind) setTimeout(catchUp);
    behind = true;
  });
  return store;
}
