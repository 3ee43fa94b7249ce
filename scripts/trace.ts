// `npm run -s trace`: scenarios in, one JSON object a line, traces out, in order. See --help.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run-scenario';
import { HELP, readArguments } from './trace/arguments';
import { readLine } from './trace/line';

/** Runs every line of the input; resolves to the exit status. */
async function traceLines(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<number> {
  const database = await openDatabase();
  let invalid = false;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if ('invalid' in read) invalid = true;
    const answer = 'invalid' in read ? read : runScenario(database, read.scenario).trace;
    if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, 'drain');
  }
  await database.close();
  return invalid ? 1 : 0;
}

// Whoever reads the output may stop early, as `head` does: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const read = readArguments(process.argv.slice(2));
if ('help' in read) console.log(HELP);
else if ('refused' in read) {
  console.error(`${read.refused}\n\n${HELP}`);
  process.exitCode = 2;
} else process.exitCode = await traceLines(process.stdin, process.stdout);
