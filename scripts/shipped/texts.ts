// The texts of licences: those that packages bring, those of SPDX, and those of the folder licence-texts.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const KEPT = fileURLToPath(new URL('licence-texts', import.meta.url));
const BROUGHT = /^(licen[cs]e|copying|notice)/i;
/** Where SPDX leaves room for whose the work is. */
const BLANKS = /^.*(Copyright|Developed by).*(<[^>]+>|YEAR).*$\n*/gm;
/** Whose copyright SPDX's text of a licence has in it. */
const OTHERS =
  /^(Portions )?Copyright \(c\) (1996-2010, The PostgreSQL|1994, The Regents|2004-2010 by Internet|1995-2003 by).*$\n*/gm;

/** What a folder of a package of npm brings. Throws when that is nothing. */
export async function broughtText(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => BROUGHT.test(name)).sort();
  return joined(folder, await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8'))));
}

/** Several texts as one. Throws when there is nothing in them; `of` says then of what. */
export function joined(of: string, texts: readonly string[]): string {
  const text = texts
    .map((each) => each.replaceAll('\r\n', '\n').trim())
    .filter((each) => each !== '')
    .join('\n\n----\n\n');
  if (text === '') throw new Error(`${of} brings no text of its licence: see scripts/shipped/parts.ts.`);
  return text;
}

/** SPDX's text of each licence that an expression names, without the lines that are for whose the work is. */
export async function standardText(expression: string): Promise<string> {
  const names = expression.split(/ (?:AND|OR) |[()]/).map((each) => each.replace(/ WITH .*/, ''));
  const texts = names.filter((each) => each !== '').map(spdxText);
  return joined(expression, await Promise.all(texts));
}

async function spdxText(name: string): Promise<string> {
  const file = createRequire(import.meta.url).resolve(`spdx-license-list/licenses/${name}.json`);
  const { licenseText } = JSON.parse(await readFile(file, 'utf8')) as { readonly licenseText: string };
  return licenseText.replace(BLANKS, '').replace(OTHERS, '');
}

/** A text of the folder licence-texts, by its name there. */
export function keptText(name: string): Promise<string> {
  return readFile(path.join(KEPT, `${name}.txt`), 'utf8');
}
