// The settings of a relationship as somebody would write them; defaults are left out.
import type { Relationship } from '@/lib/trace/schema';

const ALL = ['delete', 'expunge', 'merge', 'refresh-expire', 'save-update'];
const DEFAULT = 'merge, save-update';

function cascadeText(words: readonly string[]): string {
  if (!ALL.every((word) => words.includes(word))) return words.join(', ');
  return ['all', ...words.filter((word) => !ALL.includes(word))].join(', ');
}

/** For example ['cascade="all, delete-orphan"', 'passive_deletes=True']. */
export function settingsOf({ cascade, passiveDeletes, secondary, lazy }: Relationship): readonly string[] {
  const words = cascadeText(cascade);
  return [
    ...(secondary ? [`secondary=${secondary}`] : []),
    ...(words === DEFAULT ? [] : [`cascade="${words}"`]),
    ...(passiveDeletes === false ? [] : [`passive_deletes=${passiveDeletes === true ? 'True' : '"all"'}`]),
    ...(lazy === 'select' ? [] : [`lazy="${lazy}"`]),
  ];
}
