// The recorded behaviour of SQLAlchemy, as data: see recorded/README.md for where it comes from.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseScenario, type Scenario, type Shape } from '@/lib/scenario/scenario';
import type { At, Tables, TransactionEvent, Value } from '@/lib/trace/trace';
import type { Series } from '@/lib/versions';
import { DRIVERS, type Driver } from '@/lib/versions';

export type RecordedEvent =
  | readonly [at: At, action: TransactionEvent['action']]
  | readonly [
      at: At,
      /** As asyncpg gets it; what other drivers get is told in driver-form.ts. */
      sql: string,
      many: boolean,
      parameters: readonly (readonly Value[])[],
      /** Null where the driver does not know it, and where the statement failed. */
      rowcount: number | null,
      /** Null where the recording did not watch the rows. */
      effects: readonly string[] | null,
      /** The names of the parameters. */
      names: readonly string[],
    ];

export interface RecordedTrace {
  readonly events: readonly RecordedEvent[];
  readonly error?: {
    readonly class: string;
    readonly sqlstate: string | null;
    readonly message: string;
    readonly detail: string | null;
  };
  /** Beside those of configuring the mappers. */
  readonly warnings?: readonly string[];
  /** "user1": "persistent expired", "post1": "deleted user_id=1": what the recording's program still held. */
  readonly objects: Readonly<Record<string, string>>;
  readonly rows: Tables;
}

/** What configuring the mappers with a cascade and a passive_deletes said. */
export interface Configured {
  readonly cascade: string;
  readonly passiveDeletes: Scenario['passiveDeletes'];
  readonly error: string | null;
  readonly warnings: readonly string[];
}

export interface Cell {
  readonly scenario: Scenario;
  /** Null where SQLAlchemy refused the setting. */
  readonly trace: RecordedTrace | null;
  /** What configuring the mappers said for the cell's cascade and passive_deletes; null when it said nothing. */
  readonly configured: Configured | null;
  /** The recording's program read both users where the scenario's reads what it speaks of. */
  readonly readMore: boolean;
}

interface Recording {
  readonly shape: Shape;
  readonly configured: readonly Configured[];
  readonly cells: readonly Cell[];
}

export interface RecordingFile {
  readonly recorded: Readonly<Record<string, unknown>>;
  readonly groups: readonly {
    readonly name: string;
    readonly shape: Shape;
    /** Settings, then the drivers. */
    readonly keys: readonly string[];
    readonly configured: readonly Configured[];
    /** Values of the settings, and for each driver the number of its trace or "refused". */
    readonly cells: readonly (readonly unknown[])[];
  }[];
  readonly traces: readonly RecordedTrace[];
}

const RELEASES: Readonly<Record<Series, string>> = { '2.1': '2.1.9', '2.0': '2.0.58' };

const pathOf = (name: string) => new URL(`./recorded/${name}`, import.meta.url);

/** What was recorded of a series: every cell for each driver. */
export function readSeries(series: Series): readonly Recording[] {
  const text = gunzipSync(readFileSync(pathOf(`sqlalchemy-${RELEASES[series]}.json.gz`))).toString();
  const { groups, traces }: RecordingFile = JSON.parse(text);
  return groups.map(({ name, shape, keys, configured, cells }) => ({
    shape,
    configured,
    cells: cells.flatMap((cell) => {
      const named = Object.fromEntries(keys.map((key, at) => [key, cell[at]]));
      return DRIVERS.map((driver): Cell => {
        const { asyncpg: _, psycopg: __, psycopg2: ___, ...settings } = named;
        const always = name === 'stale' ? { nullable: true } : {};
        const scenario = parsed({ shape, sqlalchemy: series, driver, ...always, ...settings });
        const readMore = name === 'stale' && scenario.gone === 'nothing';
        return { scenario, trace: found(traces, named[driver]), configured: saidOf(configured, scenario), readMore };
      });
    }),
  }));
}

interface WiderFile {
  readonly cellKeys: readonly string[];
  readonly configured: readonly Configured[];
  readonly traces: readonly (Omit<RecordedTrace, 'events'> & {
    readonly events: readonly (
      | readonly [At, string]
      | readonly [At, string, boolean, Value[][], number | null, null]
    )[];
  })[];
  readonly cells: readonly (readonly unknown[])[];
}

/** Spellings of the cascade and numbers of posts that the recordings of the series do not have: 2.0.52, asyncpg. */
export function readWider(shape: Shape): Recording {
  const { cellKeys, configured, traces, cells }: WiderFile = JSON.parse(
    readFileSync(pathOf(`${shape}-wider.json`), 'utf8'),
  );
  const read = traces.map((trace): RecordedTrace => {
    // There -1 stood for a count that is not known, names were not written down, and warnings were those of all.
    const events = trace.events.map((event): RecordedEvent => {
      if (event.length === 2) return event as RecordedEvent;
      const [at, sql, many, parameters, rowcount, effects] = event;
      return [at, sql, many, parameters, many ? null : rowcount, effects, []];
    });
    return { ...trace, events };
  });
  return {
    shape,
    configured,
    cells: cells.map((cell): Cell => {
      const { trace, ...settings } = Object.fromEntries(cellKeys.map((key, index) => [key, cell[index]]));
      const scenario = parsed({ shape, sqlalchemy: '2.0' satisfies Series, ...settings });
      const recorded = found(read, trace);
      const said = recorded?.warnings ? null : saidOf(configured, scenario);
      return { scenario, trace: recorded, configured: said, readMore: false };
    }),
  };
}

function parsed(settings: Readonly<Record<string, unknown>> & { readonly driver?: Driver }): Scenario {
  const result = parseScenario(settings);
  if ('invalid' in result) throw new Error(result.invalid);
  return result.scenario;
}

function found(traces: readonly RecordedTrace[], number: unknown): RecordedTrace | null {
  if (number === 'refused') return null;
  const trace = traces[Number(number)];
  if (!trace) throw new Error(`No trace ${number} in the recording`);
  return trace;
}

function saidOf(configured: readonly Configured[], scenario: Scenario): Configured | null {
  const said = configured.find(
    ({ cascade, passiveDeletes }) => cascade === scenario.cascade && passiveDeletes === scenario.passiveDeletes,
  );
  return said ?? null;
}
