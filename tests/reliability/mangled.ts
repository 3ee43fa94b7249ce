// Scenarios, lines, texts and addresses by chance, most of them nearly right.
import { pythonScript } from '@/lib/scenario/python-script';
import type { Scenario } from '@/lib/scenario/scenario';
import { writeUrl } from '@/lib/scenario/url';
import { SERIES } from '@/lib/versions';
import { oneByChance as one, scenarioByChance } from '@/scripts/sqlalchemy/space';

/** Numbers from 0 to 1, 1 excluded. */
export type Next = () => number;

export const aScenario = (next: Next): Scenario => scenarioByChance(next, one(next, SERIES));

const NONSENSE: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    7,
    1e9,
    Number.POSITIVE_INFINITY,
    '',
    'x',
    'True',
    'toString',
    '__proto__',
    'all, orphan',
    '\u0000',
    '\ud800',
  ],
  ...['é\u202e', '<script>alert(1)</script>', "'; DROP TABLE users; --", 'x'.repeat(300), [], {}, [[]], { posts: 1 }],
];
const NAMES = ['posts', 'onDelete', 'cascade', 'operation', 'shape', '__proto__', 'constructor', 'toString', '', 'é'];

/** A character is dropped, doubled, put in or changed, several times. */
function spoiled(next: Next, text: string, times: number): string {
  let made = text;
  for (let time = 0; time < times; time++) {
    const at = Math.floor(next() * (made.length + 1));
    const put = one(next, [
      '',
      '"',
      '{',
      '}',
      ',',
      '\\',
      '%',
      '&',
      '=',
      '#',
      '\u0000',
      '\ud83d',
      '9',
      'e',
      ' ',
      '\n',
      '🙂',
    ]);
    made = made.slice(0, at) + put + made.slice(at + Math.floor(next() * 3));
  }
  return made;
}

/** A line of the trace tool's input. */
export function aLine(next: Next): string {
  const scenario: Record<string, unknown> = { ...aScenario(next) };
  for (const name of Object.keys(scenario)) if (next() < 0.3) delete scenario[name];
  if (next() < 0.3) Object.defineProperty(scenario, one(next, NAMES), { value: one(next, NONSENSE), enumerable: true });
  const text = JSON.stringify(scenario);
  return next() < 0.2 ? spoiled(next, text, 1 + Math.floor(next() * 3)).replaceAll('\n', ' ') : text;
}

/** The program of a scenario, with lines dropped, doubled, moved in or out, or a word of it changed. */
export function aProgram(next: Next): string {
  const lines = pythonScript(aScenario(next)).split('\n');
  for (let time = Math.floor(next() * 4); time > 0; time--) {
    const at = Math.floor(next() * lines.length);
    const line = lines[at] ?? '';
    const other = one(next, lines);
    lines.splice(
      at,
      1,
      ...one(next, [[], [line, line], [`    ${line}`], [line.trimStart()], [other, line], [spoiled(next, line, 1)]]),
    );
  }
  return lines.join('\n');
}

/** Pages that read their address, and what each calls its settings. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  '': [
    'passive_deletes',
    'ondelete',
    'cascade',
    'posts',
    'op',
    'shape',
    'nullable',
    'step',
    'engine',
    'loaded',
    'gone',
    'goal',
  ],
  'compare/': ['c', 'c', 'c', 'step', 'engine'],
  'matrix/': ['show', 'passive_deletes', 'nullable', 'loaded'],
  'scale/': ['a', 'b', 'two', 'most', 'repetitions', 'comments', 'others', 'sending', 'index', 'witness', 'latency'],
  'shapes/': ['program', 'step'],
  'shapes/tree/': ['step'],
  'yours/': ['program', 'passive_deletes', 'cascade'],
  'rules/': ['rule'],
  'which/': ['children', 'fate', 'besides'],
};
export const PAGES: readonly string[] = Object.keys(READERS);
/** Those that measure or run what their address says begin with little. */
const SMALL: Readonly<Record<string, string>> = { 'scale/': 'most=100&repetitions=1&' };

/** The query and fragment of a page, with their signs. */
export function aQuery(next: Next, page: string): string {
  const names = READERS[page] ?? [];
  const pairs = Array.from({ length: Math.floor(next() * 5) }, () => {
    const value = next() < 0.5 ? writeUrl(aScenario(next)).slice(1) : String(one(next, NONSENSE) ?? 'None');
    const wellFormed = new URLSearchParams([['', value]]).toString().slice(1);
    return `${one(next, [...names, '__proto__', 'x'])}=${next() < 0.8 ? wellFormed : value}`;
  });
  const scenario = next() < 0.5 ? writeUrl(aScenario(next)).slice(1) : '';
  const query = [scenario, ...pairs].filter((each) => each !== '').join('&');
  const spoilt = next() < 0.3 ? spoiled(next, query, 2) : query;
  const hash =
    next() < 0.2 ? `#${one(next, ['code=AAAA', 'code=', 'code=%', 'W1', '%E0%A4%A', 'verdict', 'x'.repeat(500)])}` : '';
  // What would end the address early is left to the fragment.
  return `?${SMALL[page] ?? ''}${spoilt.replaceAll(/[#\n\0]/g, '')}${hash}`;
}
