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

/** A call, or a class, in a file. */
export interface Call {
  readonly path: string;
  readonly text: string;
  readonly node: SyntaxNode;
}

/**
 * The call that an attribute of a class is set to, as `posts = relationship(...)`, or that a function of its name returns,
 * as a declared_attr does: in the class itself, or in one that it is made from. Null when there is none.
 */
export function callOfAttribute(files: Files, entity: string, attribute: string): Call | null {
  for (const { path, text, node: definition } of definitionsOf(files, entity)) {
    const node = valueIn(definition.getChild('Body'), attribute, text);
    if (node?.name === 'CallExpression') return { path, text, node };
  }
  return null;
}

/** Of a class and of those that it is made from, as far as they are here. */
function definitionsOf(files: Files, entity: string, seen: readonly string[] = []): readonly Call[] {
  if (seen.includes(entity)) return [];
  for (const { path, text, root } of parsed(files)) {
    const node = all(root, 'ClassDefinition').find((each) => nameOf(each, text) === entity);
    if (!node) continue;
    const bases = childrenOf(node.getChild('ArgList') ?? node)
      .filter(({ name }) => name === 'VariableName' || name === 'MemberExpression')
      .map((each) => textOf(each, text).split('.').at(-1) ?? '');
    return [{ path, text, node }, ...bases.flatMap((base) => definitionsOf(files, base, [...seen, entity]))];
  }
  return [];
}

function valueIn(body: SyntaxNode | null, attribute: string, text: string): SyntaxNode | null {
  for (const statement of body ? childrenOf(body) : []) {
    if (statement.name === 'AssignStatement' && nameOf(statement, text) === attribute) {
      return statement.getChild('CallExpression');
    }
    const made = statement.name === 'DecoratedStatement' ? statement.getChild('FunctionDefinition') : null;
    if (!made || nameOf(made, text) !== attribute) continue;
    const [returned] = all(made, 'ReturnStatement');
    return returned?.getChild('CallExpression') ?? null;
  }
  return null;
}

/** What has the `ondelete` of a column, in a class or in a Table(...): its ForeignKey(...), or SQLModel's Field(...). */
export function foreignKeyOf(files: Files, entities: readonly string[], table: string, column: string): Call | null {
  for (const call of columnsCalled(files, entities, table, column)) {
    const found = within(call, 'ForeignKey');
    if (found) return found;
    if (calleeNames(call)[1] === 'Field' && keywordOf(call, 'foreign_key')) return call;
  }
  return null;
}

const OF_A_COLUMN = ['mapped_column', 'Column', 'Field'];

