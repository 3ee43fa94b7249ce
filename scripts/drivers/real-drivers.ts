// The real drivers and SQLAlchemy beside them, installed by the machine's pip into a folder of their own.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CACHE, keptFolder, keyOf } from '@/lib/kept/kept';
import { DRIVERS, type Driver } from '@/lib/versions';

const run = promisify(execFile);
const RECORD = fileURLToPath(new URL('record.py', import.meta.url));

/** The versions whose behaviour the stand-ins have. */
const PACKAGES = ['psycopg[binary]==3.3.9', 'psycopg2-binary==2.9.13', 'asyncpg==0.32.0', 'greenlet'] as const;

/** What a program did, as scripts/drivers/record.py prints it. */
export interface Recorded {
  /** Class and SQLSTATE. */
  readonly error: string | null;
  readonly statements: readonly RecordedStatement[];
  readonly warnings: readonly (readonly [name: string, message: string])[];
}

interface RecordedStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly many: boolean;
  readonly rowcount: number | null;
  readonly failed: boolean;
}

/** The folder for Python's path, or why there is none on this machine. */
export async function realDrivers(
  sqlalchemy: string,
): Promise<{ readonly site: string } | { readonly absent: string }> {
  const wanted = [`sqlalchemy==${sqlalchemy}`, ...PACKAGES];
  const folder = path.join(CACHE, 'drivers', keyOf(wanted));
  try {
    const site = await keptFolder(folder, async (unfinished) => {
      const options = ['--quiet', '--only-binary=:all:', '--retries=0', '--timeout=15', `--target=${unfinished}`];
      await run('python3', ['-m', 'pip', 'install', ...options, ...wanted], { timeout: 300_000 });
    });
    return { site };
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const lines = (stderr || message).trim().split('\n');
    const reason = lines.findLast((line) => line.startsWith('ERROR')) ?? lines.at(-1);
    return { absent: `pip does not deliver ${wanted.join(', ')}: ${reason}` };
  }
}

/** The drivers that a program can run on: one that makes an AsyncSession has no use for psycopg2, and so on. */
export function driversFor(source: string): readonly Driver[] {
  if (source.includes('server_settings')) return ['asyncpg'];
  const lacks: Driver = source.includes('create_async_engine') ? 'psycopg2' : 'asyncpg';
  return DRIVERS.filter((driver) => driver !== lacks);
}

/** Runs a program file on a server at a loopback port. */
export async function recordReal(site: string, port: number, driver: Driver, file: string): Promise<Recorded> {
  const url = `postgresql+${driver}://postgres@127.0.0.1:${port}/postgres`;
  const env = { ...process.env, PYTHONPATH: site, PYTHONHASHSEED: '0' };
  const { stdout } = await run('python3', [RECORD, url, file], { env, timeout: 60_000, maxBuffer: 1 << 26 });
  return JSON.parse(stdout);
}
