import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { headersOf, readHeaders, writeHeaders } from '@/scripts/headers';

function aBuild(...folders: string[]): string {
  const out = mkdtempSync(path.join(tmpdir(), 'headers-'));
  onTestFinished(() => rmSync(out, { recursive: true }));
  for (const folder of folders) mkdirSync(path.join(out, folder), { recursive: true });
  return out;
}

test('what is written for a build is what its addresses are answered with, below the base path alone', async () => {
  const out = aBuild('engine/0123456789abcdef', 'sqlalchemy/fedcba9876543210');
  await writeHeaders(out, '/docs/lens');
  const rules = await readHeaders(out);
  const of = (address: string, name: string) => headersOf(rules, address).get(name);
  expect(of('/docs/lens/compare/', 'X-Content-Type-Options')).toBe('nosniff');
  expect(of('/docs/lens/compare/', 'Cache-Control')).toBeUndefined();
  expect(of('/docs/lens/_next/static/chunks/a.js', 'Cache-Control')).toContain('immutable');
  expect(of('/docs/lens/engine/0123456789abcdef/engine.worker.js', 'Content-Security-Policy')).toBe(
    "frame-ancestors 'self', default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'",
  );
  expect(of('/docs/lens/sqlalchemy/fedcba9876543210/pyodide.js', 'Cache-Control')).toContain('immutable');
  expect(of('/docs/lens/engine/current.json', 'Cache-Control')).toBeUndefined();
  expect([...headersOf(rules, '/elsewhere/')]).toEqual([]);
});

test('a folder without the file has no headers', async () => {
  expect(await readHeaders(aBuild())).toEqual([]);
});
