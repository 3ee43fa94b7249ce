// PostgreSQL's server programs: those that this machine has, or else those of its own Debian, unpacked into the cache.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { CACHE, keptFolder } from '@/lib/kept/kept';

export interface Programs {
  readonly bin: string;
  /** For LD_LIBRARY_PATH: where the libraries are that the machine has not. */
  readonly libraries: readonly string[];
}

const DEBIAN = 'usr/lib/postgresql';
const NEEDED = ['initdb', 'postgres', 'pg_ctl', 'psql'] as const;

const run = promisify(execFile);

/** Or why there are none. */
export async function serverPrograms(): Promise<Programs | { readonly absent: string }> {
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter((place) => place !== '');
  const here = [...onPath, ...(await placesIn('/'))].find(isComplete);
  if (here !== undefined) return { bin: here, libraries: [] };
  try {
    const root = await keptFolder(path.join(CACHE, 'postgresql', process.arch), unpackDebian);
    const [bin] = (await placesIn(root)).filter(isComplete);
    if (bin === undefined) return { absent: 'The PostgreSQL that apt delivers has no initdb.' };
    const libraries = path.join(root, 'usr/lib');
    const folders = (await readdir(libraries)).filter((name) => name.includes('-linux-'));
    return { bin, libraries: folders.map((name) => path.join(libraries, name)) };
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const reason = (stderr || message).trim().split('\n').at(-1);
    return { absent: `No PostgreSQL server is installed here, and apt does not deliver one: ${reason}` };
  }
}

/** Newest first. */
async function placesIn(root: string): Promise<readonly string[]> {
  const folder = path.join(root, DEBIAN);
  const versions = existsSync(folder) ? await readdir(folder) : [];
  return versions.sort((a, b) => Number(b) - Number(a)).map((version) => path.join(folder, version, 'bin'));
}

const isComplete = (place: string) => NEEDED.every((name) => existsSync(path.join(place, name)));

/** What the package "postgresql" needs and the machine has not. Nothing is installed, so that anybody may. */
async function unpackDebian(root: string): Promise<void> {
  const scratch = path.join(root, 'scratch');
  const lists = path.join(scratch, 'lists');
  await mkdir(path.join(lists, 'partial'), { recursive: true });
  const options = [`Dir::State::Lists=${lists}`, `Dir::Cache=${scratch}`, 'Acquire::http::Timeout=20'];
  const tool = async (command: string, ...args: string[]) =>
    (await run(command, args, { cwd: scratch, timeout: 300_000, maxBuffer: 1 << 26 })).stdout.split('\n');
  const apt = (command: string, ...args: string[]) =>
    tool(command, ...options.flatMap((option) => ['-o', option]), '-q', ...args);
  await apt('apt-get', '-o', 'APT::Update::Error-Mode=any', 'update');
  const only = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map((kind) => `--no-${kind}`);
  const needed = (await apt('apt-cache', 'depends', '--recurse', ...only, 'postgresql')).filter((line) =>
    /^[a-z0-9]/.test(line),
  );
  const states = await tool('dpkg-query', '-W', '-f', `\${db:Status-Status} \${Package}\\n`);
  const missing = needed.filter((name) => !states.includes(`installed ${name}`));
  await apt('apt-get', 'download', ...missing);
  for (const name of await readdir(scratch)) if (name.endsWith('.deb')) await tool('dpkg-deb', '-x', name, root);
  await rm(scratch, { recursive: true });
}
