import { useEffect } from 'react';
import type { Player } from '@/lib/trace/player';
import { navigate } from './location';

/** Milliseconds: browsers refuse hundreds of changes of the address in a row, as a scrub would make them. */
const REST = 200;

/**
 * Makes the step at which the player rests a part of the address. `addressAt` makes the address, null being the beginning,
 * and has to be the same function as long as it makes the same; null while the address is not about what is played.
 */
export function useStepInAddress(player: Player, addressAt: ((step: number | null) => string) | null): void {
  useEffect(() => {
    if (!addressAt) return;
    let rest: ReturnType<typeof setTimeout>;
    const write = () => {
      const { step } = player.getSnapshot();
      navigate(addressAt(step === 0 ? null : step), 'replace');
    };
    const settle = () => {
      clearTimeout(rest);
      if (!player.getSnapshot().playing) rest = setTimeout(write, REST);
    };
    const leave = player.subscribe(settle);
    return () => {
      clearTimeout(rest);
      leave();
    };
  }, [player, addressAt]);
}
