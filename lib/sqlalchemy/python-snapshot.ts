// Pyodide from a memory snapshot: the memory of a Python that has SQLAlchemy imported, taken while building, so that
// nothing has to be imported again. Pyodide's own, undocumented interface for it (pyodide 314, src/js/snapshot.ts).
import type { loadPyodide } from 'pyodide';

export type PyodideOptions = NonNullable<Parameters<typeof loadPyodide>[0]>;
export type CreateModule = NonNullable<PyodideOptions['createPyodideModule']>;

/** Its name among the files of SQLAlchemy. */
export const SNAPSHOT_FILE = 'python.bin';

/** Bytes: a run of zeros that is shorter is not worth a line in the table. */
const PAGE = 4096;

/** What Pyodide's module has, and its types do not say. */
interface Restored {
  readonly HEAP8: Int8Array;
  readonly _malloc: (size: number) => number;
  readonly API: { restoreSnapshot: (snapshot: Uint8Array) => unknown };
}

/**
 * Only the memory is in a snapshot: what is in the file system must be written again. Pyodide is compiled and set up
 * while the snapshot still arrives.
 */
export function optionsFromSnapshot(arrived: Promise<Uint8Array>, createPyodideModule: CreateModule): PyodideOptions {
  return {
    // It stands in for the snapshot, which Pyodide wants before it begins.
    _loadSnapshot: new Uint8Array(),
    createPyodideModule: async (settings) => {
      const [module, snapshot] = await Promise.all([
        createPyodideModule(Object.assign(settings, { INITIAL_MEMORY: undefined })),
        arrived,
      ]);
      const restored = module as unknown as Restored;
      // The snapshot overwrites all memory, what is allocated here included, and has to fit into it.
      while (restored.HEAP8.length < snapshot.length) {
        if (restored._malloc(snapshot.length - restored.HEAP8.length) === 0)
          throw new RangeError('No memory for the snapshot');
      }
      const restore = restored.API.restoreSnapshot;
      restored.API.restoreSnapshot = () => restore(snapshot);
      return module;
    },
  };
}

/**
 * A memory without its pages of zeros, which are a third of it: a table of 32-bit numbers (the number of runs, the
 * memory's length, and of each run where it starts and how long it is), and the runs.
 */
export function packMemory(memory: Uint8Array): Uint8Array<ArrayBuffer> {
  const runs: { start: number; end: number }[] = [];
  for (let start = 0; start < memory.length; start += PAGE) {
    const end = Math.min(start + PAGE, memory.length);
    if (memory.subarray(start, end).every((byte) => byte === 0)) continue;
    const last = runs.at(-1);
    if (last?.end === start) last.end = end;
    else runs.push({ start, end });
  }
  const table = Uint32Array.from([
    runs.length,
    memory.length,
    ...runs.flatMap(({ start, end }) => [start, end - start]),
  ]);
  const packed = new Uint8Array(table.byteLength + runs.reduce((sum, { start, end }) => sum + end - start, 0));
  packed.set(new Uint8Array(table.buffer));
  let at = table.byteLength;
  for (const { start, end } of runs) {
    packed.set(memory.subarray(start, end), at);
    at += end - start;
  }
  return packed;
}

/** What packMemory() packed. Throws RangeError when it is damaged. */
export function unpackMemory(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const numbers = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const number = (index: number) => numbers.getUint32(4 * index, true);
  const runs = number(0);
  const memory = new Uint8Array(number(1));
  let at = 4 * (2 + 2 * runs);
  for (let run = 0; run < runs; run++) {
    const [start, length] = [number(2 + 2 * run), number(3 + 2 * run)];
    memory.set(packed.subarray(at, at + length), start);
    at += length;
  }
  if (at !== packed.length) throw new RangeError('The snapshot is not of the size that it announces');
  return memory;
}
