// Runs a program in a process of its own and ends that when its time is up or its memory full: what it has told by then
// is its trace.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Ending, type Progress, SoFar } from '@/lib/engine/protocol/so-far';
import type { Trace } from '@/lib/trace/trace';
import { PIPE, type ProgramMessage, type ProgramRequest } from './messages';
import { NoSqlalchemy } from './sqlalchemy';

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));
/** Milliseconds between two looks at the process's memory. */
const LOOK_EVERY = 100;

export interface Limits {
  /** From when the program begins, SQLAlchemy being up. */
  readonly seconds: number;
  /** Of the whole process: PostgreSQL and Python take about 600 of them before the program does anything. */
  readonly megabytes: number;
}

/** Throws NoSqlalchemy where there is nothing to run it on, and where the process ended before the program began. */
export async function runSupervised(request: ProgramRequest, { seconds, megabytes }: Limits): Promise<Trace<null>> {
  const child = fork(PROGRAM, {
    execArgv: ['--import', 'tsx'],
    // Of what its environment holds a program sees what finding and installing SQLAlchemy needs.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => NEEDED.test(name))) as NodeJS.ProcessEnv,
    stdio: ['ignore', 2, 2, 'pipe', 'ipc'],
  });
  const soFar = new SoFar();
  let ending: Ending | null = null;
  let answer: Exclude<ProgramMessage, Progress> | null = null;
  const end = (why: Ending) => {
    ending ??= why;
    child.kill('SIGKILL');
  };
  let clock: NodeJS.Timeout | undefined;
  const look = setInterval(() => {
    if (child.pid && residentMegabytes(child.pid) > megabytes) end({ why: 'memory', megabytes });
  }, LOOK_EVERY);
  const exited = once(child, 'exit');
  child.send(request);
  try {
    for await (const line of createInterface({ input: child.stdio[PIPE] as Readable })) {
      const message = readMessage(line);
      if (!message) break;
      if (message.type === 'ended' || message.type === 'impossible') answer = message;
      else {
        soFar.hear(message);
        if (message.type === 'begun') clock ??= setTimeout(() => end({ why: 'time', seconds }), seconds * 1000);
      }
    }
  } finally {
    clearTimeout(clock);
    clearInterval(look);
  }
  const [status, signal] = await exited;
  if (answer?.type === 'ended') return answer.trace;
  if (answer?.type === 'impossible') throw new NoSqlalchemy(answer.sentence);
  const trace = soFar.ended(ending ?? { why: 'lost' });
  if (trace) return trace;
  if (ending)
    throw new NoSqlalchemy(`--memory-limit ${megabytes} is too little to begin: PostgreSQL and Python take more.`);
  throw new Error(`The process of the program ended with ${signal ?? `status ${status}`}.`);
}

const NEEDED = /^(?:PATH|HOME|TMPDIR|TEMP|TMP|LANG|LC_\w+|(?:https?|no)_proxy|PIP_\w+|SystemRoot)$/i;

/** Null of half a line, which is the last one of a process that was killed. */
function readMessage(line: string): ProgramMessage | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** 0 of a process that has ended. */
function residentMegabytes(pid: number): number {
  try {
    if (process.platform === 'linux') {
      const [, kilobytes = '0'] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s*(\d+) kB/m) ?? [];
      return Number(kilobytes) / 1024;
    }
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
  } catch {
    return 0;
  }
}
