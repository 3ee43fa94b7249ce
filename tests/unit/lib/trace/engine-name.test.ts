import { expect, test } from 'vitest';
import { engineName, enginesTogether } from '@/lib/trace/engine-name';

const model = (version: string, driver: string) => ({ name: 'model', version, driver, postgres: '18.6' }) as const;
const named = (...engines: readonly ReturnType<typeof model>[]) => {
  const together = enginesTogether(engines);
  return together && engineName(together);
};

test('Runs beside each other are named with every version and driver', () => {
  expect(named()).toBeNull();
  expect(named(model('2.1.9', 'asyncpg'), model('2.1.9', 'asyncpg'))).toBe(
    'the model of SQLAlchemy 2.1.9 with asyncpg',
  );
  expect(named(model('2.1.9', 'asyncpg'), model('2.0.58', 'psycopg'))).toBe(
    'the model of SQLAlchemy 2.1.9 and 2.0.58 with asyncpg and psycopg',
  );
});
