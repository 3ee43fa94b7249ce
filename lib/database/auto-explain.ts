// PostgreSQL's auto_explain as an extension of PGlite: it reports the plan of every query, also of those that a
// foreign key runs.
import type { Extensions } from '@electric-sql/pglite';

/** The extension's file in PGlite's distribution and in the folder of the engine. */
export const AUTO_EXPLAIN_FILE = 'auto_explain.tar.gz';

/** For PGlite's options; `bundlePath` is where AUTO_EXPLAIN_FILE is. */
export function autoExplain(bundlePath: URL): Extensions {
  return { auto_explain: { name: 'auto_explain', setup: async () => ({ bundlePath }) } };
}
