// Scenarios per second of the trace tool, as a process with pipes, in a mix of settings that changes the schema
// from line to line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { round } from './numbers';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LINES = 1000;

const ACTIONS = [null, 'CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION', 'SET DEFAULT'];
const OPERATIONS = ['delete-user', 'delete-two-users', 'remove-post', 'set-user-none', 'move-append', 'bulk-delete'];

/** All lines have 3 posts; the numbers 5, 7 and 2 walk through every combination of the lists. */
function scenarios(): string {
  const lines = Array.from({ length: LINES }, (_, i) =>
    JSON.stringify({
      onDelete: ACTIONS[i % ACTIONS.length],
      operation: OPERATIONS[(i * 5 + Math.floor(i / 7)) % OPERATIONS.length],
      passiveDeletes: i % 2 === 0,
      nullable: i % 3 !== 0,
      index: i % 5 !== 0,
    }),
  );
  return `${lines.join('\n')}\n`;
}

export interface TraceRate {
  /** Between the first and the last trace: without the start of the process. */
  readonly scenariosPerSecond: number;
  /** From the start of the process to its first trace. */
  readonly firstTrace: number;
}

export async function measureTraceTool(): Promise<TraceRate> {
  const started = performance.now();
  const tool = spawn(process.execPath, ['--import', 'tsx', 'scripts/trace.ts'], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(tool, 'exit');
  tool.stdin.end(scenarios());
  let first = 0;
  let traces = 0;
  for await (const _ of createInterface({ input: tool.stdout })) {
    if (traces === 0) first = performance.now();
    traces++;
  }
  const seconds = (performance.now() - first) / 1000;
  const [status] = await exited;
  if (status !== 0 || traces !== LINES) throw new Error(`The trace tool gave ${traces} traces and status ${status}`);
  return { scenariosPerSecond: round((traces - 1) / seconds), firstTrace: round(first - started) };
}
