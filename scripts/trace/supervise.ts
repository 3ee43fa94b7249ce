// Runs a reader's text in a process of its own and ends that when its time is up or its memory full.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Ending } from '@/lib/engine/protocol/so-far';
import { type AuditRequest, PIPE, type ProgramRequest } from './messages';

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));
/** Milliseconds between two looks at the process's memory. */
const LOOK_EVERY = 100;

export interface Limits {
  /** From when the text begins to run, SQLAlchemy being up. */
  readonly seconds: number;
  /** Of the whole process: PostgreSQL and Python take about 600 of them before it does anything. */
  readonly megabytes: number;
}

/** How the process ended. */
interface Exit {
  /** Why it was ended; null where it came to an end by itself. */
  readonly ending: Ending | null;
  /** For example "status 1". */
  readonly said: string;
}

/** Until the process ends. `hear` gets each message, and whether time begins to count with it is what it returns. */
export async function supervise<Message>(
  request: ProgramRequest | AuditRequest,
  { seconds, megabytes }: Limits,
  hear: (message: Message) => boolean,
): Promise<Exit> {
  const child = fork(PROGRAM, {
    execArgv: ['--import', 'tsx'],
    // Of what its environment holds a program sees what finding and installing SQLAlchemy needs.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => NEEDED.test(name))) as NodeJS.ProcessEnv,
    stdio: ['ignore', 2, 2, 'pipe', 'ipc'],
  });
  let ending: Ending | null = null;
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
      const message: Message | null = readMessage(line);
      if (message === null) break;
      if (hear(message)) clock ??= setTimeout(() => end({ why: 'time', seconds }), seconds * 1000);
    }
  } finally {
    clearTimeout(clock);
    clearInterval(look);
  }
  const [status, signal] = await exited;
  return { ending, said: signal ?? `status ${status}` };
}

const NEEDED = /^(?:PATH|HOME|TMPDIR|TEMP|TMP|LANG|LC_\w+|(?:https?|no)_proxy|PIP_\w+|SystemRoot)$/i;

/** Null of half a line, which is the last one of a process that was killed. */
function readMessage<Message>(line: string): Message | null {
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
