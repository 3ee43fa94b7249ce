// The recorded behaviour of SQLAlchemy, as data: see recorded/README.md for where it comes from.
import { readFileSync } from 'node:fs';
import { parseScenario, type Scenario, type Shape } from '@/lib/scenario/scenario';
import type { At, ParameterSet, Tables, TransactionEvent } from '@/lib/trace/trace';

export type RecordedEvent =
  | readonly [at: At, action: TransactionEvent['action']]
  | readonly [
      at: At,
      sql: string,
      many: boolean,
      parameters: readonly ParameterSet[],
      rowcount: number | null,
      /** Null where the recording did not watch the rows. */
      effects: readonly string[] | null,
    ];

export interface RecordedTrace {
  readonly events: readonly RecordedEvent[];
  readonly error?: {
    readonly class: string;
    readonly sqlstate: string | null;
    readonly message: string;
    readonly detail: string | null;
  };
  /** Where the run itself warned; absent when only the configuration may have. */
  readonly warnings?: readonly string[];
  /** "user1": "persistent expired", "post1": "deleted user_id=1": what the recording's program still held. */
  readonly objects: Readonly<Record<string, string>>;
  readonly rows: Tables;
}

/** What configuring the mappers with a cascade and a passive_deletes said. */
interface Configured {
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
}

export interface Recording {
  readonly configured: readonly Configured[];
  readonly cells: readonly Cell[];
}

interface RecordingFile {
  readonly shape: Shape;
  readonly cellKeys: readonly string[];
  readonly configured: readonly Configured[];
  readonly traces: readonly RecordedTrace[];
  readonly cells: readonly (readonly unknown[])[];
}

export function readRecording(shape: Shape): Recording {
  const files = [readFile(shape), readFile(`${shape}-wider`)];
  return {
    configured: files.flatMap(({ configured }) => configured),
    cells: files.flatMap((file) => file.cells.map((cell) => readCell(file, cell))),
  };
}

function readFile(name: string): RecordingFile {
  return JSON.parse(readFileSync(new URL(`./recorded/${name}.json`, import.meta.url), 'utf8')) as RecordingFile;
}

function readCell({ shape, cellKeys, traces, configured }: RecordingFile, cell: readonly unknown[]): Cell {
  const { trace, ...settings } = Object.fromEntries(cellKeys.map((key, index) => [key, cell[index]]));
  const parsed = parseScenario({ shape, ...settings });
  if ('invalid' in parsed) throw new Error(parsed.invalid);
  const { scenario } = parsed;
  const recorded = trace === 'refused' ? null : traces[Number(trace)];
  if (recorded === undefined) throw new Error(`No trace ${trace} in the recording`);
  const said = configured.find(
    ({ cascade, passiveDeletes }) => cascade === scenario.cascade && passiveDeletes === scenario.passiveDeletes,
  );
  return { scenario, trace: recorded, configured: said ?? null };
}
