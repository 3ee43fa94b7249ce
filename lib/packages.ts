// The packages beside SQLAlchemy that programs can import, each in an archive of its own that travels only for a program
// that names it; and those that are known and cannot be had.
import type { Pin } from './versions';

export interface Package extends Pin {
  /** As SPDX names it. */
  readonly licence: string;
  /** The other archives without which it cannot be imported. */
  readonly requires?: readonly string[];
  /** Keeps what a program has made, such as mapped classes, listeners or a context: imported anew for the next one. */
  readonly anew?: true;
  /** The platform whose wheel is taken; without it that for any. */
  readonly platform?: string;
  /** What of it is taken, where that is not all, and how that is said. */
  readonly part?: { readonly files: RegExp; readonly note: string };
  /** Types of an extension of PostgreSQL's that it maps columns to, and what is said where PostgreSQL knows none. */
  readonly types?: { readonly names: readonly string[]; readonly note: string };
}

/** By the module that is imported, which the Python package index knows as the name, too. */
const TABLE = {
  advanced_alchemy: {
    version: '1.12.0',
    sha256: 'a2f17b24309006e845b72a84b084a4c67cf83fb46ff47221e36aa5d66f5ab914',
    licence: 'MIT',
    requires: ['dialects'],
    anew: true,
  },
  annotated_types: {
    version: '0.8.0',
    sha256: 'cf4a24d23edabcfb467d867acf6eabaf1d1c054fe48c4bf5424d2340b147d157',
    licence: 'MIT',
  },
  blinker: {
    version: '1.9.0',
    sha256: '25cc23f6dd32a9b3435bee5eb203a41ccabcdb43e6316185db9ee1af37566ebe',
    licence: 'MIT',
  },
  click: {
    version: '8.5.1',
    sha256: 'ff6fe47d76d62ee8dab697a930c527257d921f8f8b8bc12942dd6261d70b6574',
    licence: 'BSD-3-Clause',
  },
  email_validator: {
    version: '2.4.0',
    sha256: 'becdd62735e38604c9d164f23103cbe36faeaf40280e00728756634dacdd4274',
    licence: 'Unlicense',
    requires: ['idna'],
  },
  fastapi_users: {
    version: '15.0.5',
    sha256: 'b60716d2e73beec6cc07a759ca57bf354b33ac5906c53e54f996d2f51d3453ba',
    licence: 'MIT',
    requires: ['fastapi_users_db_sqlalchemy'],
    anew: true,
    part: {
      files: /^fastapi_users\/(models|types|db\/\w+)\.py$/,
      note: 'Of fastapi_users only models, types and db are carried, which mapped classes are made of; the rest needs FastAPI.',
    },
  },
  fastapi_users_db_sqlalchemy: {
    version: '7.0.0',
    sha256: '9e6b275f55a54e372aa234f51c67450a6dac0f87c54c9b3d2ada4c6e48c29c3a',
    licence: 'MIT',
    requires: ['fastapi_users', 'pydantic'],
    anew: true,
  },
  flask: {
    version: '3.1.3',
    sha256: 'fedc55772a9e8e9f10446b7f9aac4cd2de98b6907d67131c5d3a4bf1fe568668',
    licence: 'BSD-3-Clause',
    requires: ['blinker', 'click', 'itsdangerous', 'jinja2', 'werkzeug'],
    anew: true,
  },
  flask_sqlalchemy: {
    version: '3.1.1',
    sha256: '7da5a975f2d0f7c300365019719fae6ae84883f27856a482f5f8a4bbace4d88a',
    licence: 'BSD-3-Clause',
    requires: ['flask'],
    anew: true,
  },
  geoalchemy2: {
    version: '0.20.0',
    sha256: 'b748ab568a55a53b569d2bd7e59f9e043515cdec0c5d71b7806620c8cf842b1c',
    licence: 'MIT',
    requires: ['dialects', 'packaging'],
    anew: true,
    types: {
      names: ['geometry', 'geography', 'raster'],
      note: 'The PostgreSQL in the tab has no PostGIS: geoalchemy2 maps the class, and its table cannot be made.',
    },
  },
  idna: {
    version: '3.20',
    sha256: '6704cb0bf0de8acc596f2b472aa457e13411852bc18c2463e0bc00b7f1d2e3dc',
    licence: 'BSD-3-Clause',
  },
  itsdangerous: {
    version: '2.2.0',
    sha256: '54dcafd83c3ef3da4e4784385a50563c0fa35cd2c68a8e8fc86c709c6dcf517f',
    licence: 'BSD-3-Clause',
  },
  jinja2: {
    version: '3.1.6',
    sha256: '4f5d2c082bdf1afbe3e4ef64e6e7b692688c77570e6f91dc4307ae85d5bff853',
    licence: 'BSD-3-Clause',
    requires: ['markupsafe'],
  },
  // Its wheels are compiled for systems that are not Pyodide's; the Python in them does the same.
  markupsafe: {
    version: '3.0.3',
    sha256: 'c2f1519094c74f0beca7ab7a2ef4d697be1ecfa784e1cec62325003c6568de5c',
    licence: 'BSD-3-Clause',
    platform: 'manylinux2014_x86_64',
  },
  packaging: {
    version: '26.4',
    sha256: 'b08328c88d6fee3a8638a44b49260e32d46ac987353589921c4d12ed45186a83',
    licence: 'Apache-2.0 OR BSD-2-Clause',
  },
  pgvector: {
    version: '0.5.1',
    sha256: 'c6f95d5107fa6adf2d1210ce97daae330964a3bdf6567076d7a53ed42296fa50',
    licence: 'MIT',
    requires: ['vector'],
    anew: true,
    types: {
      names: ['vector', 'halfvec', 'sparsevec'],
      note: 'PostgreSQL has the types of pgvector once the program has sent CREATE EXTENSION vector.',
    },
  },
  // Imports what checks addresses by itself, once a model has one.
  pydantic: {
    version: '2.14.4',
    sha256: '4d348d469d7f8bd3ffae9f599028d292bb5f36773f62f051e876e57745f638f5',
    licence: 'MIT',
    requires: ['annotated_types', 'email_validator', 'pydantic_core', 'typing_inspection'],
  },
  pydantic_core: {
    version: '2.50.5',
    sha256: 'dd6e2f594e0b24eea49aa37a1b7014a30df27a1c59cec9f29a2045864ff37a9b',
    licence: 'MIT',
    platform: 'pyemscripten_2026_0_wasm32',
  },
  sqlalchemy_continuum: {
    version: '2.0.0',
    sha256: '91c98d150198d8b1072e0559932885731810db019f8f7be70565755f71e34c2e',
    licence: 'BSD-3-Clause',
    requires: ['sqlalchemy_utils'],
    anew: true,
  },
  sqlalchemy_utils: {
    version: '0.43.0',
    sha256: 'cd6b74cd9048a1b4e5baf80dbd121351abc3d4656200bed25cfc24f6abd8759a',
    licence: 'BSD-3-Clause',
    requires: ['dialects'],
    anew: true,
  },
  sqlmodel: {
    version: '0.0.50',
    sha256: '6c84b70bc170dca3c1db974eedd3e2d5af3af2b49abb46e88ec3dd1840ee381a',
    licence: 'MIT',
    requires: ['pydantic'],
    anew: true,
  },
  typing_inspection: {
    version: '0.4.5',
    sha256: 'cd417a6dba0881b2c3fcb219039a24b34e6dbba518d0697cb6969e10186ab6d4',
    licence: 'MIT',
  },
  werkzeug: {
    version: '3.1.9',
    sha256: 'f01803f99cc2bcf2265ffe53f840e1c27d53cbb979fcb3f31b52e1f8e7b27fe7',
    licence: 'BSD-3-Clause',
    requires: ['markupsafe'],
  },
} as const satisfies Record<string, Package>;

