// What of the answers is asked for, kept in the query of the address.
import type { Ignored } from '@/lib/scenario/ignored';
import { type Asked, BESIDES, CHILDREN, FATES, type Need } from '@/lib/which/answer';

const ALLOWED = { children: CHILDREN, fate: FATES, besides: BESIDES } as const;
/** In the order in which they are asked. */
export const FIELDS = Object.keys(ALLOWED) as readonly (keyof Need)[];

/** Reads a query; what it does not understand is left open, and told. */
export function readAsked(search: string): { readonly asked: Asked; readonly ignored: readonly Ignored[] } {
  const query = new URLSearchParams(search);
  const ignored: Ignored[] = [];
  const read = <Value extends string>(field: keyof Need, allowed: readonly Value[]): Value | null => {
    const value = query.get(field);
    if (value === null) return null;
    const found = allowed.find((each) => each === value);
    if (found) return found;
    ignored.push({ field, value, reason: `it is none of ${allowed.join(', ')}`, instead: 'It is left open.' });
    return null;
  };
  const asked = {
    children: read('children', CHILDREN),
    fate: read('fate', FATES),
    besides: read('besides', BESIDES),
  };
  return { asked, ignored };
}

/** "" where all is open; otherwise it begins with a question mark. */
export function writeAsked(asked: Asked): string {
  const query = new URLSearchParams();
  for (const field of FIELDS) if (asked[field] !== null) query.set(field, asked[field]);
  return query.size > 0 ? `?${query}` : '';
}
