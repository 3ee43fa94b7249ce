// SQLAlchemy as an engine for runs: Python with the bridge and the observer in it, and the host that they talk to.
import type { PyodideInterface } from 'pyodide';
import type { PyProxy } from 'pyodide/ffi';
import * as v from 'valibot';
import {
  type Ended,
  EndedSchema,
  type Opened,
  OpenedSchema,
  type Seeded,
  SeededSchema,
  type Settled,
  SettledSchema,
} from '@/lib/audit/facts';
import { type ArchiveName, isExtension } from '@/lib/packages';
import type { Deletable, ProgramText } from '@/lib/program-text';
import {
  type IdentityGroup,
  IdentityGroupSchema,
  type Insight,
  type ObjectGroup,
  ObjectGroupSchema,
  type ToldTask,
  ToldTaskSchema,
} from '@/lib/trace/insight';
import { byName, list, shape } from '@/lib/trace/json';
import { MappedClassSchema } from '@/lib/trace/schema';
import {
  type SessionEvent,
  SessionEventSchema,
  type TraceError,
  TraceErrorSchema,
  type Warning,
  WarningSchema,
} from '@/lib/trace/trace';
import { KeySchema } from '@/lib/trace/value';
import type { Driver } from '@/lib/versions';
import { installArchives, messageOf, writeArchives } from './bridge/python';
import type { Wire, WireAnswer, WireMessage } from './bridge/wire';
import { archivesOf, type ExtendPostgres, type FetchArchives, knownBeside } from './packages';
import type { ScenarioProgram } from './scenario-program';

/** Who listens to a run. `at` is null for what belongs to no trace. */
export interface Host {
  exchange(
    message: WireMessage,
    at: SessionEvent['at'] | null,
    line: number | null,
    /** 1 is that of the Session. */
    connection: number,
  ): WireAnswer;
  session(event: SessionEvent): void;
  warning(warning: Warning): void;
  /**
   * The trace begins here: whatever was heard before belongs to the program's preparations. `classes` are, by
   * table, the names of those whose objects go by its key.
   */
  start(classes: Readonly<Record<string, readonly string[]>>): void;
  /** After a COMMIT of a program: which of the objects that Python holds it has to compare with their rows. */
  suspects(held: readonly ObjectGroup[]): readonly ObjectGroup[];
  /** Those that are not what their rows are. */
  stale(found: readonly StaleFound[], at: SessionEvent['at']): void;
  readonly work: WorkListener;
}

/** Hears of each flush, between the events. */
export interface WorkListener {
  flushBegins(): void;
  /** The list of tasks stands. */
  planned(): void;
  taskBegins(): void;
  taskEnds(task: ToldTask): void;
  /** `left` are the tasks that an error kept from running. */
  flushEnds(left: readonly ToldTask[]): void;
  identityMap(when: keyof Insight['identityMap'], objects: readonly IdentityGroup[]): void;
}

export interface PythonEngine {
  /** Of SQLAlchemy, for example "2.1.9". */
  readonly version: string;
  /** Runs a scenario's program; the error that ended it or null. Synchronous. */
  run(program: ScenarioProgram, host: Host): TraceError | null;
  /**
   * Brings the packages that a program imports besides SQLAlchemy, from the texts of its files; nothing is fetched for
   * one that imports none. Those that cannot be had are named where it fails for want of them.
   */
  load(sources: readonly string[], fetch: FetchArchives, extend: ExtendPostgres): Promise<void>;
  /**
   * Runs a whole program, which makes its own tables. With `beginsAfter` it is run again, and its operation is the
   * transaction that comes after so many others. Synchronous.
   */
  runProgram(program: ProgramText, host: Host, beginsAfter?: number): ProgramEnd;
  /** Writes the program that deletes what `deletes` asks for, on rows that it makes; or says why there is none. Synchronous. */
  writeProgram(models: ProgramText): Written;
  /** The classes of models, and the ways to delete their objects; null where the models cannot be loaded. Synchronous. */
  deletables(models: ProgramText): readonly Deletable[] | null;
  /** Loads models, makes their tables and keeps both until close(). Everything in it is synchronous. */
  openAudit(files: Readonly<Record<string, string>>, host: Host, driver?: Driver): AuditedModels;
}