export type PackageName = keyof typeof TABLE;
export const PACKAGES: Readonly<Record<PackageName, Package>> = TABLE;
const isPackage = (name: string): name is PackageName => name in TABLE;

/** The archives without which another one is of no use. */
export const requirementsOf = (name: ArchiveName): readonly string[] =>
  (isPackage(name) ? PACKAGES[name].requires : undefined) ?? [];

/** As SPDX names it. */
export function licenceOf(name: ArchiveName): string {
  if (isPackage(name)) return PACKAGES[name].licence;
  return isExtension(name) ? EXTENSIONS[name].licence : SQLALCHEMY_LICENCE;
}

export const PACKAGE_NAMES = Object.keys(TABLE) as readonly PackageName[];

const SQLALCHEMY_LICENCE = 'MIT';

/** SQLAlchemy's own dialects of other databases, for the types in them. */
export const OTHER_DIALECTS = ['mssql', 'mysql', 'oracle', 'sqlite'] as const;

/** Of the extensions that come with PostgreSQL, those whose types and functions schemas use. */
const CONTRIBUTED = { npm: '@electric-sql/pglite', licence: 'PostgreSQL' } as const;
/** Extensions of PostgreSQL, which packages require or programs name. */
export const EXTENSIONS = {
  btree_gin: CONTRIBUTED,
  btree_gist: CONTRIBUTED,
  citext: CONTRIBUTED,
  hstore: CONTRIBUTED,
  intarray: CONTRIBUTED,
  ltree: CONTRIBUTED,
  pg_trgm: CONTRIBUTED,
  unaccent: CONTRIBUTED,
  'uuid-ossp': CONTRIBUTED,
  vector: { npm: '@electric-sql/pglite-pgvector', licence: 'Apache-2.0' },
} as const;
export type ExtensionName = keyof typeof EXTENSIONS;
export const isExtension = (name: string): name is ExtensionName => name in EXTENSIONS;

