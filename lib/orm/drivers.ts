// What a driver makes of one and the same run: how it is given a statement, which row counts it reports and which class
// of SQLAlchemy's an error of PostgreSQL becomes. One fact for each difference, with the number of its rule; which
// statements are sent and in which order does not depend on it (R1), but for what follows from the counts (R7, R8).

import type { ParameterSet, Value } from '@/lib/trace/trace';
import type { Driver } from '@/lib/versions';

export interface DriverFacts {
  /** R2: parameters go by name, `%(id)s`, and not by number, `$1`. */
  readonly named: boolean;
  /** R2: a parameter whose type SQLAlchemy knows is cast to it, `::INTEGER`. */
  readonly casts: boolean;
  /** R6: of an executemany the sum of its rows is reported (supports_sane_multi_rowcount); else it is not known. */
  readonly countsMany: boolean;
  /** R9: the class of SQLAlchemy for an error, by the first two characters of its SQLSTATE; else `otherErrors`. */
  readonly errors: Readonly<Record<string, string>>;
  readonly otherErrors: string;
}

/** R9: psycopg and psycopg2 have classes of PEP 249 for what asyncpg's dialect leaves a DBAPIError. */
const PEP_249_ERRORS = {
  '08': 'OperationalError',
  '0A': 'NotSupportedError',
  '20': 'ProgrammingError',
  '21': 'ProgrammingError',
  '22': 'DataError',
  '23': 'IntegrityError',
  '24': 'InternalError',
  '25': 'InternalError',
  '26': 'ProgrammingError',
  '27': 'OperationalError',
  '28': 'OperationalError',
  '34': 'ProgrammingError',
  '3D': 'ProgrammingError',
  '3F': 'ProgrammingError',
  '40': 'OperationalError',
  '42': 'ProgrammingError',
  '44': 'ProgrammingError',
  '53': 'OperationalError',
  '54': 'OperationalError',
  '55': 'OperationalError',
  '57': 'OperationalError',
  '58': 'OperationalError',
  F0: 'InternalError',
  XX: 'InternalError',
} as const;

export const DRIVER_FACTS: Readonly<Record<Driver, DriverFacts>> = {
  asyncpg: {
    named: false,
    casts: true,
    countsMany: false,
    errors: { '23': 'IntegrityError', '42': 'ProgrammingError', XX: 'InternalError' },
    otherErrors: 'DBAPIError',
  },
  psycopg: {
    named: true,
    casts: true,
    countsMany: true,
    errors: { ...PEP_249_ERRORS, P0: 'ProgrammingError' },
    otherErrors: 'DatabaseError',
  },
  psycopg2: {
    named: true,
    casts: false,
    countsMany: true,
    errors: { ...PEP_249_ERRORS, P0: 'InternalError' },
    otherErrors: 'DatabaseError',
  },
};

/** A statement as PostgreSQL gets it in this project: numbered placeholders, values in their order. */
export interface NumberedStatement {
  readonly sql: string;
  /** The name of each parameter for drivers that go by names. */
  readonly names: readonly string[];
  readonly parameters: readonly (readonly Value[])[];
}

/** R2, R3: the text and the parameters that the driver gets. */
export function asDriven(
  { named, casts }: DriverFacts,
  { sql, names, parameters }: NumberedStatement,
): { readonly sql: string; readonly parameters: readonly ParameterSet[] } {
  if (!named) return { sql, parameters };
  const placeholder = (_: string, number: string, cast = '') => `%(${names[Number(number) - 1]})s${casts ? cast : ''}`;
  return {
    sql: sql.replaceAll('%', '%%').replace(/\$(\d+)(::[A-Z]+)?/g, placeholder),
    parameters: parameters.map((set) => Object.fromEntries(set.map((value, at) => [names[at] ?? `${at + 1}`, value]))),
  };
}

/** R6: the row count that the driver reports for what PostgreSQL counted; null where it does not know. */
export function reportedRows(
  { countsMany }: Pick<DriverFacts, 'countsMany'>,
  many: boolean,
  rows: number | null,
): number | null {
  return many && !countsMany ? null : rows;
}

/** R9: the class that SQLAlchemy wraps an error of PostgreSQL in. */
export function errorClass({ errors, otherErrors }: DriverFacts, sqlstate: string): string {
  return errors[sqlstate.slice(0, 2)] ?? otherErrors;
}
