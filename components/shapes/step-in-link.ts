// The step at which a program rests is a part of the address: ?step=4. The end needs no word.
import { useEffect } from 'react';
import { navigate } from '@/components/explorer/location';
import type { Player } from '@/lib/trace/player';

/** The step that an address asks for; null for the end, "invalid" for what is no step. */
export function readStep(search: string): number | null | 'invalid' {
  const value = new URLSearchParams(search).get('step');
  if (value === null) return null;
  return /^\d{1,6}$/.test(value) ? Number(value) : 'invalid';
}

export function useStepInAddress(player: Player): void {
  useEffect(() => {
    let rest: ReturnType<typeof setTimeout>;
    const write = () => {
      const { index, step } = player.getSnapshot();
      navigate(step === index?.lastStep ? '?' : `?step=${step}`, 'replace');
    };
    // Browsers refuse hundreds of changes of the address in a row, as a scrub would make them.
    const settle = () => {
      clearTimeout(rest);
      if (!player.getSnapshot().playing) rest = setTimeout(write, 200);
    };
    const leave = player.subscribe(settle);
    return () => {
      clearTimeout(rest);
      leave();
    };
  }, [player]);
}
