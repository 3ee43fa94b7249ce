import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { handsOf, heldAt } from '@/lib/trace/hands';
import { indexRun } from '@/lib/trace/run-index';
import { stateAt } from '@/lib/trace/state';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

/** Whose post 1 is, step by step, with what is said of it there; what stays the same is left out. */
function postOne(settings: Partial<Scenario>): readonly string[] {
  const index = indexRun(runScenario(database, change(DEFAULT_SCENARIO, settings)));
  const [hands] = handsOf(index).get('User') ?? [];
  if (!hands) return [];
  const told: string[] = [];
  for (let step = 0; step <= index.lastStep; step++) {
    const { owner, note } = heldAt(index, stateAt(index, step), hands)[0] ?? { owner: null, note: 'unknown' };
    const line = `${owner ?? 'nobody'}${note && `, ${note}`}`;
    if (told.at(-1) !== line) told.push(line);
    if (owner !== null) expect(hands.owners.get(owner)?.get(0)?.length).toBeGreaterThanOrEqual(note.length);
  }
  return told;
}

describe('a post that is moved', () => {
  it('changes hands when Python does it, and its foreign key follows with the flush', () => {
    const told = ['nobody', '1', '2, user_id is 1', '2'];
    expect(postOne({ operation: 'move-append' })).toEqual(told);
    expect(postOne({ operation: 'move-append', loaded: 'loaded' })).toEqual(told);
    expect(postOne({ operation: 'move-set' })).toEqual(told);
    expect(postOne({ operation: 'move-set', loaded: 'loaded' })).toEqual(told);
  });

  it('goes by its foreign key where no collection is loaded', () => {
    expect(postOne({ operation: 'set-user-id-2' })).toEqual(['nobody', '1', '2']);
  });

  it('stays in a loaded collection when its foreign key alone is set', () => {
    expect(postOne({ operation: 'set-user-id-2', loaded: 'loaded' })).toEqual(['nobody', '1', '1, user_id is 2']);
  });

  it('is nobody’s once a refusal has expired it', () => {
    expect(postOne({ operation: 'move-append', gone: 'user-2' })).toEqual(['nobody', '1', '2, user_id is 1', 'nobody']);
  });

  it('needs no boxes where no post gets another owner', () => {
    for (const operation of ['delete-user', 'remove-post', 'set-user-id-none'] as const) {
      expect(postOne({ operation, nullable: true, loaded: 'loaded' }), operation).toEqual([]);
    }
  });
});
