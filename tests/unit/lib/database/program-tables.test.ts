// Tables of any kind, as programs make them: what the witness says of their rows explains what becomes of them, and
// the catalog says of them what their CREATE TABLE does.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import type { Table } from '@/lib/trace/schema';
import type { Effect, TraceEvent } from '@/lib/trace/trace';
import { unexplainedRows } from '@/lib/trace/unexplained';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

/** Runs what has to succeed for the test to mean anything. */
function must(sql: string) {
  const result = database.execute({ sql, parameters: [], many: false });
  expect(result.error, sql).toBeNull();
  return result;
}

/** The effects of the work on tables that were just made, after a look whether they explain the rows. */
function witnessed(made: readonly string[], work: readonly string[]): Effect[] {
  return database.emptied(() => {
    made.forEach(must);
    let tables = database.schema();
    let before = database.tables();
    const events = work.map((sql): TraceEvent => {
      const { effects } = must(sql);
      if (database.hasNewSchema()) {
        tables = database.schema();
        before = { ...database.tables(), ...before };
      }
      const empty = {
        parameters: [],
        many: false,
        rowcount: null,
        milliseconds: 0,
        rule: null,
        failed: false,
      } as const;
      return { type: 'statement', at: 'flush', sql, ...empty, effects };
    });
    const commit: TraceEvent = { type: 'transaction', at: 'commit', action: 'commit' };
    const rows = database.tables();
    expect(unexplainedRows({ schema: { tables, classes: [] }, before, events: [...events, commit], rows })).toEqual([]);
    return events.flatMap((event) => (event.type === 'statement' ? event.effects : []));
  });
}

const aFunction = (name: string, body: string) =>
  `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body}; RETURN NULL; END $$`;
const aTrigger = (name: string, event: string, called = name) =>
  `CREATE TRIGGER ${name} AFTER ${event} FOR EACH ROW EXECUTE FUNCTION ${called}()`;

function described(...made: readonly string[]): readonly Table[] {
  return database.emptied(() => {
    made.forEach(must);
    return database.schema();
  });
}

