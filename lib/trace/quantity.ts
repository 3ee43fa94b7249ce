// Numbers in words.
const digits = new Intl.NumberFormat('en');

export const numeral = (count: number): string => digits.format(count);

/** "1 post", "3 posts". */
export function quantity(count: number, one: string, many = `${one}s`): string {
  return `${numeral(count)} ${count === 1 ? one : many}`;
}
