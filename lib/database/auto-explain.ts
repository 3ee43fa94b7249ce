// PostgreSQL's auto_explain as an extension of PGlite: it reports the plan of every query, also of those that a
// foreign key runs.
import type { Extensions } from '@electric-sql/pglite';

/** The extension's file in PGlite's distribution. */
export const AUTO_EXPLAIN_SOURCE = 'auto_explain.tar.gz';
/** The same in the folder of the engine: what ends in .gz some servers have unpacked on the way. */
export const AUTO_EXPLAIN_FILE = 'auto_explain.tgz';

/** For PGlite's options; `bundlePath` is where the file is. */
export function autoExplain(bundlePath: URL): Extensions {
  return { auto_explain: { name: 'auto_explain', setup: async () => ({ bundlePath }) } };
}
