// Which archives the imports of a program need, and what is said of those that it does not get.
import { expect, test } from 'vitest';
import { ARCHIVE_NAMES, NOT_TO_BE_HAD, PACKAGE_NAMES, PACKAGES } from '@/lib/packages';
import { archivesOf, knownBeside } from '@/lib/sqlalchemy/packages';

test('a module needs its own archive and those that it requires, each once', () => {
  expect(archivesOf(['sqlalchemy', 'sqlalchemy.orm.Session', 'json'])).toEqual([]);
  expect(archivesOf(['sqlmodel', 'sqlmodel.Field', 'pydantic'])).toEqual([
    'annotated_types',
    'email_validator',
    'idna',
    'pydantic',
    'pydantic_core',
    'sqlmodel',
    'typing_inspection',
  ]);
  expect(archivesOf(['jinja2.ext'])).toEqual(['jinja2', 'markupsafe']);
});

test('a dialect of another database needs theirs, and PostgreSQL none', () => {
  expect(archivesOf(['sqlalchemy.dialects', 'sqlalchemy.dialects.postgresql.JSONB'])).toEqual([]);
  expect(archivesOf(['sqlalchemy.dialects.mysql'])).toEqual(['dialects']);
  expect(archivesOf(['sqlalchemy.dialects.oracle.base.NUMBER'])).toEqual(['dialects']);
});

test('the table names only archives that there are, and nothing both had and not', () => {
  for (const name of PACKAGE_NAMES) {
    for (const required of PACKAGES[name].requires ?? []) expect(ARCHIVE_NAMES).toContain(required);
  }
  const missing = NOT_TO_BE_HAD.flatMap(({ modules }) => modules);
  expect(new Set(missing).size).toBe(missing.length);
  expect(missing.filter((name) => (ARCHIVE_NAMES as readonly string[]).includes(name))).toEqual([]);
});

test('what is said tells apart what is not loaded, not in the build, and not to be had', () => {
  const { modules } = knownBeside(new Set(['sqlmodel']), new Map([['pydantic', 'pip: no package index answers']]));
  expect(modules.sqlmodel).toBeUndefined();
  expect(modules.flask).toMatch(/^This site has flask [\d.]+, and brings it where an import statement/);
  expect(modules.pydantic).toMatch(/^This build does not carry pydantic [\d.]+: pip: no package index answers\.$/);
  expect(modules.celery).toMatch(/^This site does not carry celery: it needs workers/);
  expect(modules['sqlalchemy.dialects.mysql']).toMatch(/^This site has sqlalchemy\.dialects\.mysql/);
});
