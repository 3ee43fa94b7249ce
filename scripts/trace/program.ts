// A reader's program, or models, in a process of its own, which the tool ends when it has to: it writes what it tells
// into a pipe at once, as it reads nothing and sends nothing while it runs.
import fs from 'node:fs';
// The one of the whole thread is taken away.
import process from 'node:process';
import { chosen } from '@/lib/audit/chosen';
import { findingsOf } from '@/lib/audit/judge';
import { type AuditSoFar, withProgress } from '@/lib/audit/progress';
import { proposalsFor } from '@/lib/audit/proposals';
import { openDatabase } from '@/lib/database/node-database';
import { BrokenOff } from '@/lib/engine/run/broken-off';
import { auditWhole, engineOf, runAudit } from '@/lib/engine/run/run-audit';
import { runReaders } from '@/lib/engine/run/run-program';
import { seal } from '@/lib/engine/worker/seal';
import { checkTrace } from '@/lib/scenario/read-trace';
import type { Series } from '@/lib/versions';
import type { Files } from '@/lib/yours/files';
import { loadPackages } from '../sqlalchemy/node-python';
import { type AuditMessage, type AuditRequest, PIPE, type ProgramMessage, type ProgramRequest } from './messages';
import { shut } from './shut';
import { NoSqlalchemy, sqlalchemyOn } from './sqlalchemy';

const BYTES = new TextEncoder();

/** Before it is shut. */
const { writeSync } = fs;
const { exit } = process;

function tell(message: ProgramMessage | AuditMessage): void {
  const bytes = BYTES.encode(`${JSON.stringify(message)}\n`);
  for (let written = 0; written < bytes.length; ) written += writeSync(PIPE, bytes, written);
}

/** Python that breaks says so in Pyodide's frames and ours: the trace says what there is to say. */
function hushFrames(): void {
  const { stderr } = process;
  const { write } = stderr;
  let broken = false;
  stderr.write = (text: string | Uint8Array) => {
    broken ||= /^(?:Pyodide has suffered a fatal error|Recursive call to fatal_error)/.test(String(text));
    return broken || write.call(stderr, text);
  };
}

async function start(series: Series | null, text: string) {
  const database = await openDatabase({ wholePackage: true });
  const python = await sqlalchemyOn(database, series);
  await loadPackages(database, python, text);
  shut();
  seal();
  hushFrames();
  return { database, python };
}

/** Null where the program broke what tells of it. */
async function runIt({ series, program }: ProgramRequest): Promise<ProgramMessage | null> {
  let begun = false;
  try {
    const { database, python } = await start(series, program.source);
    begun = true;
    const trace = runReaders(database, python, program, tell);
    return { type: 'ended', trace: checkTrace(trace) };
  } catch (error) {
    if (error instanceof BrokenOff) return { type: 'ended', trace: checkTrace(error.trace) };
    if (error instanceof NoSqlalchemy) return { type: 'impossible', sentence: error.message };
    if (begun) return null;
    throw error;
  }
}

/** Null where the models broke what tells of them. */
async function auditIt({ series, audit, mend }: AuditRequest): Promise<AuditMessage | null> {
  let begun = false;
  try {
    const { database, python } = await start(series, Object.values(audit.files).join('\n'));
    begun = true;
    tell({ type: 'ready', engine: engineOf(database, python, audit) });
    let soFar: AuditSoFar = null;
    runAudit(database, python, audit, (progress) => {
      soFar = withProgress(soFar, progress);
      tell(progress);
    });
    tell({ type: 'audited' });
    if (soFar && mend) {
      const { shown } = chosen(findingsOf(soFar), mend);
      const again = (files: Files) => auditWhole(database, python, { ...audit, files });
      for (const proposed of proposalsFor(shown, soFar, audit.files, again)) tell({ type: 'proposed', ...proposed });
    }
    return { type: 'tried' };
  } catch (error) {
    if (error instanceof NoSqlalchemy) return { type: 'impossible', sentence: error.message };
    if (begun) return null;
    throw error;
  }
}

process.once('message', async (request: ProgramRequest | AuditRequest) => {
  const message = 'audit' in request ? await auditIt(request) : await runIt(request);
  if (message) tell(message);
  exit(0);
});
