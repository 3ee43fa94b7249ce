import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draw } from '@/components/stage/flow';
import { marksOf } from '@/components/timeline/marks';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { narrateStep } from '@/lib/trace/narration';
import { paceRun } from '@/lib/trace/pacing';
import { indexRun } from '@/lib/trace/run-index';
import { stateAt } from '@/lib/trace/state';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

function run(settings: Partial<Scenario>) {
  const scenario = change(DEFAULT_SCENARIO, settings);
  const index = indexRun(runScenario(database, scenario));
  const stage = (step: number) => draw(index, stateAt(index, step), true);
  return { scenario, index, stage };
}

describe('the stage', () => {
  it('draws a stroke from the deleted user to every readable post that the foreign key took', () => {
    const { index, stage } = run({});
    const ends = stage(index.lastStep).edges.filter((edge) => edge.id.startsWith('cascade:'));
    expect(ends.map((edge) => [edge.sourceHandle, edge.targetHandle])).toEqual([
      ['from:1', 'to:1'],
      ['from:1', 'to:2'],
      ['from:1', 'to:3'],
    ]);
  });

  it('draws one stroke to the field when the rows are too many to read', () => {
    const { index, stage } = run({ posts: 40 });
    const ends = stage(index.lastStep).edges.filter((edge) => edge.id.startsWith('cascade:'));
    expect(ends.map((edge) => edge.targetHandle)).toEqual(['to-field']);
  });

  it('draws no stroke when the ORM deleted the posts', () => {
    const { index, stage } = run({ passiveDeletes: false });
    expect(stage(index.lastStep).edges.some((edge) => edge.id.startsWith('cascade:'))).toBe(false);
  });

  it('names every node that its edges need, at every step', () => {
    for (const settings of [
      {},
      { passiveDeletes: false },
      { onDelete: null },
      { posts: 40 },
    ] satisfies Partial<Scenario>[]) {
      const { index, stage } = run(settings);
      for (let step = 0; step <= index.lastStep; step++) {
        const { nodes, edges } = stage(step);
        const ids = new Set(nodes.map((node) => node.id));
        for (const edge of edges) expect([ids.has(edge.source), ids.has(edge.target)], edge.id).toEqual([true, true]);
        expect(new Set(edges.map((edge) => edge.id)).size).toBe(edges.length);
      }
    }
  });

  it('turns the ticket and the foreign key to refused when PostgreSQL refuses; the key stays so after the rollback', () => {
    const { index, stage } = run({ onDelete: null });
    const refused = index.lastStep - 3;
    expect(narrateStep(index, refused)).toMatch(/^PostgreSQL refuses/);
    const at = (step: number) => {
      const { nodes, edges } = stage(step);
      const ticket = nodes.find((node) => node.type === 'ticket');
      return [ticket?.data.phase, edges.find((edge) => edge.id.startsWith('foreign-key:'))?.data?.bad];
    };
    expect(at(refused)).toEqual(['refused', true]);
    expect(at(refused - 1)).toEqual(['working', false]);
    expect(at(index.lastStep)).toEqual(['answered', true]);
  });
});

describe('the timeline', () => {
  it('marks each effect of a few, and draws a band in the actor’s colour for many', () => {
    const few = run({});
    const many = run({ posts: 500 });
    const kinds = ({ index }: typeof few) =>
      marksOf(index, paceRun(index)).filter((mark) => mark.kind === 'foreign-key');
    expect(kinds(few)).toHaveLength(3);
    expect(kinds(few).every((mark) => mark.from === mark.to)).toBe(true);
    expect(kinds(many)).toHaveLength(1);
    expect(kinds(many).every((mark) => mark.from < mark.to)).toBe(true);
  });

  it('keeps its marks in order and inside the track', () => {
    const { index } = run({ onDelete: null });
    const marks = marksOf(index, paceRun(index));
    for (const [at, mark] of marks.entries()) {
      expect(mark.from).toBeGreaterThanOrEqual(marks[at - 1]?.from ?? 0);
      expect(mark.to).toBeLessThanOrEqual(1);
    }
  });

  it('has a sentence for every step', () => {
    for (const settings of [
      {},
      { onDelete: 'SET NULL', nullable: true },
      { onDelete: null },
    ] satisfies Partial<Scenario>[]) {
      const { index } = run(settings);
      for (let step = 0; step <= index.lastStep; step++) expect(narrateStep(index, step)).toMatch(/\.$/);
    }
  });
});