/** Models whose deletes are tried one after another, each on rows that are made for it. */
export interface AuditedModels {
  readonly opened: Opened;
  /** Makes the rows for deletes of a class, in place of those that were there. */
  seed(name: string, children: number, only: string | null): Seeded;
  /** Deletes in a way. The host hears `start` where the counting begins. */
  run(way: string): Ended;
  /** Takes back what run() did. */
  settle(): Settled;
  close(): void;
}

const WrittenSchema = v.union([
  shape({
    filename: v.string(),
    source: v.string(),
    /** What has to be said of the rows and of what stood in. */
    notes: list(v.string()),
  }),
  shape({ refused: v.string() }),
]);
type Written = v.InferOutput<typeof WrittenSchema>;

const DeletablesSchema = v.nullable(list(shape({ class: v.string(), ways: list(v.string()) })));

const StaleFoundSchema = shape({
  entity: v.string(),
  key: KeySchema,
  /** The one in which it differs, null where there is no such row. */
  column: v.nullable(v.string()),
});
export type StaleFound = v.InferOutput<typeof StaleFoundSchema>;

const ProgramEndSchema = shape({
  /** The exception that ended the program. */
  error: v.nullable(TraceErrorSchema),
  /** By name. Without relationships when SQLAlchemy could not configure them. */
  classes: list(MappedClassSchema),
  /** What the program's engine sent its statements with; null when it made none. */
  driver: v.nullable(v.string()),
  /** What could not be observed, and why. */
  missing: list(v.string()),
  /** Where nothing was deleted: the number of transactions before the last one that changed anything. */
  lastChange: v.nullable(v.number()),
});
type ProgramEnd = v.InferOutput<typeof ProgramEndSchema>;

const ClassesByTable = byName(list(v.string()));

/** What Python says, checked: a trace is made of it. */
function told<S extends v.GenericSchema>(schema: S, json: string): v.InferOutput<S> {
  return v.parse(schema, JSON.parse(json));
}

interface ProgramModule extends PyProxy {
  readonly run: (
    source: string,
    filename: string,
    driver: Driver | undefined,
    modules: string,
    standIns: boolean,
    call: string | undefined,
    beginsAfter: number | undefined,
    leads: boolean,
  ) => string;
}

interface PackagesModule extends PyProxy {
  readonly imported: (sources: string) => string;
  readonly unpack: (paths: string) => void;
  readonly tell: (known: string) => void;
}

interface WritingModule extends PyProxy {
  readonly write: (files: string, asked: string, driver: Driver | undefined) => string;
  readonly deletables: (files: string) => string;
}

interface AuditingModule extends PyProxy {
  readonly open: (files: string, driver: Driver | undefined) => string;
  readonly seed: (name: string, children: number, only: string | undefined) => string;
  readonly run: (way: string) => string;
  readonly settle: () => string;
  readonly close: () => void;
}

interface ScenarioModule extends PyProxy {
  readonly run: (models: string, operation: string, driver: Driver) => string;
}

export const DEAF: WorkListener = {
  flushBegins: () => {},
  planned: () => {},
  taskBegins: () => {},
  taskEnds: () => {},
  flushEnds: () => {},
  identityMap: () => {},
};

interface RecordingModule extends PyProxy {
  readonly host: PyProxy & { readonly connect: (functions: object) => void };
}

/** Puts the archives on Python's path and imports all that runs need, which takes a second. */
export function installPython(pyodide: PyodideInterface, archives: ReadonlyMap<string, Uint8Array>): void {
  installArchives(pyodide, archives);
  pyodide.runPython('import cascade_lens.scenario, cascade_lens.program, cascade_lens.observer as o; o.install()');
}

