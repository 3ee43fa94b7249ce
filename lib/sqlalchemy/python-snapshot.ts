// Pyodide from a memory snapshot: the memory of a Python that has SQLAlchemy imported, taken while building, so that
// nothing has to be imported again. Pyodide's own, undocumented interface for it (pyodide 314, src/js/snapshot.ts).
import type { loadPyodide } from 'pyodide';

export type PyodideOptions = NonNullable<Parameters<typeof loadPyodide>[0]>;
export type CreateModule = NonNullable<PyodideOptions['createPyodideModule']>;

/** Its name among the files of SQLAlchemy. */
export const SNAPSHOT_FILE = 'python.bin';

/** What Pyodide's module has, and its types do not say. */
interface Heap {
  readonly HEAP8: Int8Array;
  readonly _malloc: (size: number) => number;
}

/**
 * Only the memory is in a snapshot: what is in the file system must be written again. Pyodide is compiled while the
 * snapshot still arrives: `room` is where it does, and what `arrived` promises once all of it is there.
 */
export function optionsFromSnapshot(
  room: Uint8Array,
  arrived: Promise<Uint8Array>,
  createPyodideModule: CreateModule,
): PyodideOptions {
  return {
    _loadSnapshot: room,
    createPyodideModule: async (settings) => {
      const [module, snapshot] = await Promise.all([createPyodideModule(settings), arrived]);
      if (snapshot.buffer !== room.buffer || snapshot.length !== room.length)
        throw new RangeError('The snapshot is not of the size that was announced');
      const heap = module as unknown as Heap;
      // The snapshot overwrites all memory, what is allocated here included, and has to fit into it.
      while (heap.HEAP8.length < room.length) {
        if (heap._malloc(room.length - heap.HEAP8.length) === 0) throw new RangeError('No memory for the snapshot');
      }
      return module;
    },
  };
}
