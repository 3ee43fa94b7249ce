// Where SQLAlchemy comes from: the Python package index through the machine's pip, else the Debian archive through
// the machine's apt. Both are asked with their own settings; no address stands here.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { PACKAGES, type PackageName } from '@/lib/packages';
import { DEBIAN_SUITE, type Release } from '@/lib/versions';
import { filesOf, hashOfModule, type PinnedPackage, packagesOf } from './release';

/** A package by what pip calls it, version included where it matters, and by what Debian does. */
export interface Wanted {
  readonly requirement: string;
  readonly debian: string;
}

const run = promisify(execFile);

/** Puts the modules into an empty folder; rejects with one sentence when it cannot. */
type Origin = (wanted: readonly Wanted[], site: string, scratch: string) => Promise<void>;

/** No origin has what is wanted; the message says why of each. */
export class NoOrigin extends Error {}

/** Fills `site` with a release, verified. Rejects with NoOrigin. */
export function fetchRelease(release: Release, site: string): Promise<void> {
  const packages = packagesOf(release);
  const wanted = packages.map(({ name, version, debian }) => ({ requirement: `${name}==${version}`, debian }));
  const origins = release.inDebian ? [fromPackageIndex, fromDebian] : [fromPackageIndex];
  return installFrom(origins, wanted, site, (candidate) => verify(packages, candidate));
}

/** Fills `site` with a package for Pyodide, verified. Rejects with NoOrigin. */
export function fetchPackage(name: PackageName, site: string): Promise<void> {
  const { version, sha256, platform } = PACKAGES[name];
  const wanted = [{ requirement: `${name}==${version}`, debian: '' }];
  const origin: Origin = (packages, folder) => fromPackageIndex(packages, folder, platform);
  return installFrom([origin], wanted, site, (candidate) =>
    verify([{ name, module: name, version, sha256 }], candidate),
  );
}

/** Fills `site` with any version of some packages. Rejects with NoOrigin. */
export function install(wanted: readonly Wanted[], site: string): Promise<void> {
  return installFrom([fromPackageIndex, fromDebian], wanted, site, async () => {});
}

/** From the first origin that has all that is wanted and passes the check. */
async function installFrom(
  origins: readonly Origin[],
  wanted: readonly Wanted[],
  site: string,
  check: (candidate: string) => Promise<void>,
): Promise<void> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'origin-'));
  try {
    const reasons: string[] = [];
    for (const [index, origin] of origins.entries()) {
      const folder = path.join(scratch, String(index));
      const candidate = path.join(folder, 'site');
      await mkdir(candidate, { recursive: true });
      try {
        await origin(wanted, candidate, folder);
        await check(candidate);
        await cp(candidate, site, { recursive: true });
        return;
      } catch (error) {
        reasons.push(sentenceOf(error));
      }
    }
    throw new NoOrigin(reasons.join('; '));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function verify(packages: readonly Omit<PinnedPackage, 'debian'>[], site: string): Promise<void> {
  for (const { name, version, module, sha256 } of packages) {
    const found = hashOfModule(module, await filesOf(site, [module]));
    if (found !== sha256)
      throw new Error(`${name} ${version} arrived with other files than the pinned ones (${found})`);
  }
}

/** Why pip brings nothing, once that is known: what it would be asked next is in vain, and may take its time. */
let silence: string | null = null;
/** Whether it has brought something, so that what it has not is no sign of silence. */
let answered = false;

/** For the Python that the modules will run on, whichever the machine has. */
async function fromPackageIndex(wanted: readonly Wanted[], site: string, platform = 'any'): Promise<void> {
  if (silence !== null) throw new Error(silence);
  const requirements = wanted.map(({ requirement }) => requirement);
  const options = [
    '--no-deps',
    '--only-binary=:all:',
    `--platform=${platform}`,
    '--python-version=3.14',
    '--no-compile',
  ];
  const patience = ['--retries=0', '--timeout=10'];
  const args = ['-m', 'pip', 'install', '--quiet', `--target=${site}`, ...options, ...patience, ...requirements];
  try {
    await tool('python3', args, 'pip');
    answered = true;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const nothing = error.output.includes('from versions: none');
    if (nothing && platform === 'any' && !answered) silence = 'pip: no package index answers';
    if (/No module named pip|ENOENT/.test(error.output)) silence = error.message;
    throw silence === null ? error : new Error(silence);
  }
}

async function fromDebian(wanted: readonly Wanted[], site: string, scratch: string): Promise<void> {
  const lists = path.join(scratch, 'lists');
  const sources = path.join(scratch, 'suite.list');
  await mkdir(path.join(lists, 'partial'), { recursive: true });
  await writeFile(sources, await suiteSources());
  const apt = [
    ...['-o', `Dir::Etc::sourcelist=${sources}`, '-o', 'Dir::Etc::sourceparts=-', '-o', `Dir::State::Lists=${lists}`],
    ...['-o', `Dir::Cache=${scratch}`, '-o', 'APT::Get::List-Cleanup=0', '-o', 'Acquire::http::Timeout=20', '-q'],
  ];
  await tool('apt-get', [...apt, '-o', 'APT::Update::Error-Mode=any', 'update'], 'apt', scratch);
  await tool('apt-get', [...apt, 'download', ...wanted.map(({ debian }) => debian)], 'apt', scratch);
  for (const name of await readdir(scratch)) {
    if (name.endsWith('.deb')) await tool('dpkg-deb', ['-x', name, 'unpacked'], 'dpkg-deb', scratch);
  }
  await cp(path.join(scratch, 'unpacked/usr/lib/python3/dist-packages'), site, { recursive: true });
  // Debian keeps licences elsewhere; the name is one that no package of Python has.
  for (const { requirement, debian } of wanted) {
    const beside = path.join(site, `debian-${requirement.replace('==', '-')}.dist-info`);
    await cp(path.join(scratch, 'unpacked/usr/share/doc', debian, 'copyright'), path.join(beside, 'LICENSE'));
  }
}

/** A source list for the suite on the mirror that this machine's apt already uses for Debian. */
async function suiteSources(): Promise<string> {
  const { stdout } = await tool('apt-get', ['indextargets', '--format', '$(CREATED_BY) $(REPO_URI)'], 'apt');
  const mirrors = stdout.split('\n').flatMap((line) => line.match(/^Packages (\S*\/debian)\/?$/)?.[1] ?? []);
  const [mirror] = mirrors;
  if (mirror === undefined) throw new Error('apt knows no mirror of Debian');
  return `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror} ${DEBIAN_SUITE} main\n`;
}

async function tool(
  command: string,
  args: readonly string[],
  name: string,
  cwd?: string,
): Promise<{ readonly stdout: string }> {
  try {
    return await run(command, [...args], { cwd, timeout: 120_000, maxBuffer: 1 << 24 });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new ToolError(name, (stderr || message).trim());
  }
}

/** A tool has failed; the message is the last line of what it said. */
class ToolError extends Error {
  readonly output: string;

  constructor(name: string, output: string) {
    super(`${name}: ${output.split('\n').at(-1)}`);
    this.output = output;
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
