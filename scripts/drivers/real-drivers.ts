// The real drivers and SQLAlchemy beside them, installed by the machine's pip into a folder of their own.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CACHE, keptFolder, keyOf } from '@/lib/kept/kept';
import type { TraceError } from '@/lib/trace/trace';
import { DRIVERS, type Driver } from '@/lib/versions';
import type { Server } from './server';

const run = promisify(execFile);
/** The machine's own Python. */
export const PYTHON = process.env.PYTHON ?? 'python3';
const RECORD = fileURLToPath(new URL('record.py', import.meta.url));

/** The versions whose behaviour the stand-ins have. */
const PACKAGES = ['psycopg[binary]==3.3.9', 'psycopg2-binary==2.9.13', 'asyncpg==0.32.0', 'greenlet'] as const;

/** What a program did, as scripts/drivers/record.py prints it. */
export interface Recorded {
  readonly error: Omit<TraceError, 'line'> | null;
  readonly caught: Omit<TraceError, 'line'> | null;
  readonly statements: readonly RecordedStatement[];
  readonly warnings: readonly (readonly [name: string, message: string])[];
  readonly printed: string;
}

/** A row by its columns. */
type Columns = Readonly<Record<string, unknown>>;

/** A row as the witness of a real server saw it touched. */
export interface Touched {
  readonly operation: string;
  readonly table: string;
  /** How many triggers deep; 1 is the witness itself. */
  readonly depth: number;
  /** PostgreSQL's PG_CONTEXT, the witness first. */
  readonly around: string;
  readonly old: Columns | null;
  readonly new: Columns | null;
}

export interface RecordedStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly many: boolean;
  readonly rowcount: number | null;
  readonly failed: boolean;
  /** Null where there is no witness. */
  readonly touched: readonly Touched[] | null;
}

/** The folder for Python's path, or why there is none on this machine. */
export async function realDrivers(
  sqlalchemy: string,
): Promise<{ readonly site: string } | { readonly absent: string }> {
  const wanted = [`sqlalchemy==${sqlalchemy}`, ...PACKAGES];
  try {
    // What is compiled is for one Python.
    const { stdout: tag } = await run(PYTHON, ['-c', 'import sys; print(sys.implementation.cache_tag)']);
    const folder = path.join(CACHE, 'drivers', keyOf([...wanted, tag]));
    const site = await keptFolder(folder, async (unfinished) => {
      const options = ['--quiet', '--only-binary=:all:', '--retries=0', '--timeout=15', `--target=${unfinished}`];
      await run(PYTHON, ['-m', 'pip', 'install', ...options, ...wanted], { timeout: 300_000 });
    });
    return { site };
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const lines = (stderr || message).trim().split('\n');
    const reason = lines.findLast((line) => line.startsWith('ERROR')) ?? lines.at(-1);
    return { absent: `The pip of ${PYTHON} does not deliver ${wanted.join(', ')}: ${reason}` };
  }
}

/** The drivers that a program can run on: one that makes an AsyncSession has no use for psycopg2, and so on. */
export function driversFor(source: string): readonly Driver[] {
  if (source.includes('server_settings')) return ['asyncpg'];
  const lacks: Driver = source.includes('create_async_engine') ? 'psycopg2' : 'asyncpg';
  return DRIVERS.filter((driver) => driver !== lacks);
}

/** Runs a program file on a server. */
export async function recordReal(site: string, server: Server, driver: Driver, file: string): Promise<Recorded> {
  const url = `postgresql+${driver}://postgres@127.0.0.1:${server.port}/postgres`;
  const args = [RECORD, url, file, ...(server.log === null ? [] : [server.log])];
  const env = { ...process.env, PYTHONPATH: site, PYTHONHASHSEED: '0' };
  const { stdout } = await run(PYTHON, args, { env, timeout: 60_000, maxBuffer: 1 << 28 });
  return JSON.parse(stdout);
}
