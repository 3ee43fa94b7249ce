// Installing a package on this machine, through apt, where that is there and one may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Runs a command and says so; whether it ended well. */
export function attempt(command: string, ...args: string[]): boolean {
  console.error(`$ ${command} ${args.join(' ')}`);
  return (
    spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  );
}

export function installByApt(name: string): void {
  if (!existsSync('/usr/bin/apt-get')) return;
  const apt = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  const [command = 'apt-get', ...rest] = apt;
  attempt(command, ...rest, 'update', '-qq');
  attempt(command, ...rest, 'install', '-y', '-qq', '--no-install-recommends', name);
}
