// What reports say of classes, deletes and findings, in words that are the same everywhere.

import type { TableCounts } from './facts';
import type { ReportedClass, ReportedWay } from './report';

/** As a reader would write it. */
export function wayWords(way: string): string {
  if (way.startsWith('remove:')) return `taking one out of ${way.replace('remove:', '')}`;
  return (
    {
      delete: 'session.delete()',
      'delete-loaded': 'session.delete() with its collections loaded',
      bulk: 'delete() in bulk',
    }[way] ?? way
  );
}

const COUNTED = {
  client: 'ORM',
  foreignKey: 'foreign key',
  trigger: 'trigger',
  nulled: 'NULL',
  left: 'untouched',
} as const;

/** "2 by the ORM, 4 by the foreign key", as "ORM 2, foreign key 4"; what is 0 is not said. */
export function countWords(counts: TableCounts): string {
  return (Object.keys(COUNTED) as (keyof TableCounts)[])
    .filter((what) => counts[what] > 0)
    .map((what) => `${COUNTED[what]} ${counts[what]}`)
    .join(', ');
}

/** What it did to each table, or that it was refused. */
export function endWords({ error, tables }: ReportedWay): string {
  if (error) return `refused: ${error.class}${error.sqlstate === null ? '' : ` ${error.sqlstate}`}`;
  const said = tables.map(({ table, ...counts }) => `${table}: ${countWords(counts)}`);
  return said.length === 0 ? 'nothing was touched' : said.join('; ');
}

/** "3 and 21 executions with 2 and 20 children". */
export function costWords({ executions }: ReportedWay): string {
  const children = Object.keys(executions);
  return `${Object.values(executions).join(' and ')} executions with ${children.join(' and ')} children`;
}

/** "It rests on assumptions 1, 4." */
export const restsWords = (numbers: readonly number[]): string =>
  `It rests on ${numbers.length === 1 ? 'assumption' : 'assumptions'} ${numbers.join(', ')}.`;

/** The way that says most of a class. */
export const mainWay = ({ ways }: ReportedClass): ReportedWay | undefined => ways.find(({ way }) => way === 'delete');
