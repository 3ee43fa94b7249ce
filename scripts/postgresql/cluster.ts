// A PostgreSQL server of its own, on loopback, in a folder that is gone afterwards.
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serverPrograms } from './programs';

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
  const programs = await serverPrograms();
  if ('absent' in programs) return programs;
  const { bin, libraries } = programs;
  const user = serverUser();
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
      env: { ...process.env, ...(libraries.length > 0 && { LD_LIBRARY_PATH: libraries.join(':') }) },
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

/** PostgreSQL refuses to run as root, so that root runs it as the user "postgres", or else as nobody. */
function serverUser(): { readonly prefix: readonly string[]; readonly ids?: readonly [number, number] } {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const id = (flag: string, name: string) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
  const name = id('-u', 'postgres') ? 'postgres' : 'nobody';
  const [user, group] = [id('-u', name), id('-g', name)];
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
