/** Whether what a browser or Node says of broken WebAssembly is about its memory. */
export const isOfMemory = (text: string): boolean =>
  /out of memory|memory access|allocation failed|could not allocate/i.test(text);

/** PostgreSQL itself broke (out of memory, a trap in WebAssembly): the instance is lost. */
export class DatabaseCrash extends Error {
  override readonly name = 'DatabaseCrash';
}
