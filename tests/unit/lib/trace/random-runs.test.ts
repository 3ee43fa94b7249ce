// Random runs on a table that is kept beside them as a plain list: rows deleted, changed in several columns, moved to
// other keys and inserted, in transactions, savepoints and outside of both. Whatever is folded out of the effects has to
// be what the list says, at every step.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexRun } from '@/lib/trace/run-index';
import { fateOf, stateAt, valuesOf } from '@/lib/trace/state';
import { summarise } from '@/lib/trace/summary';
import type { Change, Effect, Row, Trace, TraceEvent, TransactionEvent, Value } from '@/lib/trace/trace';
import { unexplainedRows } from '@/lib/trace/unexplained';
import { aRun, deletes, inserts, statement, transaction, updates } from '@/tests/unit/a-run';

const COLUMNS = ['id', 'title', 'user_id'];
const SEED = aRun([]).before.posts ?? [];
const KEYS = { min: 1, max: 6 } as const;

const aWish = fc.record({
  does: fc.constantFrom('delete', 'update', 'move', 'insert'),
  key: fc.integer(KEYS),
  to: fc.record({
    id: fc.integer(KEYS),
    title: fc.option(fc.constantFrom('x', 'y')),
    user_id: fc.option(fc.constantFrom(1, 2)),
  }),
});
type Wish = typeof aWish extends fc.Arbitrary<infer T> ? T : never;

type Command =
  | { readonly wishes: readonly Wish[]; readonly fails: boolean }
  | { readonly action: TransactionEvent['action']; readonly name: string };

const someStatements = fc.record({
  wishes: fc.array(aWish, { maxLength: 4 }),
  fails: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
});
const aSavepoint = fc.record({
  action: fc.constantFrom('savepoint' as const, 'savepoint' as const, 'rollback-to' as const, 'release' as const),
  name: fc.constantFrom('a', 'b'),
});
/** What is not possible at its turn is left out. */
const someCommands = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof<fc.Arbitrary<Command>[]>(someStatements, aSavepoint), { maxLength: 9 }),
    fc.constantFrom('commit' as const, 'commit' as const, 'rollback' as const, null),
  )
  .map(([begins, body, ends]): Command[] => [
    ...(begins ? [{ action: 'begin' as const, name: '' }] : []),
    ...body,
    ...(ends ? [{ action: ends, name: '' }] : []),
  ]);

/** PostgreSQL as far as it matters here, and the rows of each step of the run that it records. */
class Told {
  readonly events: TraceEvent[] = [];
  readonly steps: (readonly Row[])[] = [SEED];
  #rows: readonly Row[] = SEED;
  #before: readonly Row[] | null = null;
  #savepoints: { readonly name: string; readonly rows: readonly Row[] }[] = [];
  #refused = false;

  do(command: Command): void {
    if ('wishes' in command) this.#statement(command.wishes, command.fails);
    else this.#transaction(command.action, command.name);
  }

  /** What a second connection sees. */
  get committed(): readonly Row[] {
    return this.#before ?? this.#rows;
  }

