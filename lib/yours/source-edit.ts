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
  for (const call of columnsCalled(files, entities, table, column)) {
    const found = within(call, 'ForeignKey');
    if (found) return found;
  }
  return null;
}

/** The call that makes a column, in a class or in a Table(...). */
export function columnOf(files: Files, entities: readonly string[], table: string, column: string): Call | null {
  const [first] = columnsCalled(files, entities, table, column);
  return first ?? null;
}

function* columnsCalled(files: Files, entities: readonly string[], table: string, column: string): Generator<Call> {
  for (const entity of entities) {
    const call = callOfAttribute(files, entity, column) ?? columnNamed(files, entity, column);
    if (call) yield call;
  }
  for (const own of tablesCalled(files, table)) {
    const columns = all(own.node, 'CallExpression');
    const node = columns.find(
      (each) => /(^|\.)Column$/.test(calleeOf(each, own.text)) && firstText(each, own.text) === column,
    );
    if (node) yield { ...own, node };
  }
}

/** Each Table("name", ...). */
function tablesCalled(files: Files, table: string): readonly Call[] {
  return parsed(files).flatMap(({ path, text, root }) =>
    all(root, 'CallExpression')
      .filter((node) => /(^|\.)Table$/.test(calleeOf(node, text)) && firstText(node, text) === table)
      .map((node) => ({ path, text, node })),
  );
}

/** The ForeignKeyConstraint(...) over several columns, in a class or in a Table(...). */
export function foreignKeyOver(files: Files, columns: readonly string[]): Call | null {
  const over = new RegExp(
    `^\\(\\s*[[(]\\s*${columns.map((name) => `["']${name}["']`).join('\\s*,\\s*')}\\s*,?\\s*[\\])]`,
  );
  const found = parsed(files).flatMap(({ path, text, root }) =>
    all(root, 'CallExpression')
      .filter((node) => {
        const list = node.getChild('ArgList');
        return /(^|\.)ForeignKeyConstraint$/.test(calleeOf(node, text)) && list && over.test(textOf(list, text));
      })
      .map((node) => ({ path, text, node })),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The call that a property has in map_imperatively(Entity, ..., properties={"attribute": ...}). */
export function callInMapping(files: Files, entity: string, attribute: string): Call | null {
  for (const { path, text, root } of parsed(files)) {
    const mappings = all(root, 'CallExpression').filter((node) => /(^|\.)map_imperatively$/.test(calleeOf(node, text)));
    for (const mapping of mappings) {
      const first = mapping.getChild('ArgList')?.firstChild?.nextSibling;
      if (!first || textOf(first, text) !== entity) continue;
      for (const dictionary of all(mapping, 'DictionaryExpression')) {
        const parts = childrenOf(dictionary);
        const at = parts.findIndex((each) => each.name === 'String' && unquoted(textOf(each, text)) === attribute);
        const node = parts.slice(at + 1).find((each) => each.name !== ':');
        if (at !== -1 && node?.name === 'CallExpression') return { path, text, node };
      }
    }
  }
  return null;
}

/** What a call is of, as "relationship" of "db.relationship(...)", and what stands before it, as "db.". */
export function calleeNames({ text, node }: Call): readonly [before: string, name: string] {
  const [, before = '', name = ''] = /^(.*\.)?(\w+)$/.exec(calleeOf(node, text)) ?? [];
  return [before, name];
}

/**
 * The edits that give the backref of a relationship keywords: backref="posts" becomes backref=backref("posts", ...). Null
 * where it has none, or where the name is not imported.
 */
export function withBackref(
  call: Call,
  files: Files,
  keywords: Readonly<Record<string, string | null>>,
): Edit[] | null {
  const { path, text, node } = call;
  const parts = childrenOf(node.getChild('ArgList') ?? node);
  const at = parts.findIndex(
    (each, place) => textOf(each, text) === 'backref' && parts[place + 1]?.name === 'AssignOp',
  );
  const given = parts[at + 2];
  if (at === -1 || !given) return null;
  if (given.name === 'CallExpression') return withKeywords({ path, text, node: given }, keywords);
  if (given.name !== 'String') return null;
  const [before] = calleeNames(call);
  const words = Object.entries(keywords).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  const insert = `${before}backref(${[textOf(given, text), ...words].join(', ')})`;
  const edit = { path, from: given.from, to: given.to, insert };
  const own = { [path]: files[path] ?? '' };
  if (before !== '' || imported(own, 'sqlalchemy.orm', 'backref') !== null) return [edit];
  const imports = imported(own, 'sqlalchemy.orm', 'relationship');
  return imports === null ? null : [edit, { path, from: imports, to: imports, insert: 'backref, ' }];
}

/** Where a name stands among those that are imported from a module; null where it is not. */
function imported(files: Files, module: string, name: string): number | null {
  for (const { text, root } of parsed(files)) {
    for (const node of all(root, 'ImportStatement')) {
      if (!textOf(node, text).startsWith(`from ${module} import`)) continue;
      const found = childrenOf(node).find((each) => each.name === 'VariableName' && textOf(each, text) === name);
      if (found) return found.from;
    }
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
      if (!saysTheSame(textOf(given, text), value)) edits.push({ path, from: given.from, to: given.to, insert: value });
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
  return first?.name === 'String' ? unquoted(textOf(first, text)) : null;
}

/** As Python reads values: a text may stand in either quotes. */
function saysTheSame(one: string, other: string): boolean {
  const isText = (value: string) => /^(['"]).*\1$/.test(value);
  return one === other || (isText(one) && isText(other) && unquoted(one) === unquoted(other));
}

const unquoted = (text: string) => text.replace(/^["']|["']$/g, '');