/** SQL values of a type, of which no two have the same text. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  boolean: ['true', 'false'],
  smallint: ['-32768', '0'],
  integer: ['2147483647', '-1'],
  bigint: ['9007199254740991', '9007199254740992', '-9223372036854775808', '-9007199254740991'],
  oid: ['4294967295', '0'],
  real: ['0.1', "'-0'", '0', "'NaN'", "'-Infinity'"],
  'double precision': ['0.1', '1e300', "'-0'", '0'],
  numeric: ['1.0', '1.00', "'NaN'", '123456789012345678901234567890.5'],
  'numeric(6, 2)': ['1', '1.005'],
  money: ['1', '1234567.89'],
  text: ["''", '\'a "quoted" back\\slash, 100 %\'', "E'two\\nlines\\tand \\x01'", "'žluť \u{1F4D5}'", "'null'"],
  'text COLLATE "case"': ["'a'", "'A'"],
  'character varying(5)': ["'12345'", "''"],
  'character(5)': ["'ab'", "'ab c'"],
  name: ["'a name'"],
  '"char"': ["'a'"],
  bytea: ["'\\x00ff'", "''"],
  date: ["'2024-02-29'", "'infinity'", "'0044-03-15 BC'"],
  time: ["'12:30'", "'12:30:00.000001'"],
  'time with time zone': ["'12:30+02'", "'10:30+00'"],
  timestamp: ["'2024-02-29 12:30'", "'-infinity'"],
  'timestamp with time zone': ["'2024-02-29 12:30:00.5+02'", "'2024-02-29 12:30+00'"],
  interval: ["'1 day'", "'24:00'", "'1 year 2 mons -3 days'"],
  uuid: ["'00000000-0000-0000-0000-000000000001'"],
  json: ['\'{"a" : 1}\'', '\'{"a":1}\'', "'null'", "'1e400'"],
  jsonb: ['\'{"a": 1.0}\'', '\'{"a": 1.00}\'', "'null'"],
  'integer[]': ["'{1,NULL,3}'", "'{}'", "'{{1,2},{3,4}}'"],
  'text[]': ['\'{"a b","c\\"d",NULL,"NULL"}\''],
  mood: ["'so so'", "'happy'"],
  pair: ['\'(1,"a b")\'', 'ROW(NULL, NULL)', "'(1,)'"],
  'pair[]': ["ARRAY[ROW(1, 'a')::pair]"],
  positive: ['1', '2'],
  email: ["'a@b'", "'A@b'"],
  large: ['9007199254740993', '1'],
  int4range: ["'[1,5)'", "'empty'"],
  inet: ["'10.0.0.1'", "'10.0.0.1/8'"],
  cidr: ["'10.0.0.0/8'"],
  point: ["'(1,2)'", "'(1.5,2)'"],
  'bit(3)': ["'101'"],
  'bit varying': ["''", "'1'"],
  tsvector: ["''", "'a:1 b:2'"],
  regclass: ["'pg_class'"],
};

const TYPES_MADE = [
  'CREATE COLLATION "case" (provider = builtin, locale = \'C.UTF-8\')',
  "CREATE TYPE mood AS ENUM ('so so', 'happy')",
  'CREATE TYPE pair AS (number integer, word text)',
  'CREATE DOMAIN positive AS integer CHECK (VALUE > 0)',
  'CREATE DOMAIN email AS text',
  'CREATE DOMAIN wide AS bigint',
  'CREATE DOMAIN large AS wide',
];

describe('The witness tells values as an answer has them', () => {
  test.each(Object.entries(TYPES))('%s', (type, values) => {
    const made = [...TYPES_MADE, `CREATE TABLE kept (id integer PRIMARY KEY, value ${type})`];
    const all = ['NULL', ...values];
    const effects = witnessed(made, [
      ...all.map((value, id) => `INSERT INTO kept VALUES (${id}, ${value})`),
      // each becomes each
      ...all.flatMap((from) =>
        all.flatMap((to) => [
          `UPDATE kept SET value = ${from} WHERE id = 0`,
          `UPDATE kept SET value = ${to} WHERE id = 0`,
        ]),
      ),
    ]);
    const changes = effects.flatMap((effect) => effect.changes ?? []);
    expect(changes.every(({ from, to }) => from !== to)).toBe(true);
    expect(changes.length).toBeGreaterThanOrEqual(all.length * (all.length - 1));
  });

  test.each(Object.entries(TYPES).filter(([type]) => !['json', 'point'].includes(type)))(
    '%s as a key',
    (type, values) => {
      const made = [...TYPES_MADE, `CREATE TABLE kept (value ${type} PRIMARY KEY)`];
      const [first = 'NULL'] = values;
      const effects = witnessed(made, [
        `INSERT INTO kept VALUES (${first})`,
        'UPDATE kept SET value = value',
        'DELETE FROM kept',
      ]);
      const [row] = effects[0]?.row ?? [];
      expect(effects.map(({ key }) => key)).toEqual([row, row, row]);
    },
  );
});

describe('The witness names rows', () => {
  test('of several key columns by all of them, in the order of the key', () => {
    const made = ['CREATE TABLE labels (label text, post bigint, note text, PRIMARY KEY (post, label))'];
    const work = [
      "INSERT INTO labels VALUES ('it''s', 9007199254740993, 'x')",
      "UPDATE labels SET note = NULL, label = 'other'",
      'DELETE FROM labels',
    ];
    const client = { by: 'client', table: 'labels' } as const;
    expect(witnessed(made, work)).toEqual([
      { ...client, operation: 'INSERT', key: ['9007199254740993', "it's"], row: ["it's", '9007199254740993', 'x'] },
      {
        ...{ ...client, operation: 'UPDATE', key: ['9007199254740993', "it's"] },
        changes: [
          { column: 'label', from: "it's", to: 'other' },
          { column: 'note', from: 'x', to: null },
        ],
      },
      { ...client, operation: 'DELETE', key: ['9007199254740993', 'other'] },
    ]);
  });

  test('of a table without a key by the whole row', () => {
    const made = ['CREATE TABLE notes (number integer, fact json)', "INSERT INTO notes VALUES (10, NULL), (9, '{}')"];
    const client = { by: 'client', table: 'notes', key: null } as const;
    expect(
      witnessed(made, ['UPDATE notes SET number = 8 WHERE number = 10', 'DELETE FROM notes WHERE number = 9']),
    ).toEqual([
      { ...client, operation: 'UPDATE', row: [10, null], changes: [{ column: 'number', from: 10, to: 8 }] },
      { ...client, operation: 'DELETE', row: [9, '{}'] },
    ]);
  });

  test('whatever their tables and columns are called', () => {
    const table = `"100 % "" \\ 'odd' $witness$"`;
    const made = [`CREATE TABLE ${table} ("the ""key"" %" integer PRIMARY KEY, "new" text, tg_op text)`];
    const work = [`INSERT INTO ${table} VALUES (1, 'a', 'b')`, `UPDATE ${table} SET "new" = 'c', "the ""key"" %" = 2`];
    const client = { by: 'client', table: `100 % " \\ 'odd' $witness$`, key: 1 } as const;
    expect(witnessed(made, [...work, `DELETE FROM ${table}`])).toEqual([
      { ...client, operation: 'INSERT', row: [1, 'a', 'b'] },
      {
        ...{ ...client, operation: 'UPDATE' },
        changes: [
          { column: 'the "key" %', from: 1, to: 2 },
          { column: 'new', from: 'a', to: 'c' },
        ],
      },
      { ...client, operation: 'DELETE', key: 2 },
    ]);
  });
});

describe('The witness tells', () => {
  test('what PostgreSQL works out itself, before it does', () => {
    const made = [
      `CREATE TABLE prices (
         net numeric NOT NULL, tg_op integer GENERATED ALWAYS AS (net * 2) STORED PRIMARY KEY,
         said text GENERATED ALWAYS AS (CASE WHEN tableoid::bigint > 0 THEN 'net ' || net::text END) VIRTUAL,
         number integer GENERATED ALWAYS AS IDENTITY)`,
    ];
    const work = [
      'INSERT INTO prices VALUES (1), (2)',
      'UPDATE prices SET net = 3.0 WHERE net = 1',
      'DELETE FROM prices',
    ];
    const client = { by: 'client', table: 'prices' } as const;
    expect(witnessed(made, work)).toEqual([
      { ...client, operation: 'INSERT', key: 2, row: ['1', 2, 'net 1', 1] },
      { ...client, operation: 'INSERT', key: 4, row: ['2', 4, 'net 2', 2] },
      {
        ...{ ...client, operation: 'UPDATE', key: 2 },
        changes: [
          { column: 'net', from: '1', to: '3.0' },
          { column: 'tg_op', from: 2, to: 6 },
          { column: 'said', from: 'net 1', to: 'net 3.0' },
        ],
      },
      { ...client, operation: 'DELETE', key: 4 },
      { ...client, operation: 'DELETE', key: 6 },
    ]);
  });

  test('hundreds of columns', () => {
    const columns = Array.from({ length: 350 }, (_, at) => `c${at}`);
    const [effect] = witnessed(
      [
        `CREATE TABLE wide (${columns.map((name) => `${name} integer`).join(', ')})`,
        'INSERT INTO wide (c0) VALUES (1)',
      ],
      [`UPDATE wide SET ${columns.map((name, at) => `${name} = ${at}`).join(', ')}`, 'DELETE FROM wide'],
    );
    expect(effect?.row).toHaveLength(350);
    expect(effect?.changes?.map(({ column, to }) => `${column} = ${to}`)).toEqual(
      columns.map((name, at) => `${name} = ${at}`),
    );
  });

  test('rows without columns', () => {
    expect(witnessed(['CREATE TABLE nothing ()', 'INSERT INTO nothing DEFAULT VALUES'], [])).toEqual([]);
  });

  test('that TRUNCATE reached a table, also where it had no rows', () => {
    const effects = witnessed(
      [
        'CREATE TABLE users (id integer PRIMARY KEY)',
        'CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users)',
        'CREATE TABLE words (word text)',
        'CREATE TABLE years (year integer) PARTITION BY LIST (year)',
        'CREATE TABLE this_year PARTITION OF years FOR VALUES IN (2024)',
        'CREATE TABLE last_year PARTITION OF years FOR VALUES IN (2023)',
        'INSERT INTO users VALUES (1)',
        'INSERT INTO years VALUES (2024)',
      ],
      ['TRUNCATE users CASCADE', 'TRUNCATE words', 'TRUNCATE years'],
    );
    const emptied = { by: 'client', operation: 'TRUNCATE' } as const;
    expect(effects).toEqual([
      { ...emptied, table: 'users', key: 1 },
      { ...emptied, table: 'posts', key: null },
      { ...emptied, table: 'words', key: null },
      { ...emptied, table: 'this_year', partition_of: 'years', key: null, row: [2024] },
      { ...emptied, table: 'last_year', partition_of: 'years', key: null },
    ]);
  });

  test('rows of a partition as the partition’s, and those of a table that inherits as its own', () => {
    const made = [
      'CREATE TABLE years (year integer PRIMARY KEY) PARTITION BY LIST (year)',
      'CREATE TABLE this_year PARTITION OF years FOR VALUES IN (2024)',
      'CREATE TABLE animals (name text PRIMARY KEY)',
      'CREATE TABLE dogs () INHERITS (animals)',
    ];
    const work = [
      'INSERT INTO years VALUES (2024)',
      "INSERT INTO dogs VALUES ('rex')",
      'DELETE FROM years',
      'DELETE FROM animals',
    ];
    const year = { by: 'client', table: 'this_year', partition_of: 'years', key: 2024 } as const;
    const dog = { by: 'client', table: 'dogs', key: null, row: ['rex'] } as const;
    expect(witnessed(made, work)).toEqual([
      { ...year, operation: 'INSERT', row: [2024] },
      { ...dog, operation: 'INSERT' },
      { ...year, operation: 'DELETE' },
      { ...dog, operation: 'DELETE' },
    ]);
  });

  test('what other BEFORE triggers have made of a row, and nothing of one that they keep', () => {
    const made = [
      'CREATE TABLE notes (id integer PRIMARY KEY, text text)',
      `CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN IF NEW.id = 2 THEN RETURN NULL; END IF; NEW.text = upper(NEW.text); RETURN NEW; END $$`,
      'CREATE TRIGGER "zz meddle" BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION meddle()',
    ];
    expect(witnessed(made, ["INSERT INTO notes VALUES (1, 'a'), (2, 'b')"])).toEqual([
      { by: 'client', operation: 'INSERT', table: 'notes', key: 1, row: [1, 'A'] },
    ]);
  });

  test('it however quiet the program wants PostgreSQL to be, and however it wants its strings', () => {
    const made = ['CREATE TABLE "back\\slash" (id integer PRIMARY KEY)', 'SET client_min_messages = error'];
    const work = ['SET standard_conforming_strings = off', 'INSERT INTO "back\\slash" VALUES (1)'];
    expect(witnessed(made, work)).toMatchObject([{ table: 'back\\slash', key: 1 }]);
  });
});

describe('The witness tells only what has happened', () => {
  const KEPT = ['CREATE TABLE kept (id integer PRIMARY KEY, word text)', "INSERT INTO kept VALUES (1, 'a'), (2, 'b')"];
  const short = (made: readonly string[], ...work: readonly string[]) =>
    witnessed(made, work).map(
      ({ by, operation, table, key, row }) => `${by} ${operation} ${table} ${key ?? `[${row}]`}`,
    );

  test('of an INSERT that runs into a conflict what it does instead', () => {
    const conflict = (then: string) =>
      short(KEPT, `INSERT INTO kept VALUES (1, 'c'), (3, 'c') ON CONFLICT (id) DO ${then}`);
    expect(conflict('NOTHING')).toEqual(['client INSERT kept 3']);
    expect(conflict('UPDATE SET word = excluded.word')).toEqual(['client UPDATE kept 1', 'client INSERT kept 3']);
  });

  test('of rows that are alike, and of which some run into a conflict, as many as were inserted', () => {
    expect(
      short([...KEPT], "INSERT INTO kept SELECT 3, 'a' FROM generate_series(1, 3) ON CONFLICT DO NOTHING"),
    ).toEqual(['client INSERT kept 3']);
  });

  test('of a refused statement what it had touched', () => {
    database.emptied(() => {
      KEPT.forEach(must);
      database.schema();
      must('BEGIN');
      const { effects } = database.execute({
        sql: "INSERT INTO kept VALUES (3, 'c'), (1, 'a')",
        parameters: [],
        many: false,
      });
      expect(effects.map(({ key }) => key)).toEqual([3, 1]);
    });
  });

  test('of a row that moves to another partition its end here and its beginning there', () => {
    const made = [
      'CREATE TABLE split (id integer, half integer) PARTITION BY LIST (half)',
      'CREATE TABLE upper PARTITION OF split FOR VALUES IN (1)',
      'CREATE TABLE others PARTITION OF split DEFAULT',
      'INSERT INTO split VALUES (1, 1), (2, 1), (3, 3)',
    ];
    const moves = ['client DELETE upper [1,1]', 'client INSERT others [1,2]'];
    expect(short(made, 'UPDATE split SET half = 2 WHERE id = 1')).toEqual(moves);
    expect(short(made, 'UPDATE split SET id = 4 WHERE id = 2')).toEqual(['client UPDATE upper [2,1]']);
    // what may be in the partition of all others changes with a new one
    expect(
      short(
        made,
        'UPDATE split SET half = 2 WHERE id = 1',
        'CREATE TABLE fourth PARTITION OF split FOR VALUES IN (4)',
        'UPDATE split SET half = 4 WHERE half = 2',
      ),
    ).toEqual([...moves, 'client DELETE others [1,2]', 'client INSERT fourth [1,4]']);
  });

  test('nothing that a block took back when it caught an error, by whomever it was done', () => {
    const block = (before: string) => `BEGIN ${before}; RAISE EXCEPTION 'no';
      EXCEPTION WHEN raise_exception THEN NULL; END`;
    const removed = 'DELETE FROM kept WHERE id = 1';
    expect(short(KEPT, `DO $$ BEGIN ${block(removed)}; END $$`)).toEqual([]);
    expect(short(KEPT, `DO $$ BEGIN ${block(removed)}; DELETE FROM kept WHERE id = 2; END $$`)).toEqual([
      'client DELETE kept 2',
    ]);
    expect(short(KEPT, `DO $$ BEGIN ${block(block(removed))}; ${removed}; END $$`)).toEqual(['client DELETE kept 1']);
    const taking = [
      'CREATE TABLE log (id integer)',
      aFunction('note', `${block('INSERT INTO log VALUES (1)')}; INSERT INTO log VALUES (2)`),
      aTrigger('noted', 'DELETE ON kept', 'note'),
    ];
    expect(short([...KEPT, ...taking], removed)).toEqual(['client DELETE kept 1', 'trigger INSERT log [2]']);
  });

  test('nothing that a procedure rolled back', () => {
    const procedure = `CREATE PROCEDURE clear() LANGUAGE plpgsql AS $$
      BEGIN DELETE FROM kept WHERE id = 1; COMMIT; DELETE FROM kept WHERE id = 2; ROLLBACK; END $$`;
    expect(short([...KEPT, procedure], 'CALL clear()')).toEqual(['client DELETE kept 1']);
  });
});

describe('The witness stays', () => {
  const CASCADING = [
    'CREATE TABLE users (id integer PRIMARY KEY)',
    'CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users ON DELETE CASCADE)',
    'INSERT INTO users VALUES (1); INSERT INTO posts VALUES (1, 1)',
  ].flatMap((sql) => sql.split('; '));
  const ALL = ['users', 'posts'];
  const removed = (...before: readonly string[]) =>
    witnessed(CASCADING, [...before, 'DELETE FROM users']).map(({ table }) => table);

  test('where triggers are switched off', () => {
    expect(removed('SET session_replication_role = replica')).toEqual(['users']);
    for (const which of ['ALL', 'USER']) {
      expect(removed(`ALTER TABLE posts DISABLE TRIGGER ${which}`)).toEqual(ALL);
      expect(removed(`DO $$ BEGIN ALTER TABLE posts DISABLE TRIGGER ${which}; END $$`)).toEqual(ALL);
    }
  });

  test('where it was dropped', () => {
    const everyTrigger = `FOR name IN SELECT tgname FROM pg_trigger WHERE tgrelid = 'posts'::regclass AND NOT tgisinternal
      LOOP EXECUTE format('DROP TRIGGER %I ON posts', name); END LOOP;`;
    expect(removed(`DO $$ DECLARE name text; BEGIN ${everyTrigger} END $$`)).toEqual(ALL);
  });

  test('for a role that may do little', () => {
    for (const role of ['SET ROLE', 'SET SESSION AUTHORIZATION']) {
      database.emptied(() => {
        [
          ...CASCADING,
          'DROP ROLE IF EXISTS reader',
          'CREATE ROLE reader',
          'GRANT SELECT, DELETE ON users TO reader',
        ].forEach(must);
        database.schema();
        must(`${role} reader`);
        expect(must('DELETE FROM users').effects.map(({ table }) => table)).toEqual(ALL);
        expect(database.tables()).toEqual({ users: [], posts: [] });
        database.schema();
        expect(must('SELECT current_user').rows).toEqual([['reader']]);
      });
    }
  });

  test('behind triggers of any name', () => {
    const last = '\u{10FFFF}'.repeat(15);
    const trigger = `CREATE TRIGGER "${last}" BEFORE DELETE ON posts FOR EACH ROW EXECUTE FUNCTION keep()`;
    const made = [...CASCADING, aFunction('keep', 'NULL'), trigger];
    expect(witnessed(made, ['DELETE FROM users']).map(({ table }) => table)).toEqual(['users']);
  });
});

describe('W3: the witness tells triggers from foreign keys', () => {
  const TABLES_MADE = [
    'CREATE TABLE users (id integer PRIMARY KEY)',
    'CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users ON DELETE CASCADE)',
    'CREATE TABLE comments (id integer PRIMARY KEY, post_id integer REFERENCES posts ON DELETE CASCADE)',
    'CREATE TABLE audit (id serial PRIMARY KEY, note text)',
    'INSERT INTO users VALUES (1), (2)',
    'INSERT INTO posts VALUES (1, 1), (2, 2)',
    'INSERT INTO comments VALUES (1, 1), (2, 2)',
  ];
  function actors(made: readonly string[], ...work: readonly string[]): string[] {
    return witnessed([...TABLES_MADE, ...made], work).map((effect) => {
      const { by, operation, table, key, trigger, inside = [] } = effect;
      expect(effect.statement !== undefined).toBe(by === 'foreign-key');
      const who = trigger ? `${by} ${trigger.name} ${trigger.function}` : by;
      return [`${who}: ${operation} ${table} ${key}`, ...inside].join(' < ');
    });
  }

  test('whether the row that set a trigger off was the client’s or a foreign key’s', () => {
    const made = [
      aFunction('note', "INSERT INTO audit (note)\nVALUES ('gone')"),
      aTrigger('noted', 'DELETE ON posts', 'note'),
    ];
    expect(actors(made, 'DELETE FROM posts WHERE id = 2', 'DELETE FROM users WHERE id = 1')).toEqual([
      'client: DELETE posts 2',
      'foreign-key: DELETE comments 2',
      'trigger noted note: INSERT audit 1',
      'client: DELETE users 1',
      'foreign-key: DELETE posts 1',
      'foreign-key: DELETE comments 1',
      'trigger noted note: INSERT audit 2',
    ]);
  });

  test('and a foreign key that a trigger set off, though the trigger writes ONLY as foreign keys do', () => {
    const made = [
      aFunction('remove', 'DELETE FROM ONLY users WHERE id = 2'),
      aTrigger('removed', 'INSERT ON audit', 'remove'),
    ];
    expect(actors(made, "INSERT INTO audit VALUES (7, '')")).toEqual([
      'client: INSERT audit 7',
      'trigger removed remove: DELETE users 2',
      'foreign-key: DELETE posts 2 < removed',
      'foreign-key: DELETE comments 2 < removed',
    ]);
  });

  test('and a foreign key by its own statement, into partitions and when it updates', () => {
    const made = [
      'CREATE TABLE events (user_id integer REFERENCES users ON DELETE CASCADE ON UPDATE CASCADE) PARTITION BY RANGE (user_id)',
      'CREATE TABLE early PARTITION OF events FOR VALUES FROM (0) TO (10)',
      'INSERT INTO events VALUES (3), (4)',
    ];
    const users = 'INSERT INTO users VALUES (3), (4)';
    expect(actors([users, ...made], 'UPDATE users SET id = 5 WHERE id = 3', 'DELETE FROM users WHERE id = 4')).toEqual([
      'client: UPDATE users 3',
      'foreign-key: UPDATE early null',
      'client: DELETE users 4',
      'foreign-key: DELETE early null',
    ]);
  });

  test('by the trigger, whatever functions it calls, dynamic SQL and texts that look like contexts', () => {
    const made = [
      'CREATE SCHEMA "an other"',
      "CREATE FUNCTION helper() RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (note) VALUES ('helped'); END $$",
      "CREATE FUNCTION plain(note text) RETURNS void LANGUAGE sql AS 'INSERT INTO audit (note) VALUES (plain.note)'",
      aFunction(
        '"an other"."The Note"',
        `INSERT INTO audit (note) VALUES ('SQL statement "DELETE FROM ONLY x"'); PERFORM helper(); PERFORM plain('called');
         EXECUTE 'UPDATE audit SET note = note || ''!'' WHERE note = ''called'''`,
      ),
      aTrigger('noted', 'DELETE ON comments', '"an other"."The Note"'),
    ];
    const trigger = 'trigger noted "an other"."The Note"';
    expect(actors(made, 'DELETE FROM comments WHERE id = 1')).toEqual([
      'client: DELETE comments 1',
      ...[1, 2, 3].map((id) => `${trigger}: INSERT audit ${id}`),
      `${trigger}: UPDATE audit 3`,
    ]);
  });

  test('by all names that its function goes by, for the context does not tell which', () => {
    const made = [
      aFunction('note', "INSERT INTO audit (note) VALUES ('')"),
      ...['users', 'posts'].map((table) => aTrigger(`of_${table}`, `DELETE ON ${table}`, 'note')),
    ];
    expect(actors(made, 'DELETE FROM posts WHERE id = 1').at(-1)).toBe(
      'trigger of_posts or of_users note: INSERT audit 1',
    );
  });

  test('also when it was made after the others were looked at, and in a statement that fails', () => {
    const made = [aFunction('note', "INSERT INTO audit VALUES (1, '')")];
    expect(actors(made, aTrigger('noted', 'DELETE ON users', 'note'), 'DELETE FROM users WHERE id = 1')).toContain(
      'trigger noted note: INSERT audit 1',
    );
    database.emptied(() => {
      [...TABLES_MADE, ...made, aTrigger('noted', 'DELETE ON users', 'note')].forEach(must);
      database.schema();
      must('INSERT INTO audit VALUES (1)');
      must('BEGIN');
      const { error, effects } = database.execute({ sql: 'DELETE FROM users', parameters: [], many: false });
      expect(error?.sqlstate).toBe('23505');
      expect(effects.at(-1)).toMatchObject({ by: 'trigger', trigger: { name: 'noted', function: 'note' } });
    });
  });
});

describe('The catalog has', () => {
  const CHILD = 'CREATE TABLE child (one integer, two integer, three integer, FOREIGN KEY (one, two) REFERENCES parent';
  const PARENT = 'CREATE TABLE parent (a integer, b integer, PRIMARY KEY (a, b))';
  const foreignKeyOf = (rest: string, ...more: string[]) =>
    described(PARENT, `${CHILD} ${rest})`, ...more)[1]?.foreignKeys[0];

  test('all of a foreign key', () => {
    expect(foreignKeyOf('ON DELETE SET NULL (two) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED')).toEqual({
      name: 'child_one_two_fkey',
      columns: ['one', 'two'],
      references: 'parent',
      referenced: ['a', 'b'],
      onDelete: 'SET NULL',
      onDeleteColumns: ['two'],
      onUpdate: 'CASCADE',
      deferred: true,
      indexed: false,
    });
    expect(foreignKeyOf('(b, a) ON DELETE SET DEFAULT ON UPDATE RESTRICT')).toMatchObject({
      ...{ referenced: ['b', 'a'], onDelete: 'SET DEFAULT', onUpdate: 'RESTRICT', deferred: false },
    });
  });

  test.each([
    ['(one, two)', true],
    ['(two, one)', true],
    ['(two, one, three)', true],
    ['(one) INCLUDE (two)', false],
    ['(three, one, two)', false],
    ['(one)', false],
    ['(one, two) WHERE three IS NULL', false],
    ['(one, (two + 0))', false],
  ])('whether it is indexed: an index %s is one: %s', (index, indexed) => {
    expect(foreignKeyOf('', `CREATE INDEX ON child ${index}`)?.indexed).toBe(indexed);
  });

  test('types, generated columns and the order of a key', () => {
    const [table] = described(
      ...TYPES_MADE,
      'CREATE TABLE t (a character varying(20), b positive NOT NULL, c numeric(6, 2) GENERATED ALWAYS AS (b + 1) STORED, PRIMARY KEY (b, a))',
    );
    expect(table).toEqual({
      name: 't',
      columns: [
        { name: 'a', type: 'character varying(20)', nullable: false },
        { name: 'b', type: 'positive', nullable: false },
        { name: 'c', type: 'numeric(6,2)', nullable: true, generated: true },
      ],
      key: ['b', 'a'],
      foreignKeys: [],
    });
  });

  test('tables of other schemas under both names, unless the search path finds them', () => {
    const made = [
      'CREATE SCHEMA blog',
      'CREATE TABLE blog.users (id integer PRIMARY KEY)',
      'CREATE TABLE blog.posts (id integer PRIMARY KEY, user_id integer REFERENCES blog.users ON DELETE CASCADE)',
      'CREATE TEMPORARY TABLE passing (id integer)',
      'CREATE TABLE users (id integer)',
    ];
    expect(described(...made).map(({ name, foreignKeys }) => [name, foreignKeys[0]?.references])).toEqual([
      ['blog.users', undefined],
      ['blog.posts', 'blog.users'],
      ['passing', undefined],
      ['users', undefined],
    ]);
    expect(described(...made, 'SET search_path = blog').map(({ name }) => name)).toEqual([
      'users',
      'posts',
      'passing',
      'public.users',
    ]);
    const work = [
      'INSERT INTO blog.users VALUES (1)',
      'INSERT INTO blog.posts VALUES (2, 1)',
      'DELETE FROM blog.users',
    ];
    expect(witnessed(made, work).map(({ by, table, key }) => `${by} ${table} ${key}`)).toEqual([
      'client blog.users 1',
      'client blog.posts 2',
      'client blog.users 1',
      'foreign-key blog.posts 2',
    ]);
  });

  test('partitions with what they are a part of, and one foreign key for each that was written', () => {
    const tables = described(
      'CREATE TABLE years (year integer PRIMARY KEY) PARTITION BY RANGE (year)',
      'CREATE TABLE early PARTITION OF years FOR VALUES FROM (0) TO (2000)',
      'CREATE TABLE late PARTITION OF years FOR VALUES FROM (2000) TO (3000)',
      'CREATE TABLE events (year integer REFERENCES years) PARTITION BY RANGE (year)',
      'CREATE TABLE late_events PARTITION OF events FOR VALUES FROM (2000) TO (3000)',
    );
    expect(tables.map(({ name, partitionOf, foreignKeys }) => [name, partitionOf, foreignKeys.length])).toEqual([
      ['years', undefined, 0],
      ['early', 'years', 0],
      ['late', 'years', 0],
      ['events', undefined, 1],
      ['late_events', 'events', 1],
    ]);
  });
});

describe('An empty database', () => {
  test('is empty again for the next, and gives back what was there', () => {
    database.prepare({ ...DEFAULT_SCENARIO, posts: 1 });
    const before = database.tables();
    for (let time = 0; time < 2; time++) {
      expect(described()).toEqual([]);
      const made = ['CREATE SCHEMA "an other"', 'CREATE TABLE "an other".t ()', 'CREATE TEMPORARY TABLE passing ()'];
      expect(described(...made, 'CREATE TABLE posts (id uuid)', 'SET search_path = nowhere', 'BEGIN')).toHaveLength(3);
    }
    expect(database.tables()).toEqual(before);
    expect(must('DELETE FROM users WHERE id = 1').effects).toHaveLength(2);
  });

  test('reads names and values with the settings that were kept', () => {
    database.emptied(() => {
      must(
        "CREATE TABLE moments (at timestamptz); INSERT INTO moments VALUES ('2024-02-29 12:00+00')".split('; ')[0] ??
          '',
      );
      must("INSERT INTO moments VALUES ('2024-02-29 12:00+00')");
      must("SET TimeZone = '+3'");
      const restore = database.keepSettings();
      database.schema();
      const before = database.tables();
      must('RESET TimeZone');
      expect(database.tables()).not.toEqual(before);
      restore();
      expect(database.tables()).toEqual(before);
    });
  });
});
