// The files of a reader's text.
import type { Draft } from './draft';

/** Texts by path. */
export type Files = Readonly<Record<string, string>>;

export const isPython = (path: string): boolean => /\.py$/i.test(path);
/** What makes the tables. */
export const isSql = (path: string): boolean => /\.sql$/i.test(path);

/** Of a draft all, the one that runs among them. */
export const filesOf = ({ modules, filename, source }: Draft): Files => ({ ...modules, [filename]: source });
