// Makes a file of recorded/ from a recording of SQLAlchemy: `npx tsx tests/conformance/import-recording.ts FILE`, where
// FILE is a gzipped JSON as recorded/README.md describes its source. Keeps the shapes that scenarios have.
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Tables, Value } from '@/lib/trace/trace';
import type { Configured, RecordedEvent, RecordedTrace, RecordingFile } from './recording';

interface SourceEvent {
  readonly at: 'pre' | 'call' | 'flush' | 'commit' | 'after-error';
  readonly tx?: 'BEGIN' | 'COMMIT' | 'ROLLBACK';
  readonly sql?: string;
  readonly p?: readonly Value[] | readonly (readonly Value[])[];
  readonly names?: readonly string[];
  readonly many?: boolean;
  readonly rc?: number;
  readonly fx?: readonly string[];
}

interface SourceTrace {
  readonly pre: readonly SourceEvent[];
  readonly ev: readonly SourceEvent[];
  readonly err?: {
    readonly cls: string;
    readonly sqlstate?: string;
    readonly db_message?: string;
    readonly db_detail?: string | null;
    readonly str: string;
  };
  readonly warn?: readonly string[];
  readonly obj: Readonly<Record<string, string>>;
  readonly rows: Tables;
}

interface Source {
  readonly meta: Readonly<Record<string, unknown>> & { readonly sqlalchemy: string };
  readonly config_events: Readonly<Record<string, readonly { error?: string; warning?: string; msg?: string }[]>>;
  readonly traces: readonly SourceTrace[];
  readonly cells: Readonly<Record<string, { readonly keys: readonly string[]; readonly rows: readonly unknown[][] }>>;
}

const SHAPES = { o2m: 'one-to-many', o2o: 'one-to-one', stale: 'one-to-many' } as const;

const FIELDS: Readonly<Record<string, string>> = {
  passive_deletes: 'passiveDeletes',
  ondelete: 'onDelete',
  op: 'operation',
};

/** Values of settings that go by other names in the source. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  operation: {
    '*': 'delete-user',
    del_user: 'delete-user',
    del_two: 'delete-two-users',
    del_two_rev: 'delete-two-users-reversed',
    del_post_user: 'delete-post-then-user',
    del_post: 'delete-post',
    del_posts: 'delete-posts',
    remove: 'remove-post',
    clear: 'clear-posts',
    assign: 'assign-empty',
    user_none: 'set-user-none',
    fk_none: 'set-user-id-none',
    fk_2: 'set-user-id-2',
    move_append: 'move-append',
    move_set: 'move-set',
    edit_post: 'edit-post',
    edit_posts: 'edit-posts',
    edit_differently: 'edit-differently',
    bulk: 'bulk-delete',
    raw: 'raw-delete',
    del_profile: 'delete-profile',
    set_none: 'set-profile-none',
    replace: 'replace-profile',
  },
  // A setting that SQLAlchemy refuses has one cell for all.
  loaded: { '*': 'no' },
  gone: { post1: 'post-1', post2: 'post-2', 'posts1-3': 'posts', user1: 'user-1', user2: 'user-2' },
  mapper: { 'confirm_deleted_rows=False': 'confirm-deleted-rows-false', version_id_col: 'version-id-col' },
};

function eventOf({ at, tx, sql = '', p = [], names = [], many = false, rc, fx = [] }: SourceEvent): RecordedEvent {
  const phase = at === 'pre' ? 'setup' : at;
  if (tx) return [phase, tx.toLowerCase() as 'begin' | 'commit' | 'rollback'];
  const sets = (many ? p : [p]) as readonly (readonly Value[])[];
  return [phase, sql, many, sets, rc === undefined || rc < 0 ? null : rc, fx, names];
}

function traceOf({ pre, ev, err, warn, obj, rows }: SourceTrace): RecordedTrace {
  return {
    events: [...pre, ...ev].map(eventOf),
    ...(err && {
      error: {
        class: err.cls.replace(/^.*\./, ''),
        sqlstate: err.sqlstate ?? null,
        message: err.db_message ?? err.str,
        detail: err.db_detail ?? null,
      },
    }),
    ...(warn && { warnings: warn.map((text) => text.replace(/^SAWarning: /, '')) }),
    objects: obj,
    rows,
  };
}

function configuredOf(source: Source, shape: string): Configured[] {
  return Object.entries(source.config_events).flatMap(([key, said]) => {
    const [where, cascade = '', passive] = key.split('|');
    if (where !== shape) return [];
    const passiveDeletes = passive === 'all' ? 'all' : passive === 'True';
    const error = said.find((each) => each.error)?.msg ?? null;
    return [
      { cascade, passiveDeletes, error, warnings: said.flatMap(({ warning, msg }) => (warning && msg ? [msg] : [])) },
    ];
  });
}

const [file] = process.argv.slice(2);
if (!file) throw new Error('Which recording?');
const source: Source = JSON.parse(gunzipSync(readFileSync(file)).toString());
const kept = new Map<number, number>();
const traceNumber = (trace: unknown) => {
  if (typeof trace !== 'number') return 'refused';
  const known = kept.get(trace) ?? kept.size;
  kept.set(trace, known);
  return known;
};
const DRIVERS = ['asyncpg', 'psycopg', 'psycopg2'];
const groups = Object.entries(SHAPES).map(([name, shape]) => {
  const { keys = [], rows = [] } = source.cells[name] ?? {};
  const cells = rows.map((row) =>
    row.map((value, at) => {
      const key = keys[at] ?? '';
      return DRIVERS.includes(key) ? traceNumber(value) : (VALUES[FIELDS[key] ?? key]?.[String(value)] ?? value);
    }),
  );
  return {
    name,
    shape,
    keys: keys.map((key) => FIELDS[key] ?? key),
    configured: configuredOf(source, name === 'stale' ? 'o2m' : name),
    cells,
  };
});
const traces = [...kept.keys()].flatMap((at) => source.traces[at] ?? []).map(traceOf);
const { sqlalchemy, asyncpg, psycopg, psycopg2, postgresql, python, session } = source.meta;
const recording: RecordingFile = {
  recorded: { sqlalchemy, asyncpg, psycopg, psycopg2, postgresql, python, session },
  groups,
  traces,
};
const target = new URL(`./recorded/sqlalchemy-${sqlalchemy}.json.gz`, import.meta.url);
writeFileSync(target, gzipSync(JSON.stringify(recording), { level: 9 }));