  #statement(wishes: readonly Wish[], failed: boolean): void {
    if (this.#refused) return;
    const before = this.#rows;
    this.steps.push(before);
    const effects = wishes.flatMap((wish) => {
      const effect = this.#touch(wish);
      if (effect) this.steps.push(this.#rows);
      return effect ?? [];
    });
    this.events.push(statement('a statement', effects, { failed }));
    if (!failed) return;
    if (this.#before) this.#refused = true;
    else this.#rows = before;
    this.steps.push(this.#rows);
  }

  #touch({ does, key, to }: Wish): Effect | null {
    const old = this.#rows.find(([id]) => id === key);
    const others = this.#rows.filter((row) => row !== old);
    const set = (row: Row | null) => {
      this.#rows = [...others, ...(row ? [row] : [])].sort((a, b) => Number(a[0]) - Number(b[0]));
    };
    if (does === 'insert') {
      if (old) return null;
      const row: Row = [key, to.title, to.user_id];
      set(row);
      return inserts('posts', key, row);
    }
    if (!old) return null;
    if (does === 'delete') {
      set(null);
      return deletes('posts', key);
    }
    if (does === 'move' && this.#rows.some(([id]) => id === to.id)) return null;
    const row: Row = [does === 'move' ? to.id : key, to.title, to.user_id];
    const changes = COLUMNS.flatMap((column, at): Change[] => {
      const [was, is]: [Value, Value] = [old[at] ?? null, row[at] ?? null];
      return was === is ? [] : [{ column, from: was, to: is }];
    });
    set(row);
    return updates('posts', key, changes);
  }

  #transaction(action: TransactionEvent['action'], name: string): void {
    const open = this.#before;
    const savepoint = this.#savepoints.findLastIndex((each) => each.name === name);
    if ((action === 'begin') === (open !== null)) return;
    if (['rollback-to', 'release'].includes(action) && savepoint < 0) return;
    if (this.#refused && !action.startsWith('rollback')) return;
    if (action === 'begin') this.#before = this.#rows;
    if (action === 'savepoint') this.#savepoints.push({ name, rows: this.#rows });
    if (action === 'release') this.#savepoints.splice(savepoint);
    if (action === 'rollback-to') {
      this.#rows = this.#savepoints[savepoint]?.rows ?? [];
      this.#savepoints.splice(savepoint + 1);
      this.#refused = false;
    }
    if (action === 'rollback') this.#rows = open ?? [];
    if (action === 'commit' || action === 'rollback') {
      [this.#before, this.#savepoints, this.#refused] = [null, [], false];
    }
    this.events.push(transaction(action, { name }));
    this.steps.push(this.#rows);
  }
}

const aTold = fc.array(someCommands, { maxLength: 4 }).map((commands) => {
  const told = new Told();
  for (const command of commands.flat()) told.do(command);
  return told;
});
const runOf = ({ events, committed }: Told): Trace<null> => aRun(events, { ...aRun([]).rows, posts: committed });

it('the rows of a random run are at every step those that were told', () => {
  fc.assert(
    fc.property(aTold, (told) => {
      const index = indexRun(runOf(told));
      expect(index.lastStep).toBe(told.steps.length - 1);
      told.steps.forEach((rows, step) => {
        const posts = stateAt(index, step).tables.find(({ table }) => table.name === 'posts');
        if (!posts) throw new Error('no posts');
        const there = posts.table.rows.flatMap((_, row) => {
          const gone = ['deleted', 'absent'].includes(fateOf(index, posts, row));
          return gone ? [] : [valuesOf(index, posts, row)];
        });
        expect(
          [...there].sort((a, b) => Number(a[0]) - Number(b[0])),
          `step ${step}`,
        ).toEqual(rows);
        expect(posts.present).toBe(rows.length);
      });
    }),
    { numRuns: 500 },
  );
});

it('all ends of a random run are explained, and its lasting effects are those that are explained by', () => {
  fc.assert(
    fc.property(aTold, (told) => {
      const run = runOf(told);
      expect(unexplainedRows(run)).toEqual([]);
      const posts = summarise(indexRun(run)).tables.find(({ name }) => name === 'posts');
      const { inserted = 0, deleted = 0 } = posts?.lasting.client ?? {};
      expect(SEED.length + inserted - deleted).toBe(told.committed.length);
    }),
    { numRuns: 500 },
  );
});

it('a row of a random run that ends otherwise than it was told is found, whatever happened before', () => {
  fc.assert(
    fc.property(aTold, fc.integer(KEYS), fc.boolean(), (told, key, there) => {
      const run = runOf(told);
      const others = told.committed.filter(([id]) => id !== key);
      const odd: Row = [key, 'odd', null];
      const posts = there ? [...others, odd] : others;
      fc.pre(there || others.length < told.committed.length);
      const found = unexplainedRows({ ...run, rows: { ...run.rows, posts } });
      expect(found).toMatchObject([{ table: 'posts', key, is: there ? odd : null }]);
    }),
    { numRuns: 500 },
  );
});
