'use client';
import { useEffect } from 'react';
import type { Player } from '@/lib/trace/player';
import { handleTimelineKey } from './keys';

const CONTROLS = 'input, select, button, textarea, a, summary, [contenteditable], [popover]';

/** The timeline's keys work wherever the focus is on nothing that needs them itself. */
export function useTimelineKeys(player: Player): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof Element && event.target.closest(CONTROLS)) return;
      handleTimelineKey(event, player);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [player]);
}
