// Publishes the format of a trace with the site, as JSON Schema made of the schemas that check it.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { TraceFileSchema } from '@/lib/scenario/read-trace';

const PUBLIC = fileURLToPath(new URL('../public', import.meta.url));
const NAME = 'trace.schema.json';

/** What JSON Schema cannot say, such as which operation belongs to which shape, it leaves out. */
export function traceJsonSchema(): object {
  const schema = toJsonSchema(TraceFileSchema, { errorMode: 'ignore', typeMode: 'input', target: 'draft-2020-12' });
  return { title: 'A trace of Cascade Lens', ...schema };
}

export async function publishTraceSchema(): Promise<void> {
  await writeFile(path.join(PUBLIC, NAME), `${JSON.stringify(traceJsonSchema(), null, 1)}\n`);
}
