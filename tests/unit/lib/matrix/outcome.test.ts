import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phraseOf, wordOf } from '@/components/matrix/words';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { dependsOnLoaded, GRIDS, type Grid, type GridRuns, outcomesOf, SETTINGS, scenarioOf } from '@/lib/matrix/grids';
import { outcomeFate, outcomeOf } from '@/lib/matrix/outcome';
import { cascades } from '@/lib/scenario/cascade';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO, LOADED, type Scenario } from '@/lib/scenario/scenario';
import { runGrid } from '@/scripts/matrix';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const outcome = (settings: Partial<Scenario>) => outcomeOf(runScenario(database, change(DEFAULT_SCENARIO, settings)));

function gridOf(id: string): Grid {
  const grid = GRIDS.find((each) => each.id === id);
  if (!grid) throw new Error(`no grid ${id}`);
  return grid;
}

describe('the outcome of a run', () => {
  const nulls = { cascade: 'save-update, merge', nullable: true } as const;

  it.each([
    ['the foreign key deletes', {}, 'deleted', 'foreign key'],
    ['the ORM deletes what is loaded', { loaded: 'loaded' }, 'deleted', 'ORM'],
    ['each deletes a part', { operation: 'delete-post-then-user' }, 'deleted', 'both'],
    ['the ORM sets NULL', { ...nulls, passiveDeletes: false }, 'null', 'NULL'],
    ['the foreign key sets NULL', { ...nulls, onDelete: 'SET NULL' }, 'null', 'NULL'],
    ['the foreign key sets the default', { onDelete: 'SET DEFAULT' }, 'changed', 'default'],
    ['the ORM moves a post', { operation: 'move-set' }, 'changed', 'moved'],
    ['NO ACTION refuses', { onDelete: 'NO ACTION' }, 'refused', '23503'],
    ['RESTRICT refuses with a SQLSTATE of its own', { onDelete: 'RESTRICT' }, 'refused', '23001'],
    ['NOT NULL refuses', { onDelete: 'SET NULL' }, 'refused', '23502'],
    ['SQLAlchemy rejects', { passiveDeletes: 'all' }, 'rejected', 'ArgumentError'],
    ['there is no post to remove', { operation: 'remove-post', posts: 0 }, 'raised', 'IndexError'],
    ['no post is touched', { operation: 'clear-posts', posts: 0 }, 'untouched', 'untouched'],
  ] as const)('says so when %s', (_, settings, fate, word) => {
    // change() would see to it that there is a post to remove.
    const found = outcomeOf(runScenario(database, { ...DEFAULT_SCENARIO, ...settings }));
    expect([outcomeFate(found), wordOf(found)]).toEqual([fate, word]);
  });

  it('counts for each author only what lasts', () => {
    const { children, unowned } = outcome({ operation: 'delete-post-then-user' });
    expect([children.client.deleted, children['foreign-key'].deleted, unowned]).toEqual([1, 2, 0]);
    const refused = outcome({ cascade: 'save-update, merge', passiveDeletes: false });
    expect(Object.values(refused.children.client)).toEqual([0, 0, 0, 0]);
  });

  it('has the same end whoever came to it, and another one with other rows or another error', () => {
    expect(outcome({ loaded: 'loaded' }).end).toBe(outcome({}).end);
    expect(outcome({ onDelete: 'SET DEFAULT' }).end).not.toBe(outcome({}).end);
    expect(outcome({ onDelete: 'NO ACTION' }).end).not.toBe(outcome({ onDelete: 'SET NULL' }).end);
  });
});

it('M2: under passive_deletes=True exactly delete with CASCADE and no delete with SET NULL do not depend on what was loaded', () => {
  const runs = runGrid(database, gridOf('one-to-many-delete-user'));
  SETTINGS.forEach((setting, at) => {
    const { cascade, passiveDeletes, onDelete } = setting;
    const indifferent = onDelete === (cascades(cascade, 'delete') ? 'CASCADE' : 'SET NULL');
    const expected = passiveDeletes === true && !indifferent;
    expect(dependsOnLoaded(outcomesOf(runs, at)), JSON.stringify(setting)).toBe(expected);
  });
});

describe.each(['one-to-many-delete-post-then-user', 'one-to-one-replace-profile-unique'])('the grid %s', (id) => {
  const grid = gridOf(id);
  let runs: GridRuns;
  beforeAll(() => {
    runs = runGrid(database, grid);
  });

  it('has at each place what its scenario comes to when it runs alone', () => {
    SETTINGS.forEach((setting, at) => {
      if (at % 7 > 0) return;
      LOADED.forEach((loaded, offset) => {
        const { end: _, ...alone } = outcomeOf(runScenario(database, scenarioOf(grid, setting, loaded)));
        expect(outcomesOf(runs, at)[offset], `${JSON.stringify(setting)} ${loaded}`).toMatchObject(alone);
      });
    });
  });

  it('has ends that are equal exactly when rows and error are', () => {
    const ends = new Map<string, Set<string>>();
    SETTINGS.forEach((setting, at) => {
      if (at % 5 > 0) return;
      LOADED.forEach((loaded, offset) => {
        const end = outcomesOf(runs, at)[offset]?.end ?? '';
        const alone = outcomeOf(runScenario(database, scenarioOf(grid, setting, loaded))).end;
        ends.set(end, (ends.get(end) ?? new Set()).add(alone));
      });
    });
    expect([...ends.values()].map(({ size }) => size)).toEqual([...ends].map(() => 1));
    expect(new Set([...ends.values()].flatMap((each) => [...each])).size).toBe(ends.size);
  });

  it('names each outcome by a phrase that contains the word of its cell', () => {
    for (const each of runs.outcomes) expect(phraseOf(each, grid)).toContain(wordOf(each));
  });
});
