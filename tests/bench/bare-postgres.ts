// PGlite with nothing of this project: default settings, no triggers, messages as PGlite takes them. The measure of
// what a delete costs by itself.
import { PGlite, protocol } from '@electric-sql/pglite';
import { medianOf, timed } from './numbers';

const { serialize } = protocol;

export interface BareTimes {
  /** One pipelined message with a DELETE for each post, then the user's: what an executemany sends. */
  readonly pipelined: number;
  /** DELETE of the user, ON DELETE CASCADE. */
  readonly cascade: number;
}

export class BarePostgres {
  readonly #pg: PGlite;

  private constructor(pg: PGlite) {
    this.#pg = pg;
  }

  static async open(): Promise<BarePostgres> {
    const pg = await PGlite.create();
    await pg.exec(`CREATE TABLE users (id SERIAL PRIMARY KEY, name VARCHAR);
      CREATE TABLE posts (id SERIAL PRIMARY KEY, title VARCHAR, user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE);
      CREATE INDEX ON posts (user_id)`);
    return new BarePostgres(pg);
  }

  times(posts: number, repeats: number): BareTimes {
    const keys = Array.from({ length: posts }, (_, i) => String(i + 1));
    const children = pipeline('DELETE FROM posts WHERE posts.id = $1::INTEGER', keys);
    const user = pipeline('DELETE FROM users WHERE users.id = $1::INTEGER', ['1']);
    const time = (...messages: Uint8Array[]) =>
      medianOf(repeats, () => {
        this.#seed(posts);
        return timed(() => messages.map((message) => this.#send(message))).milliseconds;
      });
    return { pipelined: time(children, user), cascade: time(user) };
  }

  close(): Promise<void> {
    return this.#pg.close();
  }

  #seed(posts: number): void {
    this.#send(
      serialize.query(`TRUNCATE users, posts; INSERT INTO users VALUES (1, 'ann'), (2, 'bob');
        INSERT INTO posts SELECT i, 'p' || i, CASE WHEN i <= ${posts} THEN 1 ELSE 2 END FROM generate_series(1, ${posts + 2}) AS i`),
    );
  }

  /** The streaming call: the other one parses the answer, which would make the bare times look bad. */
  #send(message: Uint8Array): void {
    let bytes = 0;
    const done = this.#pg.execProtocolRawStream(message, {
      syncToFs: false,
      onRawData: (chunk) => {
        bytes += chunk.length;
      },
    });
    done.catch(() => {});
    if (bytes === 0) throw new Error('PostgreSQL did not answer');
  }
}

function pipeline(text: string, keys: readonly string[]): Uint8Array {
  const executions = keys.flatMap((key) => [serialize.bind({ values: [key] }), serialize.execute({})]);
  return Buffer.concat([serialize.parse({ text }), ...executions, serialize.sync()]);
}
