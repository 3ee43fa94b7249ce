// A PostgreSQL server of its own, on loopback, in a folder that is gone afterwards.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Cluster {
  /** Where its user "postgres" may do everything. */
  readonly port: number;
  /** The file that the server writes its messages to. */
  readonly log: string;
  /** Runs SQL as a script of psql's in a database; what it prints, without heads and frames. Throws at an error. */
  sql(database: string, script: string): string;
  stop(): void;
}

/** `settings` as in postgresql.conf. Or why there is no server on this machine. */
export async function startCluster(
  settings: Readonly<Record<string, string>> = {},
): Promise<Cluster | { readonly absent: string }> {
  const bin = findPrograms();
  if (bin === null) return { absent: 'No PostgreSQL server is installed here (initdb is missing).' };
  const user = serverUser();
  if (user === null) return { absent: 'As root this needs a user named "postgres" to run the server as.' };
  const folder = mkdtempSync(path.join(tmpdir(), 'cascade-lens-server-'));
  if (user.ids) chownSync(folder, ...user.ids);
  const run = (program: string, args: readonly string[], input = '', output: 'pipe' | 'ignore' = 'pipe') => {
    const [command = program, ...rest] = [...user.prefix, path.join(bin, program), ...args];
    const { status, stdout, stderr } = spawnSync(command, rest, {
      encoding: 'utf8',
      input,
      // the server that pg_ctl starts would keep a pipe open
      stdio: ['pipe', output, output],
      cwd: folder,
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
    return stdout;
  };
  const data = path.join(folder, 'data');
  const log = path.join(folder, 'log');
  const port = await freePort();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    run('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']);
    const wanted = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: folder, ...settings };
    const options = Object.entries(wanted).map(([name, value]) => `-c ${name}='${value}'`);
    run('pg_ctl', ['-D', data, '-l', log, '-o', options.join(' '), '-w', 'start'], '', 'ignore');
  } catch (error) {
    remove();
    throw error;
  }
  const stop = () => {
    try {
      run('pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop'], '', 'ignore');
    } finally {
      remove();
    }
  };
  // It is in a session of its own, and would go on.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop();
      process.exit(1);
    });
  }
  return {
    port,
    log,
    sql: (database, script) => {
      const target = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-d', database];
      return run('psql', [...target, '-XAtq', '-v', 'ON_ERROR_STOP=1'], script);
    },
    stop,
  };
}

function findPrograms(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const onPath = (process.env.PATH ?? '').split(path.delimiter);
  const places = [...onPath, ...versions.map((version) => `${debian}/${version}/bin`)];
  const complete = (place: string) =>
    place !== '' && ['initdb', 'postgres', 'pg_ctl', 'psql'].every((name) => existsSync(path.join(place, name)));
  return places.find(complete) ?? null;
}

/** PostgreSQL refuses to run as root, so that root runs it as the user "postgres". Null when there is none. */
function serverUser(): { readonly prefix: readonly string[]; readonly ids?: readonly [number, number] } | null {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const [user, group] = [id('-u'), id('-g')];
  if (!user) return null;
  return {
    prefix: ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups', '--'],
    ids: [user, group],
  };
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
