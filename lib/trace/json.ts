// Schemas whose types are read-only, as everything in a trace is.
import * as v from 'valibot';

/** A list of one kind. */
export const list = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.readonly());

/** An object with these keys and no others. */
export const shape = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(v.strictObject(entries), v.readonly());

/** Something of one kind under each name. */
export const byName = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.record(v.string(), item), v.readonly());
