// Every import of the sources as TypeScript's own parser sees it: of values and of types, deferred ones, `export from`,
// files named by URL, styles. The API of typescript 7 calls itself unstable; only this file knows it. Its process may say
// "context canceled" on being closed, which means nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import {
  isCallExpression,
  isExportDeclaration,
  isExternalModuleReference,
  isImportDeclaration,
  isImportEqualsDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isNewExpression,
  isNoSubstitutionTemplateLiteral,
  isStringLiteral,
  type Node,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { createVirtualFileSystem } from 'typescript/unstable/fs';
import { API } from 'typescript/unstable/sync';

export type Target =
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'package'; readonly name: string }
  /** An `import()` whose address is worked out when it runs. */
  | { readonly type: 'computed' };

export const nameOf = (to: Target): string =>
  to.type === 'file' ? to.path : to.type === 'package' ? to.name : 'an address that is computed';

export interface Import {
  /** A path from the top of the repository, as in `to`. */
  readonly from: string;
  readonly line: number;
  readonly to: Target;
  /** Whether nothing of it is left when the program runs. */
  readonly types: boolean;
}

/** Texts by their paths from the top of the repository; of a file that is only imported the text does not matter. */
type Sources = ReadonlyMap<string, string>;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CODE = /\.[cm]?[jt]sx?$/;
const STYLE = /\.css$/;

/** The files below some folders of the repository. */
export function sourcesOf(folders: readonly string[]): Sources {
  const paths = folders.flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath.replaceAll('\\', '/'), entry.name).slice(ROOT.length)),
  );
  const read = (path: string) => (CODE.test(path) || STYLE.test(path) ? readFileSync(`${ROOT}${path}`, 'utf8') : '');
  return new Map(paths.sort().map((path) => [path, read(path)]));
}

export function importsOf(sources: Sources): Import[] {
  const parsed = parse([...sources].filter(([path]) => CODE.test(path)));
  return [...sources].flatMap(([from, text]) => {
    const file = parsed.get(from);
    const written = file ? writtenIn(file) : STYLE.test(from) ? writtenInStyle(text) : [];
    return written.flatMap(({ at, specifier, types, isUrl }): Import[] => {
      const to = targetOf(from, specifier, isUrl, sources);
      // A URL may as well name a folder, or a file that the build makes.
      if (isUrl && !(to.type === 'file' && sources.has(to.path))) return [];
      return [{ from, line: text.slice(0, at).split('\n').length, to, types }];
    });
  });
}

/** An import as it is written; `specifier` is null when it is computed. */
interface Written {
  readonly at: number;
  readonly specifier: string | null;
  readonly types: boolean;
  readonly isUrl: boolean;
}

/** Each text by itself: nothing is resolved, so nothing but these files is read. */
function parse(files: readonly (readonly [string, string])[]): ReadonlyMap<string, SourceFile> {
  const options = { allowJs: true, jsx: 'preserve', module: 'esnext', noLib: true, noResolve: true, types: [] };
  const config = JSON.stringify({ compilerOptions: options, files: files.map(([path]) => path) });
  const texts = files.map(([path, text]) => [`/${path}`, text]);
  const fs = createVirtualFileSystem({ ...Object.fromEntries(texts), '/tsconfig.json': config });
  const api = new API({ cwd: '/', fs });
  try {
    const project = api.updateSnapshot({ openProjects: ['/tsconfig.json'] }).getProject('/tsconfig.json');
    return new Map(
      files.map(([path]) => {
        const file = project?.program.getSourceFile(`/${path}`);
        if (!file) throw new Error(`TypeScript has not parsed ${path}`);
        return [path, file];
      }),
    );
  } finally {
    api.close();
  }
}

function writtenIn(file: SourceFile): Written[] {
  const found: Written[] = [];
  const add = (node: Node, specifier: Node | undefined, types: boolean, isUrl = false) =>
    found.push({ at: node.getStart(file), specifier: textOf(specifier), types, isUrl });
  const visit = (node: Node): void => {
    if (isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === SyntaxKind.TypeKeyword);
    } else if (isExportDeclaration(node)) {
      if (node.moduleSpecifier) add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (isImportEqualsDeclaration(node)) {
      const { moduleReference: reference } = node;
      if (isExternalModuleReference(reference)) add(node, reference.expression, node.isTypeOnly);
    } else if (isImportTypeNode(node)) {
      add(node, isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (isCallExpression(node) && loads(node.expression, file)) {
      add(node, node.arguments[0], false);
    } else if (isNewExpression(node) && node.expression.getText(file) === 'URL') {
      const [path, base] = node.arguments ?? [];
      if (base?.getText(file) === 'import.meta.url' && textOf(path) !== null) add(node, path, false, true);
    }
    node.forEachChild(visit);
  };
  visit(file);
  for (const { fileName, pos } of [...file.referencedFiles, ...file.typeReferenceDirectives]) {
    found.push({ at: pos, specifier: fileName, types: true, isUrl: false });
  }
  return found;
}

/** Whether a call of it imports what its argument names, or finds out where that is. */
function loads(called: Node, file: SourceFile): boolean {
  if (called.kind === SyntaxKind.ImportKeyword) return true;
  return /^(require|(require|import\.meta|createRequire\(import\.meta\.url\))\.resolve)$/.test(called.getText(file));
}

const textOf = (node: Node | undefined): string | null =>
  node && (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) ? node.text : null;

/** Of CSS and of Tailwind. */
function writtenInStyle(text: string): Written[] {
  const code = text.replace(/\/\*.*?\*\//gs, (comment) => ' '.repeat(comment.length));
  const rules = code.matchAll(/@(?:import|reference|plugin|config)\s+(?:url\(\s*)?["']([^"']+)["']/g);
  return [...rules].map((rule) => ({ at: rule.index, specifier: rule[1] ?? null, types: false, isUrl: false }));
}

function targetOf(from: string, specifier: string | null, isUrl: boolean, sources: Sources): Target {
  if (specifier === null) return { type: 'computed' };
  const isRelative = isUrl || specifier.startsWith('.');
  if (isRelative || specifier.startsWith('@/')) {
    const path = isRelative ? join(from, '..', specifier) : specifier.slice('@/'.length);
    const endings = ['', '.ts', '.tsx', '.d.ts', '/index.ts', '/index.tsx'];
    const ending = endings.find((each) => sources.has(`${path}${each}`)) ?? '';
    return { type: 'file', path: `${path}${ending}` };
  }
  const [name = '', second] = specifier.split('/');
  if (name.startsWith('node:') || builtinModules.includes(name)) return { type: 'package', name: 'node' };
  return { type: 'package', name: name.startsWith('@') ? `${name}/${second}` : name };
}
