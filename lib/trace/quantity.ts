// Numbers in words.

/** "999", "10,000", "0.25". By hand: making a number format costs a phone 60 ms of its start. */
export function numeral(count: number): string {
  if (Math.abs(count) < 1000) return String(count);
  const [whole = '', fraction] = String(count).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** "1 post", "3 posts". */
export function quantity(count: number, one: string, many = `${one}s`): string {
  return `${numeral(count)} ${count === 1 ? one : many}`;
}
