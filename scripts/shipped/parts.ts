// What of others ends in out/, and what it does there. The build holds this list against what it has built, both ways:
// see check.ts.

import type { PackageName } from '@/lib/packages';
import type { Group } from '@/lib/shipped/component';

const EDITOR = 'the editor of “Your code”';
const STAGE = 'the stage, on which rows and objects are drawn';
const HIGHLIGHT = 'colours the code that is shown';
const NEXT = 'carried by Next';

/** Packages of npm by their path below node_modules, with their code in scripts and styles that pages or workers load. */
export const NPM: Readonly<Record<string, string>> = {
  '@codemirror/autocomplete': `${EDITOR}, of which lang-python wants it`,
  '@codemirror/commands': `${EDITOR}: its keys`,
  '@codemirror/lang-python': `${EDITOR}: Python`,
  '@codemirror/language': EDITOR,
  '@codemirror/lint': `${EDITOR}: what is said of a line`,
  '@codemirror/search': `${EDITOR}: finding`,
  '@codemirror/state': EDITOR,
  '@codemirror/streamparser': `${EDITOR}, of which language wants it`,
  '@codemirror/view': EDITOR,
  '@dagrejs/dagre': `${STAGE}: which table stands where`,
  '@dagrejs/graphlib': `${STAGE}; dagre’s graphs`,
  '@electric-sql/pglite': 'PostgreSQL for the browser, with what starts it and speaks to it',
  '@lezer/common': 'reads Python for the editor, and for what is to be changed in a program',
  '@lezer/highlight': `${EDITOR}: colours`,
  '@lezer/lr': 'reads Python for the editor, and for what is to be changed in a program',
  '@lezer/python': 'reads Python for the editor, and for what is to be changed in a program',
  '@marijn/find-cluster-break': `${EDITOR}: where a character ends`,
  '@swc/helpers': 'small functions that Next’s compiler calls',
  '@tanstack/react-virtual': 'the SQL log, of which only the lines in view are drawn',
  '@tanstack/virtual-core': 'the SQL log, of which only the lines in view are drawn',
  '@xyflow/react': STAGE,
  '@xyflow/system': STAGE,
  'character-entities-legacy': HIGHLIGHT,
  'character-reference-invalid': HIGHLIGHT,
  classcat: STAGE,
  comlink: 'pages and workers call each other through it',
  crelt: EDITOR,
  'd3-color': STAGE,
  'd3-dispatch': STAGE,
  'd3-drag': STAGE,
  'd3-ease': STAGE,
  'd3-interpolate': STAGE,
  'd3-selection': STAGE,
  'd3-timer': STAGE,
  'd3-transition': STAGE,
  'd3-zoom': STAGE,
  'decode-named-character-reference': HIGHLIGHT,
  diff: 'writes what was changed about models as a patch',
  fflate: 'packs a program into a link',
  'is-alphabetical': HIGHLIGHT,
  'is-alphanumerical': HIGHLIGHT,
  'is-decimal': HIGHLIGHT,
  'is-hexadecimal': HIGHLIGHT,
  nanotar: 'packs and unpacks PostgreSQL’s files',
  next: 'the pages: their making, and the way from one to the next',
  'next/dist/compiled/process': NEXT,
  'next/dist/compiled/react': `draws the pages; ${NEXT}`,
  'next/dist/compiled/react-dom': `draws the pages; ${NEXT}`,
  'next/dist/compiled/react-server-dom-turbopack': `reads pages that the build has drawn; ${NEXT}`,
  'next/dist/compiled/scheduler': `draws the pages; ${NEXT}`,
  nuqs: 'the settings in the address',
  'parse-entities': HIGHLIGHT,
  refractor: `${HIGHLIGHT}, with the grammars of Prism`,
  'style-mod': EDITOR,
  'use-sync-external-store': STAGE,
  valibot: 'checks what is read: settings, traces, links',
  'w3c-keyname': EDITOR,
  'xxhash-wasm': 'checks what was downloaded',
  zustand: STAGE,
};

/** Of npm, too; their code goes another way than through the modules of a script. */
export const NPM_BESIDE: Readonly<Record<string, { readonly does: string; readonly group: Group }>> = {
  '@electric-sql/pglite-pgvector': { does: 'pgvector, compiled for PGlite', group: 'PostgreSQL' },
  '@fontsource-variable/inter': { does: 'the font of texts, cut to what they need', group: 'Fonts' },
  '@fontsource-variable/jetbrains-mono': { does: 'the font of code, cut to what it needs', group: 'Fonts' },
  esbuild: { does: 'some lines of its own that it writes into the workers', group: 'The pages' },
  pyodide: { does: 'Python for the browser; its library is compiled and cut for it', group: 'Python' },
  tailwindcss: { does: 'the styles of the pages', group: 'The pages' },
};

