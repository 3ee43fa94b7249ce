// What each driver is given and reports, letter for letter as it was recorded.
import { describe, expect, it } from 'vitest';
import { asDriven, DRIVER_FACTS, errorClass, reportedRows } from '@/lib/orm/drivers';
import { DRIVERS } from '@/lib/versions';

const UPDATE = {
  sql: 'UPDATE posts SET user_id=$1::INTEGER WHERE posts.id = $2::INTEGER',
  names: ['user_id', 'posts_id'],
  parameters: [
    [null, 1],
    [null, 2],
  ],
};

describe('a statement', () => {
  it('has numbers, names with casts, or names alone', () => {
    expect(DRIVERS.map((driver) => asDriven(DRIVER_FACTS[driver], UPDATE).sql)).toEqual([
      'UPDATE posts SET user_id=$1::INTEGER WHERE posts.id = $2::INTEGER',
      'UPDATE posts SET user_id=%(user_id)s::INTEGER WHERE posts.id = %(posts_id)s::INTEGER',
      'UPDATE posts SET user_id=%(user_id)s WHERE posts.id = %(posts_id)s',
    ]);
    const named = [
      { user_id: null, posts_id: 1 },
      { user_id: null, posts_id: 2 },
    ];
    expect(DRIVERS.map((driver) => asDriven(DRIVER_FACTS[driver], UPDATE).parameters)).toEqual([
      UPDATE.parameters,
      named,
      named,
    ]);
  });

  it('has its percent signs doubled where parameters go by name', () => {
    const text = { sql: "SELECT 5 % 3 WHERE name LIKE 'a%'", names: [], parameters: [[]] };
    expect(DRIVERS.map((driver) => asDriven(DRIVER_FACTS[driver], text).sql)).toEqual([
      "SELECT 5 % 3 WHERE name LIKE 'a%'",
      "SELECT 5 %% 3 WHERE name LIKE 'a%%'",
      "SELECT 5 %% 3 WHERE name LIKE 'a%%'",
    ]);
  });

  it('is counted by every driver alone, and together with others by all but asyncpg', () => {
    expect(DRIVERS.map((driver) => reportedRows(DRIVER_FACTS[driver], false, 1))).toEqual([1, 1, 1]);
    expect(DRIVERS.map((driver) => reportedRows(DRIVER_FACTS[driver], true, 3))).toEqual([null, 3, 3]);
  });
});

it.each([
  ['23503', ['IntegrityError', 'IntegrityError', 'IntegrityError']],
  ['42P01', ['ProgrammingError', 'ProgrammingError', 'ProgrammingError']],
  ['P0001', ['DBAPIError', 'ProgrammingError', 'InternalError']],
  ['22P02', ['DBAPIError', 'DataError', 'DataError']],
  ['22012', ['DBAPIError', 'DataError', 'DataError']],
  ['55P03', ['DBAPIError', 'OperationalError', 'OperationalError']],
  ['57014', ['DBAPIError', 'OperationalError', 'OperationalError']],
  ['25P02', ['DBAPIError', 'InternalError', 'InternalError']],
])('SQLSTATE %s is %j', (sqlstate, classes) => {
  expect(DRIVERS.map((driver) => errorClass(DRIVER_FACTS[driver], sqlstate))).toEqual(classes);
});
