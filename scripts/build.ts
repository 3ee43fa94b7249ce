// Builds the whole site into out/: what the pages need, the pages, their compressed twins.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nameBuild, UNNAMED_BUILD } from './build-id';
import { compressFolder } from './compress';
import { writeHeaders } from './headers';
import { dropPolyfills, finishPages } from './pages';
import { prepare } from './prepare';
import { checkShipped } from './shipped';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Builds out/ for a base path such as "" or "/docs/lens". Throws when the build fails. */
export async function build(basePath: string): Promise<void> {
  await prepare();
  const next = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, BASE_PATH: basePath, BUILD_ID: UNNAMED_BUILD, NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (next.status !== 0) throw new Error('next build failed; see above.');
  await dropPolyfills(`${ROOT}/out`, `${ROOT}/.next/build-manifest.json`);
  await checkShipped(`${ROOT}/out`);
  await nameBuild(`${ROOT}/out`);
  await finishPages(`${ROOT}/out`, basePath);
  await writeHeaders(`${ROOT}/out`, basePath);
  await compressFolder(`${ROOT}/out`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build(process.env.BASE_PATH ?? '');
  console.log('Built into out/.');
  process.exit(0);
}
