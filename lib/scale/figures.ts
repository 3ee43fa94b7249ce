// Figures as a reader wants them: three digits and a unit.
import { numeral } from '@/lib/trace/quantity';

/** For example "0.42 ms", "9.1 ms", "213 ms", "2.61 s". */
export function duration(milliseconds: number): string {
  if (milliseconds >= 999.5) return `${digits(milliseconds / 1000)} s`;
  return `${digits(milliseconds)} ms`;
}

/** For example "599 B", "7.9 MB". */
export function byteCount(bytes: number): string {
  if (bytes >= 999_500) return `${digits(bytes / 1e6)} MB`;
  return bytes >= 1000 ? `${digits(bytes / 1000)} kB` : `${bytes} B`;
}

export function count(value: number): string {
  return numeral(Math.round(value));
}

/** How many times larger one figure is: "23×", or "1.4×". */
export function ratio(larger: number, smaller: number): string {
  return `${digits(larger / smaller, 2)}×`;
}

function digits(value: number, most = 3): string {
  if (value === 0) return '0';
  const places = Math.max(0, Math.min(2, most - 1 - Math.floor(Math.log10(value))));
  return numeral(Number(value.toFixed(places)));
}
