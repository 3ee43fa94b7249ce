// Foreign keys, triggers and transactions worked out without PostgreSQL, from what their definitions say: what each
// statement does to which row, and by whom. Held against the witness by random-schemas.test.ts.

export type Cell = number | string | null;
export type Action = 'NO ACTION' | 'RESTRICT' | 'CASCADE' | 'SET NULL' | 'SET DEFAULT';

export interface ForeignKeyPlan {
  /** The table that it leads to, by its place. */
  readonly to: number;
  readonly onDelete: Action;
  readonly onUpdate: Action;
  /** SET NULL of the last column only. */
  readonly lastOnly: boolean;
  readonly deferred: boolean;
}

/** What a table has besides its foreign keys: each is a trigger, named as it is called here. */
export type TriggerKind =
  /** AFTER DELETE: writes into the log. */
  | 'audit'
  /** AFTER DELETE: writes into the log and takes it back in a block that catches an error. */
  | 'regret'
  /** AFTER DELETE: deletes the rows of another table that have the same word. */
  | 'hand'
  /** BEFORE DELETE: keeps the rows whose word is "keep". */
  | 'keep'
  /** BEFORE UPDATE: writes another word. */
  | 'touch';

export interface TablePlan {
  /** Each column of the key, by its type. */
  readonly key: readonly ('integer' | 'text')[];
  readonly foreignKeys: readonly ForeignKeyPlan[];
  readonly trigger: TriggerKind | null;
  /** The other table of "hand", by its place. */
  readonly other: number;
}

export interface Done {
  readonly by: 'client' | 'foreign-key' | 'trigger';
  readonly operation: 'DELETE' | 'UPDATE' | 'INSERT' | 'TRUNCATE';
  readonly table: string;
  readonly key: readonly Cell[];
  readonly changes?: readonly (readonly [column: string, from: Cell, to: Cell])[];
  readonly trigger?: TriggerKind;
}

export const LOG = 'log';
export const tableName = (at: number) => `t${at}`;
export const keyColumns = ({ key }: TablePlan) => key.map((_, at) => `k${at}`);
export const foreignColumns = (plans: readonly TablePlan[], table: number, foreignKey: number) =>
  (plans[plans[table]?.foreignKeys[foreignKey]?.to ?? 0]?.key ?? []).map((_, at) => `f${foreignKey}_${at}`);
/** As the columns stand in the table. */
export const columnsOf = (plans: readonly TablePlan[], table: number): readonly string[] => [
  ...keyColumns(plans[table] as TablePlan),
  'word',
  ...(plans[table]?.foreignKeys ?? []).flatMap((_, at) => foreignColumns(plans, table, at)),
];
/** A number as a key of the table has it. */
export const keyValues = ({ key }: TablePlan, number: number): Cell[] =>
  key.map((type) => (type === 'integer' ? number : `k${number}`));
/** What SET DEFAULT sets. */
export const DEFAULT_KEY = 4;

type Cells = Readonly<Record<string, Cell>>;

interface Version {
  readonly table: number;
  readonly cells: Cells;
}

/** A statement was refused. */
export class Refused extends Error {}

interface AfterEvent {
  readonly operation: 'DELETE' | 'UPDATE' | 'INSERT';
  readonly old: Version | null;
  readonly new: Version | null;
}

type Queue = (() => void)[];

/** By whom a query is made. */
type Author = Pick<Done, 'by' | 'trigger'>;
const CLIENT: Author = { by: 'client' };
const FOREIGN_KEY: Author = { by: 'foreign-key' };

const same = (one: readonly Cell[], other: readonly Cell[]) => one.every((cell, at) => cell === other[at]);
const pick = (cells: Cells, columns: readonly string[]) => columns.map((column) => cells[column] ?? null);

export class Simulation {
  readonly plans: readonly TablePlan[];
  /** What is there; a row that is changed is another one. */
  rows: readonly Version[];
  log: readonly string[] = [];
  /** Checks that wait for the COMMIT, and the table whose row has set each off. */
  deferred: readonly { readonly table: number; readonly check: () => void }[] = [];
  #done: Done[] = [];
  readonly #seed: ReadonlySet<Version>;

