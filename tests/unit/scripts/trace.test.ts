// The trace tool as its users run it: a process with pipes.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { MODELLED_SQLALCHEMY } from '@/lib/versions';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

function traceTool(...args: string[]) {
  return spawn(process.execPath, ['--import', 'tsx', 'scripts/trace.ts', ...args], { cwd: ROOT, stdio: 'pipe' });
}

async function statusOf(process: ChildProcess): Promise<number | null> {
  const [status] = await once(process, 'exit');
  return status;
}

async function trace(input: string, ...args: string[]) {
  const tool = traceTool(...args);
  tool.stdin.end(input);
  const [status, output, errors] = await Promise.all([statusOf(tool), text(tool.stdout), text(tool.stderr)]);
  const lines = output.split('\n').filter((line) => line !== '');
  return { status, lines, errors };
}

test('each line gets its answer in order; defaults are filled in and empty lines skipped', async () => {
  const input = '{}\n\n  \n{"posts": 1, "loaded": "loaded"}\r\n{"operation": "bulk-delete"}';
  const { status, lines } = await trace(input);
  expect(lines.map((line) => JSON.parse(line).scenario)).toEqual([
    DEFAULT_SCENARIO,
    { ...DEFAULT_SCENARIO, posts: 1, loaded: 'loaded' },
    { ...DEFAULT_SCENARIO, operation: 'bulk-delete' },
  ]);
  expect(status).toBe(0);
});

test('a trace has the parts that its format promises', async () => {
  const { lines } = await trace('{"onDelete": "SET NULL"}');
  const trace_ = JSON.parse(lines[0] ?? '');
  expect(Object.keys(trace_)).toEqual([
    'format',
    'engine',
    'scenario',
    'schema',
    'before',
    'events',
    'warnings',
    'error',
    'rows',
    'unexplained',
    'missing',
  ]);
  expect([trace_.format, trace_.unexplained, trace_.missing]).toEqual([2, [], []]);
  expect(trace_.before.posts).toEqual(trace_.rows.posts);
  expect(trace_.engine).toEqual({
    name: 'model',
    version: MODELLED_SQLALCHEMY['2.1'],
    driver: 'asyncpg',
    postgres: '18.6',
  });
  expect(trace_.error).toMatchObject({ class: 'IntegrityError', sqlstate: '23502', constraint: null });
  const failed = trace_.events.filter((event: { failed?: boolean }) => event.failed);
  expect(failed).toHaveLength(1);
  expect(failed[0].rowcount).toBeNull();
  expect(failed[0].effects.map((effect: { by: string }) => effect.by)).toEqual(['client', 'foreign-key']);
});

test('a line that is no scenario says so in its place, the rest go on, and the status is 1', async () => {
  const { status, lines } = await trace('nope\n{"posts": -1}\n{"colour": "red"}\n[]\nnull\n{}\n{"posts": 2.5}');
  const answers = lines.map((line) => JSON.parse(line));
  expect(answers.map((answer) => 'invalid' in answer)).toEqual([true, true, true, true, true, false, true]);
  expect(answers[0].invalid).toContain('JSON');
  expect(answers[1].invalid).toContain('posts');
  expect(answers[2].invalid).toContain('colour');
  expect(status).toBe(1);
});

test('a setting that SQLAlchemy rejects is a trace, not an invalid line', async () => {
  const { status, lines } = await trace('{"passiveDeletes": "all"}');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: { class: 'ArgumentError' }, events: [] });
  expect(status).toBe(0);
});

test('answers stream: a trace comes back before the next line is written', async () => {
  const tool = traceTool();
  const exited = statusOf(tool);
  for (let posts = 0; posts < 3; posts++) {
    tool.stdin.write(`{"posts": ${posts}}\n`);
    const [answer] = await once(tool.stdout, 'data');
    expect(JSON.parse(String(answer)).scenario.posts).toBe(posts);
  }
  tool.stdin.end();
  expect(await exited).toBe(0);
});

test('a reader that stops early ends it quietly', async () => {
  const tool = traceTool();
  const exited = statusOf(tool);
  const errors = text(tool.stderr);
  tool.stdin.on('error', () => {}); // the tool has closed its end
  const write = () => {
    while (tool.exitCode === null && tool.stdin.writable && tool.stdin.write('{}\n'));
    if (tool.exitCode === null) tool.stdin.once('drain', write);
  };
  write();
  await once(tool.stdout, 'data');
  tool.stdout.destroy();
  expect(await exited).toBe(0);
  expect(await errors).toBe('');
});

test('an engine that is not there, or a misspelt option, is refused with the help', async () => {
  const { status, lines, errors } = await trace('{}', '--engine', 'django');
  expect({ status, lines }).toEqual({ status: 2, lines: [] });
  expect(errors).toContain('django');
  expect(errors).toContain('Usage:');
  expect((await trace('', '--engin')).status).toBe(2);
  const help = await trace('', '--help');
  expect(help.status).toBe(0);
  expect(help.lines[0]).toContain('Usage:');
});