/** The call that makes a column, in a class or in a Table(...). */
export function columnOf(files: Files, entities: readonly string[], table: string, column: string): Call | null {
  const [first] = columnsCalled(files, entities, table, column);
  const call = first && keywordOf(first, 'sa_column') ? within(first, 'Column') : first;
  return call && OF_A_COLUMN.includes(calleeNames(call)[1]) ? call : null;
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

/** The ForeignKeyConstraint(...) over several columns, in a class, in a Table(...), or the only one anywhere. */
export function foreignKeyOver(
  files: Files,
  entities: readonly string[],
  table: string,
  columns: readonly string[],
): Call | null {
  const over = new RegExp(
    `^\\(\\s*[[(]\\s*${columns.map((name) => `["']${name}["']`).join('\\s*,\\s*')}\\s*,?\\s*[\\])]`,
  );
  const below = ({ path, text, node }: Call) =>
    all(node, 'CallExpression')
      .filter((each) => {
        const list = each.getChild('ArgList');
        return /(^|\.)ForeignKeyConstraint$/.test(calleeOf(each, text)) && list && over.test(textOf(list, text));
      })
      .map((each) => ({ path, text, node: each }));
  const own = [...entities.flatMap((entity) => definitionsOf(files, entity)), ...tablesCalled(files, table)];
  const [found] = own.flatMap(below);
  const everywhere = parsed(files).flatMap(({ root, ...file }) => below({ ...file, node: root }));
  return found ?? (everywhere.length === 1 ? (everywhere[0] ?? null) : null);
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
  const { path, text } = call;
  const given = keywordOf(call, 'backref');
  if (!given) return null;
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

/** What a relationship is to have, as Python writes it; null takes it away. */
export interface OfRelationship {
  readonly cascade?: string | null;
  readonly passive_deletes?: string | null;
}

/** The edits that give it to a relationship(...) or to SQLModel's Relationship(...); null of another call. */
export function withRelationship(call: Call, wanted: OfRelationship): Edit[] | null {
  const [, name] = calleeNames(call);
  if (name === 'relationship') return withKeywords(call, { ...wanted });
  return name === 'Relationship' ? withSqlmodel(call, wanted) : null;
}

/** SQLModel has a keyword for one cascade; any other, and what is written there already, is in a dictionary. */
function withSqlmodel(call: Call, wanted: OfRelationship): Edit[] | null {
  const given = keywordOf(call, 'sa_relationship_kwargs');
  if (given && given.name !== 'DictionaryExpression') return null;
  const keywords: Record<string, string | null> = {};
  const entries: Record<string, string | null> = {};
  const isWritten = (name: string) => given && pairOf(childrenOf(given), name, call.text, ENTRIES);
  for (const [name, value] of Object.entries(wanted)) {
    const isOther = name === 'cascade' && value !== null && !saysTheSame(value, '"all, delete-orphan"');
    if (isWritten(name)) entries[name] = value;
    else if (isOther) entries[name] = value;
    else keywords[name === 'cascade' ? 'cascade_delete' : name] = value && 'True';
    if (name === 'cascade' && (isOther || isWritten(name))) keywords.cascade_delete = null;
  }
  if (Object.keys(entries).length === 0) return withKeywords(call, keywords);
  if (given) return [...withKeywords(call, keywords), ...withPairs(call, given, entries, ENTRIES)];
  const written = Object.entries(entries).map(([name, value]) => ENTRIES.write(name, value ?? ''));
  return withKeywords(call, { ...keywords, sa_relationship_kwargs: `{${written.join(', ')}}` });
}

/** The edits that give a call keywords, as Python writes their values; null takes one away. */
export function withKeywords(call: Call, keywords: Readonly<Record<string, string | null>>): Edit[] {
  const list = call.node.getChild('ArgList');
  return list ? withPairs(call, list, keywords, KEYWORDS) : [];
}

/** How names and values stand in a list of arguments, and in a dictionary. */
interface Pairs {
  readonly sign: string;
  readonly isName: (written: string, name: string) => boolean;
  readonly write: (name: string, value: string) => string;
}
const KEYWORDS: Pairs = {
  sign: 'AssignOp',
  isName: (written, name) => written === name,
  write: (name, value) => `${name}=${value}`,
};
const ENTRIES: Pairs = {
  sign: ':',
  isName: (written, name) => written !== name && unquoted(written) === name,
  write: (name, value) => `"${name}": ${value}`,
};

/** Where it stands among the parts of a list, and its value. */
function pairOf(parts: readonly SyntaxNode[], name: string, text: string, { sign, isName }: Pairs) {
  const at = parts.findIndex((each, place) => isName(textOf(each, text), name) && parts[place + 1]?.name === sign);
  const [named, value] = [parts[at], parts[at + 2]];
  return named && value ? { at, named, value } : null;
}

/** The value that a keyword has in a call. */
function keywordOf({ text, node }: Call, name: string): SyntaxNode | null {
  return pairOf(childrenOf(node.getChild('ArgList') ?? node), name, text, KEYWORDS)?.value ?? null;
}

function withPairs(
  { path, text }: Call,
  list: SyntaxNode,
  values: Readonly<Record<string, string | null>>,
  pairs: Pairs,
): Edit[] {
  const parts = childrenOf(list);
  const edits: Edit[] = [];
  const gone = new Set<SyntaxNode>();
  let added = '';
  for (const [name, value] of Object.entries(values)) {
    const found = pairOf(parts, name, text, pairs);
    if (!found) {
      if (value !== null) added += `, ${pairs.write(name, value)}`;
      continue;
    }
    const { at, named, value: given } = found;
    if (value !== null) {
      if (!saysTheSame(textOf(given, text), value)) edits.push({ path, from: given.from, to: given.to, insert: value });
    } else {
      const [before, after] = [parts[at - 1], parts[at + 3]];
      const from = before?.name === ',' ? before.from : named.from;
      const to = before?.name !== ',' && after?.name === ',' ? (parts[at + 4]?.from ?? after.to) : given.to;
      edits.push({ path, from, to, insert: '' });
      for (const each of [named, parts[at + 1], given]) if (each) gone.add(each);
    }
  }
  const last = parts.filter((each) => !gone.has(each) && !BRACKETS.includes(each.name)).at(-1);
  if (added) {
    const to = last?.to ?? list.to - 1;
    edits.push({ path, from: to, to, insert: last ? added : added.slice(2) });
  }
  return edits;
}

const BRACKETS = ['(', ')', '{', '}', ','];

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

interface Parsed {
  readonly path: string;
  readonly text: string;
  readonly root: SyntaxNode;
}
const PARSED = new WeakMap<Files, readonly Parsed[]>();

function parsed(files: Files): readonly Parsed[] {
  const known = PARSED.get(files);
  if (known) return known;
  const all = Object.entries(files)
    .filter(([path]) => isPython(path))
    .map(([path, text]) => ({ path, text, root: parser.parse(text).topNode }));
  PARSED.set(files, all);
  return all;
}

function columnNamed(files: Files, entity: string, column: string): Call | null {
  for (const { path, text, node: definition } of definitionsOf(files, entity)) {
    const node = all(definition, 'CallExpression').find((each) => firstText(each, text) === column);
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