/** In which group a package of npm stands that is not one of the pages'. */
export const NPM_GROUPS: Readonly<Record<string, Group>> = {
  '@electric-sql/pglite': 'PostgreSQL',
  nanotar: 'PostgreSQL',
};

/** What programs import, by its module. */
export const PYTHON: Readonly<Record<PackageName | 'sqlalchemy' | 'typing_extensions', string>> = {
  sqlalchemy: 'what the whole site is about',
  typing_extensions: 'SQLAlchemy needs it',
  advanced_alchemy: 'bases and types that models use',
  annotated_types: 'pydantic needs it',
  blinker: 'Flask needs it',
  click: 'Flask needs it',
  email_validator: 'pydantic’s addresses need it',
  fastapi_users: 'models of users',
  fastapi_users_db_sqlalchemy: 'models of users',
  flask: 'Flask-SQLAlchemy needs it',
  flask_sqlalchemy: 'models of Flask applications',
  geoalchemy2: 'types of columns',
  idna: 'email_validator needs it',
  itsdangerous: 'Flask needs it',
  jinja2: 'Flask needs it',
  markupsafe: 'Jinja needs it',
  packaging: 'geoalchemy2 needs it',
  pgvector: 'types of columns',
  pydantic: 'SQLModel needs it',
  pydantic_core: 'pydantic needs it; compiled from Rust',
  sqlalchemy_continuum: 'versions of rows',
  sqlalchemy_utils: 'types of columns, and more',
  sqlmodel: 'models',
  typing_inspection: 'pydantic needs it',
  werkzeug: 'Flask needs it',
};

export interface CompiledPart {
  readonly group: Group;
  readonly name: string;
  readonly licence: string;
  readonly does: string;
  /** Above SPDX's text of the licence. */
  readonly copyright?: string;
  /** A file of licence-texts/, after SPDX's text where a copyright says whose that is, and alone otherwise. */
  readonly text?: string;
  /** Its type and name as a package URL has them. */
  readonly purl: string;
  readonly version?: string;
}

const IN_PGLITE = 'compiled into PostgreSQL’s file pglite.wasm';
const IN_SCRIPTS = 'in PGlite’s scripts';
const IN_PYODIDE = 'compiled into Python’s file pyodide.asm.wasm';

