// The settings of a relationship as somebody would write them; defaults are left out.
import type { Relationship } from '@/lib/trace/schema';

const ALL = ['delete', 'expunge', 'merge', 'refresh-expire', 'save-update'];
const DEFAULT = 'merge, save-update';

function cascadeText(words: readonly string[]): string {
  if (!ALL.every((word) => words.includes(word))) return words.join(', ');
  return ['all', ...words.filter((word) => !ALL.includes(word))].join(', ');
}

/** For example ['cascade="all, delete-orphan"', 'passive_deletes=True']. */
export function settingsOf(relationship: Relationship): readonly string[] {
  const { cascade, passiveDeletes, secondary, lazy, viewonly, postUpdate, singleParent } = relationship;
  const words = cascadeText(cascade);
  return [
    ...(secondary ? [`secondary=${secondary}`] : []),
    ...(words === DEFAULT ? [] : [`cascade="${words}"`]),
    ...(passiveDeletes === false ? [] : [`passive_deletes=${passiveDeletes === true ? 'True' : '"all"'}`]),
    ...(lazy === 'select' ? [] : [`lazy="${lazy}"`]),
    ...(viewonly ? ['viewonly=True'] : []),
    ...(postUpdate ? ['post_update=True'] : []),
    ...(singleParent ? ['single_parent=True'] : []),
  ];
}
