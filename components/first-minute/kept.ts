// Whether the first minute has been offered to this reader and taken or declined: then it is not offered again.
import { useSyncExternalStore } from 'react';
import { Signal } from '@/lib/store/store';

const KEY = 'first-minute';
const changed = new Signal();
/** Where the browser keeps nothing, it is known for as long as the page is open. */
let known = false;

function read(): boolean {
  try {
    return known || localStorage.getItem(KEY) !== null;
  } catch {
    return known;
  }
}

export function keepFirstMinute(): void {
  known = true;
  try {
    localStorage.setItem(KEY, 'known');
  } catch {
    // Then it is offered again on the next visit.
  }
  changed.tell();
}

/** Whether it is known; true while the page is rendered without a browser. */
export const useFirstMinuteKnown = (): boolean => useSyncExternalStore(changed.subscribe, read, () => true);
