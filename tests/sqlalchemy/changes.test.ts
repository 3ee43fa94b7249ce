// The programs of every change on SQLAlchemy itself: each series does what the rule says of it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CHANGES } from '@/lib/changes/changes';
import { type Line, linesOf } from '@/lib/changes/lines';
import { runProgram } from '@/lib/engine/run/run-program';
import { findRule } from '@/lib/rules/rules';
import type { BySeries } from '@/lib/versions';
import { readChangeTexts } from '@/scripts/changes';
import { verifiedModules } from '@/scripts/sqlalchemy/archives';
import { describeLive } from './live';

const texts = await readChangeTexts();

/** Whether a release of a series is this one or a later one. */
function isFrom(release: string, first: string): boolean {
  return Number(release.split('.')[2]) >= Number(first.split('.')[2]);
}

await describeLive('The changes', ({ series, database, python, printed }) => {
  const runs = new Map<string, readonly Line[]>();
  const linesFrom = (name: string): readonly Line[] => {
    const known = runs.get(name);
    if (known) return known;
    printed.length = 0;
    const lines = linesOf(
      runProgram(database, python, { source: texts.get(name) ?? '', filename: `${name}.py` }),
      printed,
    );
    runs.set(name, lines);
    return lines;
  };
  const told = (name: string, kind: Line['kind']) =>
    linesFrom(name).flatMap((line) => (line.kind === kind ? [line.text.replace(/\s+/g, ' ')] : []));
  const sent = (name: string) => told(name, 'statement');
  const verbs = (name: string) => sent(name).map((text) => text.split(' ', 1)[0]);
  /** What is expected of the series that runs. */
  const here = <T>(each: BySeries<T>): T => each[series];

  test('V1: 2.0 selects with labels, 2.1 without', () => {
    expect(sent('labels').slice(0, 2)).toEqual(
      here({
        '2.1': [
          'SELECT users.id FROM users WHERE users.id = %(pk_1)s::INTEGER',
          'SELECT posts.id, posts.title, posts.user_id FROM posts WHERE %(param_1)s::INTEGER = posts.user_id',
        ],
        '2.0': [
          'SELECT users.id AS users_id FROM users WHERE users.id = %(pk_1)s::INTEGER',
          'SELECT posts.id AS posts_id, posts.title AS posts_title, posts.user_id AS posts_user_id FROM posts WHERE %(param_1)s::INTEGER = posts.user_id',
        ],
      }),
    );
    expect(verbs('labels').slice(2)).toEqual(['DELETE', 'DELETE']);
  });

  test('V2: 2.1 leaves the parent out of selectinload over an association table', () => {
    const [, loads = ''] = sent('many-to-many');
    const from = here({
      '2.1': 'FROM post_tags JOIN tags ON tags.id = post_tags.tag_id WHERE post_tags.post_id IN',
      '2.0': 'FROM posts AS posts_1 JOIN post_tags AS post_tags_1 ON posts_1.id = post_tags_1.post_id JOIN tags',
    });
    expect(loads).toContain(from);
  });

  test('V3: 2.1 writes the criterion of the subclass twice, for the same rows', () => {
    const [deletes = ''] = sent('bulk-any');
    expect(deletes.match(/people\.type IN/g)).toHaveLength(here({ '2.1': 2, '2.0': 1 }));
  });

  test('V4: 2.1 asks once for all tables, 2.0 once for each', () => {
    expect(verbs('create-all')).toEqual([...Array(here({ '2.1': 1, '2.0': 2 })).fill('SELECT'), 'CREATE', 'CREATE']);
    expect(sent('create-all')[0]).toMatch(here({ '2.1': /relname IN \(/, '2.0': /relname = / }));
  });

  test('V5: on PostgreSQL 18 2.1 writes a computed column without a keyword, 2.0 as STORED', () => {
    expect(sent('computed').at(-1)).toContain(
      here({ '2.1': 'GENERATED ALWAYS AS (id * 2), PRIMARY KEY', '2.0': 'GENERATED ALWAYS AS (id * 2) STORED' }),
    );
  });

  test('V6: 2.1 flushes before text(), so that it sees the row gone', () => {
    expect(verbs('autoflush')).toEqual(here({ '2.1': ['DELETE', 'SELECT'], '2.0': ['SELECT', 'DELETE'] }));
    expect(told('autoflush', 'output')).toEqual([`${here({ '2.1': 1, '2.0': 2 })} posts after delete()`]);
  });

  test('V7: the option autoflush=False does not keep text() from flushing in 2.1, all else is the same', () => {
    expect(told('no-autoflush', 'output')).toEqual([
      'under no_autoflush: 2',
      'by the connection: 2',
      'select() with the option: 2',
      `text() with the option: ${here({ '2.1': 1, '2.0': 2 })}`,
      'in begin_nested(): 1',
    ]);
  });

  test('V8: delete_all() flushes the first user before it loads the posts of the second', () => {
    const users = ['SELECT', 'DELETE', 'DELETE'];
    expect(verbs('delete-all')).toEqual(here({ '2.1': [...users, ...users], '2.0': [] }));
    expect(told('delete-all', 'error')).toEqual(
      here({ '2.1': [], '2.0': ["AttributeError: 'Session' object has no attribute 'delete_all'"] }),
    );
  });

  test('V9: a schema_translate_map of the Session reaches the DELETE of the flush', () => {
    expect(sent('session-options').at(-1)).toEqual(
      here({ '2.1': 'DELETE FROM archive.posts WHERE archive.posts.id = %(id)s::INTEGER', '2.0': undefined }),
    );
    expect(told('session-options', 'error').join()).toMatch(here({ '2.1': /^$/, '2.0': /^TypeError: / }));
  });

  test('V10: DELETE ... USING, and a function as back_populates', () => {
    expect(sent('delete-using').join()).toMatch(here({ '2.1': /^DELETE FROM posts USING users WHERE /, '2.0': /^$/ }));
    expect(told('delete-using', 'error')).toEqual(
      here({ '2.1': [], '2.0': ["AttributeError: 'Delete' object has no attribute 'using'"] }),
    );
    expect(verbs('back-populates')).toEqual(here({ '2.1': ['INSERT', 'INSERT', 'DELETE', 'DELETE'], '2.0': [] }));
    expect(told('back-populates', 'error').join()).toMatch(here({ '2.1': /^$/, '2.0': /^InvalidRequestError: / }));
  });

  test('V11: get() with populate_existing as an option asks again in 2.1 alone', () => {
    expect(verbs('get-populate-existing')).toEqual(here({ '2.1': ['DELETE', 'SELECT'], '2.0': ['DELETE'] }));
    expect(told('get-populate-existing', 'output')).toEqual([
      here({ '2.1': 'None', '2.0': 'the user, who is deleted' }),
    ]);
  });

  test('V12: close_all(), first_init and the text of secondary work in 2.0 alone', () => {
    expect(told('gone', 'output').map((line) => line.split(': ').slice(0, 2))).toEqual(
      here({
        '2.1': [
          ['close_all()', 'AttributeError'],
          ['first_init', 'InvalidRequestError'],
          ['post_tags.alias() as secondary', 'InvalidRequestError'],
        ],
        '2.0': [
          ['close_all()', 'works'],
          ['first_init', 'works'],
          ['post_tags.alias() as secondary', 'works'],
        ],
      }),
    );
  });

  test('V13: 2.0 requires greenlet on the usual machines, 2.1 only where it is asked for', async () => {
    const site = await verifiedModules(series);
    if ('absent' in site) throw new Error(site.absent);
    const file = path.join(site.folder, `sqlalchemy-${site.version}.dist-info`, 'METADATA');
    const needs = (await readFile(file, 'utf8')).split('\n').filter((line) => /^Requires-Dist: greenlet/.test(line));
    const always = needs.filter((line) => !line.includes('extra =='));
    expect(always.join()).toMatch(here({ '2.1': /^$/, '2.0': /platform_machine == "x86_64"/ }));
    expect(needs.join()).toContain('extra == "asyncio"');
  });

  test('V14: postgresql:// is psycopg in 2.1, which can be asynchronous, and psycopg2 in 2.0', () => {
    expect(told('default-driver', 'output')).toEqual(
      here({
        '2.1': ["PostgreSQL's own dialect: psycopg", 'create_engine(): psycopg', 'create_async_engine(): psycopg'],
        '2.0': [
          "PostgreSQL's own dialect: psycopg2",
          'create_engine(): psycopg2',
          "create_async_engine(): The asyncio extension requires an async driver to be used. The loaded 'psycopg2' is not async.",
        ],
      }),
    );
    expect(sent('default-driver')[0]).toContain(here({ '2.1': '%(id_1)s::INTEGER', '2.0': '%(id_1)s' }));
  });

  test('V15: a default of a relationship is not written into a dataclass: merge() empties nothing', () => {
    expect(verbs('dataclass-merge')).toEqual(here({ '2.1': ['SELECT'], '2.0': ['SELECT', 'SELECT', 'DELETE'] }));
    const [insert] = linesFrom('dataclass-default');
    expect(insert?.parameters).toEqual([{ id: 9, user_id: here({ '2.1': 1, '2.0': null }) }]);
  });

  test('V16: 2.1 warns four times, 2.0 never', () => {
    expect(told('warnings', 'warning')).toEqual(
      here({
        '2.1': [
          expect.stringMatching(/^SAWarning: Attribute name 'registry' should be left reserved/),
          expect.stringMatching(/^SADeprecationWarning: The ``noload`` loader strategy is deprecated/),
          'SADeprecationWarning: The `objects` parameter of `Session.flush` is deprecated',
          expect.stringMatching(/^SADeprecationWarning: Empty parameter sequence passed to execute\(\)/),
        ],
        '2.0': [],
      }),
    );
  });

  test('V17: an error of asyncpg has a class of its own and a detail in 2.1, the SQLSTATE is the same', () => {
    const [kind, detail, sqlstate, itself, ...error] = told('error-of-asyncpg', 'output');
    expect([kind, detail, sqlstate, itself]).toEqual([
      `class of orig: ${here({ '2.1': 'ForeignKeyViolationError', '2.0': 'IntegrityError' })}`,
      `detail of orig: ${here({ '2.1': 'Key (id)=(1) is still referenced from table "posts".', '2.0': 'none' })}`,
      'sqlstate of orig: 23503',
      `driver_exception: ${here({ '2.1': 'ForeignKeyViolationError', '2.0': 'NoneType' })}`,
    ]);
    const says = error.join('\n');
    expect(says.includes('DETAIL:')).toBe(here({ '2.1': false, '2.0': true }));
    expect(says.includes("<class 'asyncpg.exceptions.ForeignKeyViolationError'>")).toBe(
      here({ '2.1': false, '2.0': true }),
    );
  });

  test('V18: MissingGreenlet names the other function, and on psycopg is inside a StatementError in 2.1', () => {
    const [asyncpg, psycopg] = told('missing-greenlet', 'output');
    const call = `greenlet_spawn has not been called; can't call ${here({ '2.1': 'await_', '2.0': 'await_only' })}() here.`;
    expect(asyncpg).toContain(`asyncpg: MissingGreenlet: ${call}`);
    expect(psycopg).toContain(
      here({
        '2.1': `psycopg: StatementError: (sqlalchemy.exc.MissingGreenlet) ${call}`,
        '2.0': `psycopg: MissingGreenlet: ${call}`,
      }),
    );
  });

  test('V19: links lead to the pages of the series, and tasks have the names of the series', () => {
    const name = here({ '2.1': '_DeleteState', '2.0': 'DeleteState' });
    const [link, circle] = told('error-links', 'output');
    expect(link).toContain(`/e/${here({ '2.1': '21', '2.0': '20' })}/gkpj`);
    expect(circle).toBe(`Circular dependency detected. (${name}(<User>), ${name}(<User>))`);
  });

  test('V20: 2.1 says which error closed the transaction', () => {
    const said = told('closed-transaction', 'output').join(' ');
    expect(said).toMatch(/^Can't operate on closed transaction inside context manager\./);
    expect(said.includes('was rolled back due to an exception: (psycopg.errors.ForeignKeyViolation)')).toBe(
      here({ '2.1': true, '2.0': false }),
    );
  });

  test('V21: post_update sends one UPDATE from the releases on that the rule names, two before', () => {
    const first = findRule('V21')?.releases?.[series] ?? '';
    const sends = ['SELECT', 'UPDATE', 'DELETE'];
    expect(verbs('post-update')).toEqual(isFrom(python.version, first) ? sends : [...sends, 'UPDATE']);
  });

  test('every program of a change is held against its rule', () => {
    expect(CHANGES.flatMap(({ programs }) => programs).filter((name) => !runs.has(name))).toEqual([]);
  });
});
