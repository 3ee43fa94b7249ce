// All licences in one file, to be read without a browser.
import { type Component, GROUPS } from '@/lib/shipped/component';

const RULE = '='.repeat(80);

/** Of the site's own licence and its components. */
export function licencesFile(own: string, components: readonly Component[]): string {
  const groups = GROUPS.flatMap((group) => {
    const within = components.filter((each) => each.group === group);
    return within.length > 0 ? [`${RULE}\n${group}\n${RULE}`, ...within.map(entryOf)] : [];
  });
  const head = `What Cascade Lens is made of, and under which licences. Cascade Lens itself:\n\n${own.trim()}`;
  return `${[head, ...groups].join('\n\n')}\n`;
}

function entryOf({ name, version, licence, does, text, source, ingredients = [] }: Component): string {
  const title = [name, version].filter((each) => each !== null).join(' ');
  const lines = [title, `Licence: ${licence}`, `Here: ${does}`, ...(source === undefined ? [] : [`Source: ${source}`])];
  const within = ingredients.map((each) => `  ${each.name} ${each.version} (${each.licence})`);
  const list = within.length > 0 ? ['', 'Compiled into it, as its own list says:', ...within] : [];
  return [...lines, '', text, ...list, '', '-'.repeat(80)].join('\n');
}
