/** PostgreSQL itself broke (out of memory, a trap in WebAssembly): the instance is lost. */
export class DatabaseCrash extends Error {
  override readonly name = 'DatabaseCrash';
}
