'use client';
import { useEffect } from 'react';
import type { Player } from '@/lib/trace/player';
import { handleTimelineKey } from './keys';

const NEEDS_ALL = 'input, select, textarea, [contenteditable], [popover]';
const NEEDS_SPACE = 'button, a, summary';

/** The timeline's keys work wherever the focus is on nothing that needs them itself. */
export function useTimelineKeys(player: Player): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const needs = event.key === ' ' ? `${NEEDS_ALL}, ${NEEDS_SPACE}` : NEEDS_ALL;
      if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(needs))) return;
      handleTimelineKey(event, player);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [player]);
}
