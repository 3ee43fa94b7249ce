// The tables of a scenario, with exactly the rows of its seed, in well under a millisecond when nothing is large.
// Each different schema is built once and kept under its own name; the one in use is renamed to "public", so that
// PostgreSQL's foreign key speaks of "public"."posts" as it would anywhere.
import type { Scenario } from '@/lib/scenario/scenario';
import { schemaOf } from '@/lib/scenario/schema';
import type { Table } from '@/lib/trace/schema';
import type { Connection } from './connection';
import { childRows, keptSchema, schemaStatements, seedStatements } from './schema';

/**
 * DELETE is five times as fast as TRUNCATE, but only rows of an empty table are sure to lie, and so to be cascaded,
 * in the order of their insertion: when a page is nine tenths full PostgreSQL prunes it and reuses its space
 * (heap_page_prune_opt, 18). This many row versions of 44 bytes stay below that.
 */
const VERSIONS_IN_A_PAGE = 150;
/** Rows that a schema may keep while another one is in use: 72 large schemas would not fit in memory. */
const KEEP_AT_MOST = 20_000;
/**
 * PostgreSQL in single-user mode never checkpoints or vacuums by itself, so its log of changes only grows; after about this
 * many row changes we do. However few rows it has, a scenario writes as much as some hundred: 9 kB, and 90 with tables that
 * are truncated.
 */
const MAINTAIN_AFTER = 200_000;
const OF_A_SCENARIO = { kept: 400, truncated: 2000 } as const;

interface Kept {
  readonly name: string;
  readonly tables: readonly Table[];
  /** Row versions, dead or alive, since the tables were last truncated; an upper estimate. */
  versions: number;
}

export class ScenarioTables {
  readonly #connection: Connection;
  readonly #known = new Map<string, Kept>();
  readonly #built: ReadonlySet<string>;
  #current: Kept | null = null;
  #changes = 0;

  /** Schemas that the snapshot brought along are taken over. */
  constructor(connection: Connection) {
    this.#connection = connection;
    const names = connection.run('SELECT nspname FROM pg_namespace').rows.map(([name]) => String(name));
    this.#built = new Set(names);
  }

  /** Makes them the ones in use. An open transaction is rolled back. */
  set(scenario: Scenario): readonly Table[] {
    if (this.#connection.inTransaction) this.#connection.run('ROLLBACK');
    const schema = this.#enter(scenario);
    const rows = childRows(scenario);
    // The run can write every child twice more, and add one.
    const versions = 3 * rows + 1;
    const truncate = schema.versions + versions > VERSIONS_IN_A_PAGE;
    this.#connection.run(
      [
        'BEGIN',
        'SET LOCAL session_replication_role = replica', // neither the foreign key nor the witness takes part
        truncate ? truncation(schema) : schema.tables.map(({ name }) => `DELETE FROM ${name}`).join('; '),
        ...seedStatements(scenario),
        'COMMIT',
      ].join('; '),
    );
    schema.versions = truncate ? versions : schema.versions + versions;
    this.#maintain(OF_A_SCENARIO[truncate ? 'truncated' : 'kept'] + versions);
    return schema.tables;
  }

  #enter(scenario: Scenario): Kept {
    const name = keptSchema(scenario);
    const leaving = this.#current;
    if (leaving?.name === name) return leaving;
    const schema = this.#known.get(name) ?? { name, tables: schemaOf(scenario).tables, versions: 0 };
    const steps: string[] = [];
    if (leaving) {
      if (leaving.versions > KEEP_AT_MOST) {
        steps.push(truncation(leaving));
        leaving.versions = 0;
      }
      steps.push(`ALTER SCHEMA public RENAME TO "${leaving.name}"`);
    }
    if (this.#known.has(name) || this.#built.has(name)) steps.push(`ALTER SCHEMA "${name}" RENAME TO public`);
    else steps.push('CREATE SCHEMA public', ...schemaStatements(scenario));
    this.#connection.run(steps.join('; '));
    this.#known.set(name, schema);
    this.#current = schema;
    return schema;
  }

  #maintain(changes: number): void {
    this.#changes += changes;
    if (this.#changes < MAINTAIN_AFTER) return;
    this.#changes = 0;
    this.#connection.run('VACUUM pg_catalog.pg_namespace');
    this.#connection.run('CHECKPOINT');
  }
}

function truncation({ tables }: Kept): string {
  return `TRUNCATE ${tables.map(({ name }) => name).join(', ')}`;
}
