// Shuts what reaches the machine from a thread of Node's: files, processes, the network. Pyodide's own functions call
// them by name (os.system() of a program would run a shell), so they go where they are.
import { createRequire, syncBuiltinESMExports } from 'node:module';
import process from 'node:process';

const SHUT = [
  ...['fs', 'fs/promises', 'child_process', 'worker_threads', 'cluster', 'vm', 'inspector', 'v8', 'os'],
  ...['net', 'tls', 'dgram', 'dns', 'dns/promises', 'http', 'http2', 'https'],
];

/** What leads to them again, or to other processes. */
const OF_PROCESS = ['getBuiltinModule', 'binding', '_linkedBinding', 'dlopen', 'kill', 'chdir', 'send', 'loadEnvFile'];

/** For good. What is to be used afterwards has to be in hand: standard error, and whatever was imported by name. */
export function shut(): void {
  // Opened when it is first asked for, with functions that are shut below.
  process.stderr.write('');
  for (const name of Object.keys(process.env)) delete process.env[name];
  const require = createRequire(import.meta.url);
  const refuse = () => {
    throw new Error('A program reaches nothing outside of its own memory and its PostgreSQL');
  };
  const processes = require('node:child_process');
  for (const module of SHUT.map((name): Record<string, unknown> => require(`node:${name}`))) {
    for (const [name, value] of Object.entries(module)) {
      if (typeof value === 'function') Reflect.set(module, name, refuse);
    }
  }
  for (const name of OF_PROCESS) Reflect.set(process, name, refuse);
  // What is thrown in the middle of a C function breaks Python; so this one says that there is no such command.
  Reflect.set(processes, 'spawnSync', () => ({ status: 127 }));
  syncBuiltinESMExports();
}
