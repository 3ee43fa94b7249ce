// The measurements as files: CSV for a spreadsheet, JSON for a program. One line or object for each repetition.
import type { Laboratory } from './laboratory';
import { nameOf, waysOf } from './laboratory';
import { type Measurement, rowsBy } from './measurement';

const COLUMNS: readonly (readonly [name: string, of: (each: Measurement) => string | number])[] = [
  ['posts', ({ size }) => size],
  ['repetition', ({ repetition }) => repetition + 1],
  ['milliseconds', ({ milliseconds }) => milliseconds.toFixed(3)],
  ['statements', ({ statements }) => statements],
  ['round_trips', ({ roundTrips }) => roundTrips],
  ['rows_loaded', ({ rowsLoaded }) => rowsLoaded],
  ['bytes', ({ bytes }) => bytes],
  ['rows_by_orm', (each) => rowsBy(each, 'client')],
  ['rows_by_foreign_key', (each) => rowsBy(each, 'foreign-key')],
  ['posts_left', ({ surviving }) => surviving],
  ['error', ({ error }) => error?.sqlstate ?? error?.class ?? ''],
];

export function csvOf(measurements: readonly Measurement[], laboratory: Laboratory): string {
  const names = waysOf(laboratory).map(nameOf);
  const lines = measurements.map((each) => [names[each.way] ?? '', ...COLUMNS.map(([, of]) => of(each))]);
  return [['way', ...COLUMNS.map(([name]) => name)], ...lines]
    .map((line) => line.map((value) => quoted(String(value))).join(','))
    .join('\r\n')
    .concat('\r\n');
}

/** RFC 4180. */
function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

export function jsonOf(measurements: readonly Measurement[], laboratory: Laboratory, postgres: string | null): string {
  return JSON.stringify({ laboratory, ways: waysOf(laboratory).map(nameOf), postgres, measurements }, null, 1);
}
