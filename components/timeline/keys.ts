// The timeline's keys: space plays and pauses, arrows step, Home and End jump.
import type { Player } from '@/lib/trace/player';

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'preventDefault'>;

function act(key: string, player: Player, step: number, last: number): boolean {
  switch (key) {
    case ' ':
      player.toggle();
      return true;
    case 'ArrowLeft':
      player.seek(step - 1);
      return true;
    case 'ArrowRight':
      player.seek(step + 1);
      return true;
    case 'Home':
      player.seek(0);
      return true;
    case 'End':
      player.seek(last);
      return true;
    default:
      return false;
  }
}

/** Does what the pressed key means for the timeline, if anything. */
export function handleTimelineKey(press: Press, player: Player): void {
  const { moments, step } = player.getSnapshot();
  const last = moments.length - 1;
  if (last === 0 || press.ctrlKey || press.metaKey || press.altKey) return;
  if (act(press.key, player, step, last)) press.preventDefault();
}