/** What travels in an archive of its own: a package, the other dialects of SQLAlchemy, an extension of PostgreSQL. */
export type ArchiveName = PackageName | 'dialects' | ExtensionName;
export const ARCHIVE_NAMES: readonly ArchiveName[] = [
  'dialects',
  ...(Object.keys(EXTENSIONS) as readonly ExtensionName[]),
  ...PACKAGE_NAMES,
];

/** What is asked for often and cannot be had, by the module that is imported, with the end of a sentence that says why. */
export const NOT_TO_BE_HAD: readonly { readonly modules: readonly string[]; readonly why: string }[] = [
  {
    modules: ['celery', 'dramatiq', 'huey', 'rq'],
    why: 'it needs workers and a broker, which a browser has not',
  },
  {
    modules: ['aiohttp', 'boto3', 'botocore', 'httpx', 'kafka', 'pika', 'redis', 'requests', 'stripe', 'urllib3'],
    why: 'it needs sockets, which a browser has not',
  },
  {
    modules: ['daphne', 'granian', 'gunicorn', 'hypercorn', 'uvicorn'],
    why: 'it is a server, which a browser cannot be',
  },
  {
    modules: [
      ...['MySQLdb', 'aiomysql', 'aioodbc', 'aiosqlite', 'asyncmy', 'cx_Oracle', 'mysql', 'oracledb', 'pg8000'],
      ...['pymssql', 'pymysql', 'pyodbc', 'pysqlite3'],
    ],
    why: 'it is a driver, and the PostgreSQL in the tab is reached by psycopg, psycopg2 and asyncpg alone',
  },
  {
    modules: ['PIL', 'argon2', 'bcrypt', 'cryptography', 'lxml', 'nacl', 'numpy', 'orjson', 'pandas', 'shapely'],
    why: 'it is compiled, and here that is done for pydantic_core alone',
  },
  {
    modules: [
      ...['bdb', 'cProfile', 'doctest', 'ftplib', 'imaplib', 'mailbox', 'pdb', 'pickletools', 'poplib', 'profile'],
      ...['pstats', 'pydoc', 'smtplib', 'turtle', 'unittest'],
    ],
    why: 'it is of the part of the standard library that a tab leaves out',
  },
  {
    modules: [
      ...['alembic', 'arrow', 'babel', 'django', 'dotenv', 'factory', 'faker', 'fastapi'],
      ...['flask_admin', 'flask_login', 'flask_marshmallow', 'flask_migrate', 'flask_security', 'flask_wtf', 'jwt'],
      ...['litestar', 'mako', 'marshmallow', 'marshmallow_sqlalchemy', 'passlib', 'pendulum', 'phonenumbers', 'pwdlib'],
      ...['pydantic_settings', 'pyramid', 'pytest', 'pytz', 'starlette', 'strawberry', 'tzdata', 'wtforms'],
    ],
    why: 'no class needs it to be mapped',
  },
];
