// The command line of the audit.
import { parseArgs } from 'node:util';
import { type Ignored, ignoredOf } from '@/lib/audit/chosen';
import { SEVERITIES, type Severity } from '@/lib/audit/kinds';
import { DEFAULT_SERIES, DRIVERS, type Driver, SERIES, type Series } from '@/lib/versions';
import { MEGABYTES, readDriver, readLimits } from '../trace/choices';
import type { Limits } from '../trace/supervise';

const SECONDS = 600;

export const HELP = `Usage: npm run -s audit -- PATH... [--json | --sarif | --markdown] [options]

Says for every class of SQLAlchemy models what deleting one of its objects does to every table, by doing it: real mappers,
a real PostgreSQL, rows that are made for each class, real deletes. PATH is a file of Python, a folder, a .zip or a wheel.
Nothing has to be installed for what the files import: what is not to be had is stood in for, and the report says so. The
files run in a process of their own, in Python in WebAssembly, which reaches neither files nor network of the machine.

  --schema FILE        SQL that makes the tables, as pg_dump --schema-only writes it: the tables that are really there
  --json               the report as JSON
  --sarif              the findings as SARIF 2.1.0, for services that show them beside the lines
  --markdown           the report as Markdown, for a pull request
  --mend               tries what could be changed about each finding, deletes everything again with it, and tells the edit
                       and its migration with what was seen; SARIF has what helps as fixes
  --fail-on SEVERITY   exit status 1 where a finding is as bad as this or worse:
                       ${SEVERITIES.join(', ')}
  --ignore KIND[:AT]   leaves findings of a kind out, by number or name, everywhere or at one place, as A8 or
                       slow-cascade:User.posts; may be repeated. In the files a comment does the same for its line and
                       the next one: # cascade-lens: ignore A8
  --baseline FILE      leaves out what FILE names, so that only what is new is shown
  --write-baseline FILE
                       writes FILE with all that was found, and ends with status 0
  --sqlalchemy SERIES  ${SERIES.join(' or ')}; without it ${DEFAULT_SERIES}
  --driver NAME        ${DRIVERS.join(', ')}; without it psycopg
  --time-limit SECONDS how long it may take, ${SECONDS} without it; what was observed by then is reported
  --memory-limit MB    how much memory it may take, ${MEGABYTES} without it
  --help               this text

The exit status is 2 where nothing could be read or run.

Example: npm run -s audit -- models/ --fail-on breaks`;

const FORMATS = ['json', 'sarif', 'markdown'] as const;
export type Format = (typeof FORMATS)[number] | 'text';

export interface AuditArguments {
  readonly paths: readonly string[];
  readonly schema: string | null;
  readonly format: Format;
  /** Whether changes are tried. */
  readonly mend: boolean;
  readonly failOn: Severity | null;
  readonly ignored: readonly Ignored[];
  readonly baseline: string | null;
  readonly writeBaseline: string | null;
  readonly series: Series | null;
  readonly driver?: Driver;
  readonly limits: Limits;
}

type Arguments = AuditArguments | { readonly help: true } | { readonly refused: string };

const isSeries = (name: string): name is Series => (SERIES as readonly string[]).includes(name);

/** What the arguments ask for, or why they are refused. */
export function readArguments(args: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        schema: { type: 'string' },
        json: { type: 'boolean', default: false },
        sarif: { type: 'boolean', default: false },
        markdown: { type: 'boolean', default: false },
        mend: { type: 'boolean', default: false },
        'fail-on': { type: 'string' },
        ignore: { type: 'string', multiple: true, default: [] },
        baseline: { type: 'string' },
        'write-baseline': { type: 'string' },
        sqlalchemy: { type: 'string' },
        driver: { type: 'string' },
        'time-limit': { type: 'string', default: String(SECONDS) },
        'memory-limit': { type: 'string', default: String(MEGABYTES) },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { help: true };
    const formats = FORMATS.filter((each) => values[each]);
    if (formats.length > 1) return { refused: `One of ${formats.map((each) => `--${each}`).join(' and ')}, not both.` };
    if (positionals.length === 0) return { refused: 'There is nothing to audit: name a file, a folder or an archive.' };
    const failOn = SEVERITIES.find((each) => each === values['fail-on']?.replaceAll('-', ' ')) ?? null;
    if (values['fail-on'] !== undefined && failOn === null) {
      return { refused: `--fail-on takes ${SEVERITIES.join(', ')}, not "${values['fail-on']}".` };
    }
    const ignored: Ignored[] = [];
    for (const text of values.ignore) {
      const each = ignoredOf(text);
      if (each === null) return { refused: `--ignore takes a kind of finding, as A8 or slow-cascade, not "${text}".` };
      ignored.push(each);
    }
    const { sqlalchemy: series, driver } = values;
    if (series !== undefined && !isSeries(series)) {
      return { refused: `There is no series "${series}" here; this version has: ${SERIES.join(', ')}.` };
    }
    const chosen = readDriver(driver);
    if ('refused' in chosen) return chosen;
    const limited = readLimits(values['time-limit'], values['memory-limit']);
    if ('refused' in limited) return limited;
    return {
      paths: positionals,
      schema: values.schema ?? null,
      format: formats[0] ?? 'text',
      mend: values.mend,
      failOn,
      ignored,
      baseline: values.baseline ?? null,
      writeBaseline: values['write-baseline'] ?? null,
      series: series ?? null,
      ...chosen,
      ...limited,
    };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}