/** What stands in no list of packages: compiled or copied into what is fetched, as its makers' build and symbols say. */
export const COMPILED: readonly CompiledPart[] = [
  {
    ...{ group: 'PostgreSQL', name: 'PostgreSQL', licence: 'PostgreSQL', purl: 'github/postgres/postgres' },
    does: 'the database in the tab, with auto_explain, and the extensions that travel when a program names them',
    copyright:
      'Portions Copyright (c) 1996-2026, PostgreSQL Global Development Group\nPortions Copyright (c) 1994, The Regents of the University of California',
  },
  {
    ...{ group: 'PostgreSQL', name: 'pgvector', licence: 'PostgreSQL', purl: 'github/pgvector/pgvector' },
    does: 'vectors, when a program names them',
    copyright:
      'Portions Copyright (c) 1996-2026, PostgreSQL Global Development Group\nPortions Copyright (c) 1994, The Regents of the University of California',
  },
  {
    ...{ group: 'PostgreSQL', name: 'ICU', licence: 'Unicode-3.0', purl: 'github/unicode-org/icu', text: 'icu' },
    does: `rules of languages; ${IN_PGLITE}`,
  },
  {
    ...{ group: 'PostgreSQL', name: 'libxml2', licence: 'MIT', purl: 'github/GNOME/libxml2', does: IN_PGLITE },
    copyright: 'Copyright (C) 1998-2012 Daniel Veillard',
  },
  {
    ...{ group: 'PostgreSQL', name: 'libxslt', licence: 'MIT', purl: 'github/GNOME/libxslt', does: IN_PGLITE },
    copyright:
      'Copyright (C) 2001-2002 Daniel Veillard\nlibexslt: Copyright (C) 2001-2002 Thomas Broyer, Charlie Bozeman and Daniel Veillard',
  },
  {
    ...{
      group: 'PostgreSQL',
      name: 'OSSP uuid',
      licence: 'LicenseRef-OSSP-uuid',
      purl: 'generic/ossp-uuid',
      text: 'ossp-uuid',
    },
    does: 'in the extension uuid-ossp',
  },
  {
    ...{ group: 'PostgreSQL', name: 'tinytar', version: '0.1.0', licence: 'MIT', purl: 'npm/tinytar' },
    ...{ does: IN_SCRIPTS, text: 'tinytar' },
  },
  {
    ...{ group: 'PostgreSQL', name: 'async-mutex', version: '0.4.1', licence: 'MIT' },
    ...{ purl: 'npm/async-mutex', does: IN_SCRIPTS, text: 'async-mutex' },
  },
  {
    ...{ group: 'PostgreSQL', name: 'pg-protocol', licence: 'MIT', purl: 'npm/pg-protocol' },
    ...{ does: `${IN_SCRIPTS}, which carry a version of their own`, text: 'pg-protocol' },
  },
  {
    ...{ group: 'Python', name: 'CPython', licence: 'Python-2.0.1', purl: 'github/python/cpython' },
    ...{ does: 'Python and its library, in the tab', text: 'cpython' },
    copyright: 'Copyright (c) 2001-2026 Python Software Foundation. All rights reserved.',
  },
  {
    ...{ group: 'Python', name: 'Expat', licence: 'MIT', purl: 'github/libexpat/libexpat', does: IN_PYODIDE },
    copyright:
      'Copyright (c) 1998-2000 Thai Open Source Software Center Ltd and Clark Cooper\nCopyright (c) 2001-2025 Expat maintainers',
  },
  {
    ...{
      group: 'Python',
      name: 'HACL*',
      licence: 'MIT',
      purl: 'github/hacl-star/hacl-star',
      does: `hashes; ${IN_PYODIDE}`,
    },
    copyright:
      'Copyright (c) 2016-2022 INRIA, CMU and Microsoft Corporation\nCopyright (c) 2022-2023 HACL* Contributors',
  },
  {
    ...{ group: 'Python', name: 'mimalloc', licence: 'MIT', purl: 'github/microsoft/mimalloc', does: IN_PYODIDE },
    copyright: 'Copyright (c) 2018-2021 Microsoft Corporation, Daan Leijen',
  },
  {
    ...{
      group: 'Python',
      name: 'libmpdec',
      licence: 'BSD-2-Clause',
      purl: 'generic/libmpdec',
      does: `decimals; ${IN_PYODIDE}`,
    },
    copyright: 'Copyright (c) 2008-2020 Stefan Krah. All rights reserved.',
  },
  {
    ...{ group: 'Python', name: 'libffi', licence: 'MIT', purl: 'github/libffi/libffi', does: IN_PYODIDE },
    copyright: 'Copyright (c) 1996-2025 Anthony Green, Red Hat, Inc and others.',
  },
  {
    ...{ group: 'Python', name: 'bzip2', licence: 'bzip2-1.0.6', purl: 'github/libarchive/bzip2', does: IN_PYODIDE },
    copyright: 'Copyright (C) 1996-2019 Julian R Seward. All rights reserved.',
  },
  {
    ...{
      group: 'Python',
      name: 'XZ Utils: liblzma',
      licence: '0BSD',
      purl: 'github/tukaani-project/xz',
      does: IN_PYODIDE,
    },
    copyright: 'Copyright (C) The XZ Utils authors and contributors',
  },
  {
    ...{ group: 'Python', name: 'Zstandard', licence: 'BSD-3-Clause', purl: 'github/facebook/zstd', does: IN_PYODIDE },
    copyright: 'Copyright (c) Meta Platforms, Inc. and affiliates. All rights reserved.',
  },
  {
    ...{ group: 'Python', name: 'SQLite', licence: 'blessing', purl: 'github/sqlite/sqlite', does: IN_PYODIDE },
  },
  {
    ...{ group: 'Under PostgreSQL and Python', name: 'zlib', licence: 'Zlib', purl: 'github/madler/zlib' },
    does: `${IN_PYODIDE} and PostgreSQL’s pglite.wasm`,
    copyright: '(C) 1995-2026 Jean-loup Gailly and Mark Adler',
  },
  {
    ...{
      group: 'Under PostgreSQL and Python',
      name: 'Emscripten',
      licence: 'MIT OR NCSA',
      purl: 'github/emscripten-core/emscripten',
    },
    does: 'the ground on which Python and PostgreSQL run in a browser; in the files of both',
    copyright: 'Copyright (c) 2010-2014 Emscripten authors, see AUTHORS file.',
  },
  {
    ...{ group: 'Under PostgreSQL and Python', name: 'musl', licence: 'MIT', purl: 'generic/musl' },
    does: 'the C library of Emscripten; in the files of Python and PostgreSQL',
    copyright: 'Copyright (c) 2005-2020 Rich Felker, et al.',
  },
  {
    ...{
      group: 'Under PostgreSQL and Python',
      name: 'LLVM: compiler-rt, libc++, libc++abi, libunwind',
      purl: 'github/llvm/llvm-project',
    },
    licence: 'Apache-2.0 WITH LLVM-exception',
    does: 'the C++ library of Emscripten; in the files of Python and PostgreSQL',
    text: 'llvm-exception',
    copyright: 'Copyright (c) 2003-2019 University of Illinois at Urbana-Champaign, and the LLVM contributors',
  },
];