  constructor(plans: readonly TablePlan[], rows: readonly Version[]) {
    this.plans = plans;
    this.rows = rows;
    this.#seed = new Set(rows);
  }

  /** What the statement does; throws Refused, and has then done nothing. */
  statement(work: (queue: Queue) => void): readonly Done[] {
    const before = { rows: this.rows, log: this.log, deferred: this.deferred };
    this.#done = [];
    try {
      this.#query(work);
      return this.#done;
    } catch (error) {
      Object.assign(this, before);
      throw error;
    }
  }

  /** Throws Refused when a deferred constraint does not hold. */
  commit(): void {
    const waiting = this.deferred;
    this.deferred = [];
    for (const { check } of waiting) check();
  }

  delete(table: number, wanted: (cells: Cells) => boolean, author = CLIENT) {
    return (queue: Queue) => {
      for (const row of this.#of(table).filter(({ cells }) => wanted(cells))) {
        if (this.plans[table]?.trigger === 'keep' && row.cells.word === 'keep') continue;
        this.rows = this.rows.filter((each) => each !== row);
        this.#tell(author, 'DELETE', row);
        this.#after(queue, { operation: 'DELETE', old: row, new: null });
      }
    };
  }

  update(table: number, wanted: (cells: Cells) => boolean, set: Cells, author = CLIENT) {
    return (queue: Queue) => {
      for (const row of this.#of(table).filter(({ cells }) => wanted(cells))) {
        const touched = this.plans[table]?.trigger === 'touch' ? { word: 'touched' } : {};
        const changed: Version = { table, cells: { ...row.cells, ...set, ...touched } };
        this.rows = [...this.rows.filter((each) => each !== row), changed];
        this.#unique(changed);
        this.#tell(author, 'UPDATE', row, changed);
        this.#after(queue, { operation: 'UPDATE', old: row, new: changed });
      }
    };
  }

  insert(table: number, cells: Cells) {
    return (queue: Queue) => {
      const row: Version = { table, cells };
      this.rows = [...this.rows, row];
      this.#unique(row);
      this.#tell(CLIENT, 'INSERT', row);
      this.#after(queue, { operation: 'INSERT', old: null, new: row });
    };
  }

  /** TRUNCATE ... CASCADE. */
  truncate(table: number) {
    return () => {
      const emptied = new Set([table]);
      for (let size = 0; size < emptied.size; ) {
        size = emptied.size;
        this.plans.forEach(({ foreignKeys }, at) => {
          if (foreignKeys.some(({ to }) => emptied.has(to))) emptied.add(at);
        });
      }
      if (this.deferred.some((each) => emptied.has(each.table))) throw new Refused('pending trigger events');
      for (const row of this.rows.filter((each) => emptied.has(each.table))) this.#tell(CLIENT, 'TRUNCATE', row);
      for (const at of emptied) {
        if (this.#of(at).length === 0)
          this.#done.push({ ...CLIENT, operation: 'TRUNCATE', table: tableName(at), key: [] });
      }
      this.rows = this.rows.filter((each) => !emptied.has(each.table));
    };
  }

  #of(table: number): readonly Version[] {
    return this.rows.filter((row) => row.table === table);
  }

