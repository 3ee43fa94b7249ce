// The table of docs/ARCHITECTURE.md as data, and imports held against it. What a cell may say is explained below the
// table itself.
import { type Import, nameOf } from './imports';

interface Permit {
  /** Of a row, of a file, of all rows below a folder; or of a package. */
  readonly name: string;
  readonly typesOnly: boolean;
}

export interface Row {
  readonly folder: string;
  readonly mayImport: readonly Permit[];
  readonly packages: readonly Permit[];
}

const HEADING = '## The layers, and who may import whom';
const COLUMNS = 'folder, holds, may import, packages';
const COMPUTED = 'computed';

/** `document` is the text of docs/ARCHITECTURE.md. Throws when it has no such table. */
export function layersOf(document: string): Row[] {
  const [, section = ''] = document.split(`${HEADING}\n`);
  const [head, , ...rows] = section.split('\n## ', 1).join('').split('\n').filter(isLineOfTable).map(cellsOf);
  if (head?.join(', ') !== COLUMNS) throw new Error(`No table with the columns ${COLUMNS} below "${HEADING}"`);
  return rows.map(([folder = '', , mayImport = '', packages = '']) => ({
    folder,
    mayImport: permitsOf(mayImport),
    packages: permitsOf(packages),
  }));
}

const isLineOfTable = (line: string) => line.startsWith('|');
const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** "lib/{trace, scenario}, lib/engine/worker (types)" as the three that it names. */
function permitsOf(cell: string): Permit[] {
  if (cell === 'nothing') return [];
  const parts = cell.match(/(?:[^,{]|\{[^}]*\})+/g) ?? [];
  return parts.flatMap((part) => {
    const typesOnly = part.endsWith(' (types)');
    const text = part.replace(/ \(types\)$/, '').trim();
    const [, before, inside] = /^(.*)\{(.*)\}$/.exec(text) ?? [];
    const names = inside === undefined ? [text] : inside.split(',').map((each) => `${before}${each.trim()}`);
    return names.map((name) => ({ name, typesOnly }));
  });
}

/** The row that a file belongs to: the longest path that it begins with. */
export function rowOf(rows: readonly Row[], path: string): Row | undefined {
  const holding = rows.filter(({ folder }) => path === folder || path.startsWith(`${folder}/`));
  return holding.sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** The rows that a row's "may import" reaches. */
export function rowsOf(rows: readonly Row[], name: string): readonly Row[] {
  const itself = rows.filter(({ folder }) => folder === name);
  return itself.length > 0 ? itself : rows.filter(({ folder }) => folder.startsWith(`${name}/`));
}

/** One sentence for each import that the table does not allow. */
export function violationsOf(rows: readonly Row[], imports: readonly Import[]): string[] {
  return imports.flatMap((each) => {
    const { from, line, to, types } = each;
    const row = rowOf(rows, from);
    if (row && isAllowed(rows, row, each)) return [];
    const missing = row ? `the row of ${row.folder} does not name it` : 'no row holds the importing file';
    return [`${from}:${line} imports ${nameOf(to)} by ${types ? 'type' : 'value'}: ${missing}`];
  });
}

function isAllowed(rows: readonly Row[], row: Row, { to, types }: Import): boolean {
  const fits = ({ typesOnly }: Permit) => types || !typesOnly;
  if (to.type !== 'file') {
    const name = to.type === 'package' ? to.name : COMPUTED;
    return row.packages.some((permit) => fits(permit) && (permit.name === name || permit.name === 'any'));
  }
  const target = rowOf(rows, to.path);
  if (!target) return false;
  if (target === row) return true;
  const names = (permit: Permit) => permit.name === to.path || rowsOf(rows, permit.name).includes(target);
  return row.mayImport.some((permit) => fits(permit) && names(permit));
}
