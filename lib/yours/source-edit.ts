// Edits of Python as its author wrote it: keywords of a call, found by the class, the attribute or the table.
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { type Files, isPython } from './files';

export interface Edit {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** A call in a file. */
export interface Call {
  readonly path: string;
  readonly text: string;
  readonly node: SyntaxNode;
}

/** The call that an attribute of a class is set to, as `posts = relationship(...)`; null when there is none. */
export function callOfAttribute(files: Files, entity: string, attribute: string): Call | null {
  for (const { path, text, root } of parsed(files)) {
    const found = all(root, 'ClassDefinition').find((node) => nameOf(node, text) === entity);
    const body = found?.getChild('Body');
    if (!body) continue;
    for (const statement of body.getChildren('AssignStatement')) {
      const node = statement.getChild('CallExpression');
      if (node && nameOf(statement, text) === attribute) return { path, text, node };
    }
  }
  return null;
}

/** The ForeignKey(...) of a column, in a class or in a Table(...). */
export function foreignKeyOf(files: Files, entities: readonly string[], table: string, column: string): Call | null {
  for (const entity of entities) {
    const call = callOfAttribute(files, entity, column) ?? columnNamed(files, entity, column);
    const found = call && within(call, 'ForeignKey');
    if (found) return found;
  }
  for (const { path, text, root } of parsed(files)) {
    const tables = all(root, 'CallExpression').filter((node) => /(^|\.)Table$/.test(calleeOf(node, text)));
    const own = tables.find((node) => firstText(node, text) === table);
    const columns = own ? all(own, 'CallExpression') : [];
    const node = columns.find((each) => /(^|\.)Column$/.test(calleeOf(each, text)) && firstText(each, text) === column);
    const found = node && within({ path, text, node }, 'ForeignKey');
    if (found) return found;
  }
  return null;
}

const ELSEWHERE = /^(['"])(?:sqlite|mysql|mariadb|oracle|mssql)(?<driver>\+\w+)?:\/\/.*\1$/;
const IS_ASYNC = /^\+(?:aio|async)/;

/** The edits that lead a program from another database to PostgreSQL. */
export function ontoPostgres(files: Files): Edit[] {
  return parsed(files).flatMap(({ path, text, root }) => {
    const urls = all(root, 'String').flatMap((node) => {
      const found = ELSEWHERE.exec(textOf(node, text));
      const driver = IS_ASYNC.test(found?.groups?.driver ?? '') ? '+asyncpg' : '';
      return found ? [{ path, from: node.from, to: node.to, insert: `"postgresql${driver}://localhost/app"` }] : [];
    });
    // SQLite's alone
    const engines = all(root, 'CallExpression').filter((node) => /engine$/.test(calleeOf(node, text)));
    const arguments_ = engines
      .filter((node) => textOf(node, text).includes('check_same_thread'))
      .flatMap((node) => withKeywords({ path, text, node }, { connect_args: null }));
    return [...urls, ...arguments_];
  });
}

/** The edits that give a call keywords, as Python writes their values; null takes one away. */
export function withKeywords({ path, text, node }: Call, keywords: Readonly<Record<string, string | null>>): Edit[] {
  const list = node.getChild('ArgList');
  if (!list) return [];
  const parts = childrenOf(list);
  const edits: Edit[] = [];
  const gone = new Set<SyntaxNode>();
  let added = '';
  for (const [name, value] of Object.entries(keywords)) {
    const at = parts.findIndex((each, place) => textOf(each, text) === name && parts[place + 1]?.name === 'AssignOp');
    const [keyword, given] = [parts[at], parts[at + 2]];
    if (!keyword || !given) {
      if (value !== null) added += `, ${name}=${value}`;
    } else if (value !== null) {
      if (textOf(given, text) !== value) edits.push({ path, from: given.from, to: given.to, insert: value });
    } else {
      const [before, after] = [parts[at - 1], parts[at + 3]];
      const from = before?.name === ',' ? before.from : keyword.from;
      const to = before?.name !== ',' && after?.name === ',' ? (parts[at + 4]?.from ?? after.to) : given.to;
      edits.push({ path, from, to, insert: '' });
      for (const each of [keyword, parts[at + 1], given]) if (each) gone.add(each);
    }
  }
  const last = parts.filter((each) => !gone.has(each) && !['(', ')', ','].includes(each.name)).at(-1);
  if (added) {
    const to = last?.to ?? list.to - 1;
    edits.push({ path, from: to, to, insert: last ? added : added.slice(2) });
  }
  return edits;
}

/** The texts with the edits in them. */
export function applied(files: Files, edits: readonly Edit[]): Files {
  const next = { ...files };
  for (const { path, from, to, insert } of [...edits].sort((one, other) => other.from - one.from)) {
    const text = next[path] ?? '';
    next[path] = text.slice(0, from) + insert + text.slice(to);
  }
  return next;
}

export interface ChangedLine {
  readonly path: string;
  /** From 1, in the text as it was. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** The lines that edits change, which leave the number of lines as it is. */
export function changedLines(files: Files, edits: readonly Edit[]): readonly ChangedLine[] {
  const next = applied(files, edits);
  return Object.keys(files).flatMap((path) => {
    const after = (next[path] ?? '').split('\n');
    return (files[path] ?? '')
      .split('\n')
      .flatMap((before, at) => (before === after[at] ? [] : [{ path, line: at + 1, before, after: after[at] ?? '' }]));
  });
}

function parsed(files: Files) {
  return Object.entries(files)
    .filter(([path]) => isPython(path))
    .map(([path, text]) => ({ path, text, root: parser.parse(text).topNode }));
}

function columnNamed(files: Files, entity: string, column: string): Call | null {
  for (const { path, text, root } of parsed(files)) {
    const found = all(root, 'ClassDefinition').find((node) => nameOf(node, text) === entity);
    const node = found && all(found, 'CallExpression').find((each) => firstText(each, text) === column);
    if (node) return { path, text, node };
  }
  return null;
}

function within({ path, text, node }: Call, callee: string): Call | null {
  const found = all(node, 'CallExpression').find((each) => calleeOf(each, text).split('.').at(-1) === callee);
  return found ? { path, text, node: found } : null;
}

/** A node and all below it that have a name, in the order of the text. */
function all(node: SyntaxNode, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  node.cursor().iterate((each) => {
    if (each.name === name) found.push(each.node);
  });
  return found;
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Comment') found.push(child);
  }
  return found;
}

const textOf = (node: SyntaxNode, text: string) => text.slice(node.from, node.to);
const nameOf = (node: SyntaxNode, text: string) => {
  const name = node.getChild('VariableName');
  return name ? textOf(name, text) : null;
};
const calleeOf = (node: SyntaxNode, text: string) => (node.firstChild ? textOf(node.firstChild, text) : '');

/** The text that a call has as its first argument. */
function firstText(node: SyntaxNode, text: string): string | null {
  const first = node.getChild('ArgList')?.firstChild?.nextSibling;
  return first?.name === 'String' ? textOf(first, text).replace(/^["']|["']$/g, '') : null;
}