  #keyOf({ table, cells }: Version): readonly Cell[] {
    return pick(cells, keyColumns(this.plans[table] as TablePlan));
  }

  #unique(row: Version): void {
    const key = this.#keyOf(row);
    const alike = this.#of(row.table).filter((each) => same(this.#keyOf(each), key));
    if (alike.length > 1) throw new Refused('unique');
  }

  #tell({ by, trigger }: Author, operation: Done['operation'], row: Version, changed?: Version): void {
    const changes = columnsOf(this.plans, row.table).flatMap((column) => {
      const [from, to] = [row.cells[column] ?? null, changed?.cells[column] ?? null];
      return changed && from !== to ? [[column, from, to] as const] : [];
    });
    const told = { by, operation, table: tableName(row.table), key: this.#keyOf(row) };
    this.#done.push({ ...told, ...(changed && { changes }), ...(trigger && { trigger }) });
  }

  /** A query and, at its end, all that it has set off. Those of foreign keys end with the query around them. */
  #query(work: (queue: Queue) => void): void {
    const queue: Queue = [];
    work(queue);
    for (let next = queue.shift(); next; next = queue.shift()) next();
  }

  #after(queue: Queue, event: AfterEvent): void {
    const { old } = event;
    const table = (old ?? event.new)?.table ?? 0;
    this.plans.forEach((plan, child) => {
      plan.foreignKeys.forEach((foreignKey, at) => {
        if (old === null || foreignKey.to !== table) return;
        const now = event.new && this.#keyOf(event.new);
        if (now && same(now, this.#keyOf(old))) return;
        this.#act(queue, { child, at, foreignKey, old: this.#keyOf(old), now });
      });
    });
    this.plans[table]?.foreignKeys.forEach((foreignKey, at) => {
      const columns = foreignColumns(this.plans, table, at);
      const row = event.new;
      if (row === null || pick(row.cells, columns).includes(null)) return;
      // a row that the transaction itself has written may not have been checked yet
      if (old && this.#seed.has(old) && same(pick(old.cells, columns), pick(row.cells, columns))) return;
      const check = () => this.#checkParent(row, columns, foreignKey);
      if (foreignKey.deferred) this.deferred = [...this.deferred, { table, check }];
      else queue.push(check);
    });
    if (event.operation === 'DELETE' && old) this.#byHand(queue, table, old);
  }

  #checkParent(row: Version, columns: readonly string[], { to }: ForeignKeyPlan): void {
    const wanted = pick(row.cells, columns);
    // what has become another row, or is gone, was checked as that
    if (!this.rows.includes(row)) return;
    if (!this.#of(to).some((each) => same(this.#keyOf(each), wanted))) throw new Refused('no parent');
  }

  #act(
    queue: Queue,
    told: {
      readonly child: number;
      readonly at: number;
      readonly foreignKey: ForeignKeyPlan;
      readonly old: readonly Cell[];
      readonly now: readonly Cell[] | null;
    },
  ): void {
    const { child, at, foreignKey, old, now } = told;
    const columns = foreignColumns(this.plans, child, at);
    const action = now ? foreignKey.onUpdate : foreignKey.onDelete;
    const refers = (cells: Cells) => same(pick(cells, columns), old);
    const set = (cells: readonly Cell[], names = columns) =>
      this.update(
        child,
        refers,
        Object.fromEntries(names.map((name, place) => [name, cells[place] ?? null])),
        FOREIGN_KEY,
      );
    const refuse = () => {
      if (this.#of(child).some(({ cells }) => refers(cells))) throw new Refused('still referred to');
    };
    const unlessBack = () => {
      if (!this.#of(foreignKey.to).some((each) => same(this.#keyOf(each), old))) refuse();
    };
    switch (action) {
      case 'RESTRICT':
        queue.push(refuse);
        return;
      case 'NO ACTION':
        if (foreignKey.deferred) this.deferred = [...this.deferred, { table: foreignKey.to, check: unlessBack }];
        else queue.push(unlessBack);
        return;
      case 'CASCADE':
        queue.push(() => (now ? set(now) : this.delete(child, refers, FOREIGN_KEY))(queue));
        return;
      case 'SET NULL': {
        const names = foreignKey.lastOnly && !now ? columns.slice(-1) : columns;
        queue.push(() => set([], names)(queue));
        return;
      }
      case 'SET DEFAULT':
        queue.push(() => {
          set(keyValues(this.plans[foreignKey.to] as TablePlan, DEFAULT_KEY))(queue);
          unlessBack();
        });
    }
  }

  /** The triggers that delete sets off. */
  #byHand(queue: Queue, table: number, { cells }: Version): void {
    const { trigger, other } = this.plans[table] as TablePlan;
    if (trigger === 'audit')
      queue.push(() => {
        this.log = [...this.log, tableName(table)];
        this.#done.push({ by: 'trigger', operation: 'INSERT', table: LOG, key: [tableName(table)], trigger });
      });
    if (trigger === 'hand')
      queue.push(() => this.#query(this.delete(other, ({ word }) => word === cells.word, { by: 'trigger', trigger })));
  }
}
