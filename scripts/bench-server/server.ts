// A PostgreSQL server of its own, on loopback, in a folder that is gone afterwards.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Server {
  /** For SQLAlchemy with asyncpg. */
  readonly url: string;
  stop(): void;
}

/** Throws, saying what is missing, when PostgreSQL's server programs are not installed. */
export async function startServer(): Promise<Server> {
  const bin = findPrograms();
  const folder = mkdtempSync(path.join(tmpdir(), 'cascade-lens-server-'));
  const asUser = userFor(folder);
  const run = (program: string, ...args: string[]) => {
    const [command = program, ...rest] = [...asUser, path.join(bin, program), ...args];
    const { status, stderr } = spawnSync(command, rest, {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: folder,
    });
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  };
  const data = path.join(folder, 'data');
  const port = await freePort();
  const stop = () => {
    try {
      run('pg_ctl', '-D', data, '-m', 'fast', '-w', 'stop');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  try {
    run('initdb', '-D', data, '-A', 'trust', '-U', 'lens', '--no-sync');
    const options = `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder}`;
    run('pg_ctl', '-D', data, '-l', path.join(folder, 'log'), '-o', options, '-w', 'start');
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return { url: `postgresql+asyncpg://lens@127.0.0.1:${port}/postgres`, stop };
}

function findPrograms(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const onPath = (process.env.PATH ?? '').split(path.delimiter);
  const places = [...onPath, ...versions.map((version) => `${debian}/${version}/bin`)];
  const found = places.find(
    (place) => place !== '' && ['initdb', 'postgres'].every((name) => existsSync(path.join(place, name))),
  );
  if (!found) throw new Error('No PostgreSQL server is installed here (initdb is missing).');
  return found;
}

/** PostgreSQL refuses to run as root, so that root runs it as the user "postgres". */
function userFor(folder: string): readonly string[] {
  if (process.getuid?.() !== 0) return [];
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const [user, group] = [id('-u'), id('-g')];
  if (!user) throw new Error('As root this needs a user named "postgres" to run the server as.');
  chownSync(folder, user, group);
  return ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups', '--'];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No free port')),
      );
    });
  });
}
