import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { change } from '@/lib/scenario/change';
import { PRESETS } from '@/lib/scenario/presets';
import { DEFAULT_SCENARIO, FIELDS, type Scenario } from '@/lib/scenario/scenario';
import { nameOfWay, settingName } from '@/lib/scenario/setting-words';

describe('the name of a setting', () => {
  it('is written in one place', () => {
    const written = readdirSync('components', { recursive: true, encoding: 'utf8' }).flatMap((file) => {
      if (!/\.tsx?$/.test(file)) return [];
      const text = readFileSync(join('components', file), 'utf8');
      return /user\.posts before|another connection deletes/i.test(text) ? [file] : [];
    });
    expect(written).toEqual([]);
  });

  it('is no other setting’s', () => {
    const names = Object.keys(FIELDS).map((field) => settingName(field as keyof Scenario, 'one-to-many'));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the name of a way', () => {
  it.each([
    { nullable: true },
    { index: false },
    { onDelete: null },
    { loaded: 'loaded' },
    { loaded: 'partial' },
    { sqlalchemy: '2.0' },
    { driver: 'psycopg' },
    { gone: 'post-1' },
    { mapper: 'version-id-col' },
    { passiveDeletes: 'all' },
  ] satisfies Partial<Scenario>[])('tells %o from what is usual', (settings) => {
    expect(nameOfWay(change(DEFAULT_SCENARIO, settings))).not.toBe(nameOfWay(DEFAULT_SCENARIO));
  });

  it('begins with that of the preset that it is', () => {
    for (const { name, scenario } of PRESETS.slice(0, 2)) expect(nameOfWay(scenario).startsWith(name), name).toBe(true);
  });
});
