// `npm run bench`: measures what docs and claims rest on, and prints it as JSON; a table for people goes to the
// error stream. Compare ratios, not milliseconds: the machine matters.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAudit } from '@/tests/bench/audit';
import { measureBrowser } from '@/tests/bench/browser';
import { measureDeletes } from '@/tests/bench/deletes';
import { measureDissolve } from '@/tests/bench/dissolve';
import { measureExportedPage } from '@/tests/bench/exported-page';
import { measureNodeStart } from '@/tests/bench/node-start';
import { measureRunPage } from '@/tests/bench/run-page';
import { measureScale } from '@/tests/bench/scale';
import { measureSqlalchemy } from '@/tests/bench/sqlalchemy';
import { tableOf } from '@/tests/bench/table';
import { measureTraceTool } from '@/tests/bench/trace-rate';
import { measureYours } from '@/tests/bench/yours';

const MEASUREMENTS = {
  traceTool: measureTraceTool,
  nodeStart: measureNodeStart,
  deletes: measureDeletes,
  scale: measureScale,
  browser: measureBrowser,
  exportedPage: measureExportedPage,
  runPage: measureRunPage,
  dissolve: measureDissolve,
  sqlalchemy: measureSqlalchemy,
  yours: measureYours,
  audit: measureAudit,
} as const;

const { positionals } = parseArgs({ allowPositionals: true });
const chosen = Object.entries(MEASUREMENTS).filter(([name]) => positionals.length === 0 || positionals.includes(name));
if (chosen.length === 0) {
  console.error(`Usage: npm run bench [-- NAME ...], with NAME among: ${Object.keys(MEASUREMENTS).join(', ')}`);
  process.exit(2);
}

const results: Record<string, unknown> = { machine: { processors: cpus().length, node: process.version } };
for (const [name, measure] of chosen) {
  console.error(`measuring ${name} …`);
  results[name] = await measure();
}
console.error(tableOf(results));
console.log(JSON.stringify(results, null, 2));
process.exit(0);