/** SQLAlchemy on `wire`, in a Python that it is installed in. */
export function connectPython(pyodide: PyodideInterface, wire: Wire): PythonEngine {
  let host: Host = {
    exchange: (message) => wire.exchange(message),
    session: () => {},
    warning: () => {},
    start: () => {},
    suspects: () => [],
    stale: () => {},
    work: DEAF,
  };
  const recording: RecordingModule = pyodide.pyimport('cascade_lens.recording');
  recording.host.connect({
    exchange: (
      at: string,
      kind: WireMessage['kind'],
      sql: string,
      parameters: string,
      line: number,
      driver?: string,
      connection = 1,
    ): string =>
      JSON.stringify(
        host.exchange(messageOf(kind, sql, parameters, driver), (at || null) as never, line || null, connection),
      ),
    session: (event: string) => host.session(told(SessionEventSchema, event)),
    warning: (warning: string) => host.warning(told(WarningSchema, warning)),
    start: (classes: string) => host.start(told(ClassesByTable, classes)),
    suspects: (held: string) => JSON.stringify(host.suspects(told(list(ObjectGroupSchema), held))),
    stale: (found: string, at: SessionEvent['at']) => host.stale(told(list(StaleFoundSchema), found), at),
    flush_begins: () => host.work.flushBegins(),
    planned: () => host.work.planned(),
    task_begins: () => host.work.taskBegins(),
    task_ends: (task: string) => host.work.taskEnds(told(ToldTaskSchema, task)),
    flush_ends: (left: string) => host.work.flushEnds(told(list(ToldTaskSchema), left)),
    identity_map: (when: keyof Insight['identityMap'], objects: string) =>
      host.work.identityMap(when, told(list(IdentityGroupSchema), objects)),
  });
  const scenario: ScenarioModule = pyodide.pyimport('cascade_lens.scenario');
  const program: ProgramModule = pyodide.pyimport('cascade_lens.program');
  const packages: PackagesModule = pyodide.pyimport('cascade_lens.packages');
  // What few ask for is imported when they do.
  const writing = (): WritingModule => pyodide.pyimport('cascade_lens.models.writing');
  const loaded = new Set<ArchiveName>();
  const absent = new Map<ArchiveName, string>();
  const tell = () => packages.tell(JSON.stringify(knownBeside(loaded, absent)));
  tell();
  const heard = (listener: Host, run: () => string): string => {
    const before = host;
    host = listener;
    try {
      return run();
    } finally {
      host = before;
    }
  };
  return {
    version: pyodide.runPython('import sqlalchemy; sqlalchemy.__version__'),
    run: ({ models, operation, driver }, listener) =>
      told(
        v.nullable(TraceErrorSchema),
        heard(listener, () => scenario.run(models, operation, driver)),
      ),
    load: async (sources, fetch, extend) => {
      const modules: readonly string[] = JSON.parse(packages.imported(JSON.stringify(sources)));
      const needed = archivesOf(modules).filter((name) => !loaded.has(name));
      if (needed.length === 0) return;
      const here = new Map<string, Uint8Array>();
      for (const [name, archive] of await fetch(needed)) {
        if ('absent' in archive) {
          absent.set(name, archive.absent);
          continue;
        }
        if (isExtension(name)) extend(archive);
        else here.set(`${name}.zip`, archive);
        loaded.add(name);
      }
      packages.unpack(JSON.stringify(writeArchives(pyodide, here)));
      tell();
    },
    runProgram: (
      { source, filename, driver, modules = {}, standIns = false, leads = false, call },
      listener,
      beginsAfter,
    ) =>
      told(
        ProgramEndSchema,
        heard(listener, () =>
          program.run(source, filename, driver, JSON.stringify(modules), standIns, call, beginsAfter, leads),
        ),
      ),
    writeProgram: ({ deletes, driver, ...models }) =>
      told(WrittenSchema, writing().write(filesOf(models), JSON.stringify(deletes), driver)),
    deletables: (models) => told(DeletablesSchema, writing().deletables(filesOf(models))),
    openAudit: (files, listener, driver) => {
      const auditing: AuditingModule = pyodide.pyimport('cascade_lens.models.auditing');
      return {
        opened: told(
          OpenedSchema,
          heard(listener, () => auditing.open(JSON.stringify(files), driver)),
        ),
        seed: (name, children, only) =>
          told(
            SeededSchema,
            heard(listener, () => auditing.seed(name, children, only ?? undefined)),
          ),
        run: (way) =>
          told(
            EndedSchema,
            heard(listener, () => auditing.run(way)),
          ),
        settle: () =>
          told(
            SettledSchema,
            heard(listener, () => auditing.settle()),
          ),
        close: () => auditing.close(),
      };
    },
  };
}

const filesOf = ({ source, filename, modules }: ProgramText) => JSON.stringify({ ...modules, [filename]: source });

/** Leaves nothing of JavaScript's in Python, for a snapshot. The engine that was connected is of no use afterwards. */
export function disconnectPython(pyodide: PyodideInterface): void {
  pyodide.runPython('import cascade_lens.snapshot; cascade_lens.snapshot.prepare()');
}
