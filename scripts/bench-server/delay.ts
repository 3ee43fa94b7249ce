// A slower connection to a server on loopback, which counts how often its client waits.
import { connect, createServer, type Socket } from 'node:net';

export interface Delayed {
  readonly port: number;
  /** How many times answers were waited for up to now. */
  waits(): number;
  stop(): void;
}

/**
 * Keeps the server's answers back until the client has sent nothing for some milliseconds, as one who waits does: of a
 * client that has more to send without them it costs no time, however many they are.
 */
export async function delayed(target: number, milliseconds: number): Promise<Delayed> {
  const sockets = new Set<Socket>();
  let waits = 0;
  const server = createServer((client) => {
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
    client.setNoDelay(true);
    let kept: Buffer[] = [];
    const release = () => {
      waits++;
      client.write(Buffer.concat(kept));
      kept = [];
    };
    let timer = setTimeout(() => {}, 0);
    const startAgain = () => {
      clearTimeout(timer);
      if (kept.length > 0) timer = setTimeout(release, milliseconds);
    };
    client.on('data', (chunk) => {
      upstream.write(chunk);
      startAgain();
    });
    upstream.on('data', (chunk: Buffer) => {
      kept.push(chunk);
      startAgain();
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return {
    port: address.port,
    waits: () => waits,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
