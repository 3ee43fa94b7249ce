// Why a file cannot be read or written, which is the caller's to mend.

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EISDIR: 'is a directory: name a file',
  EACCES: 'may not be read',
  ELOOP: 'is a link that leads in a circle',
  ENAMETOOLONG: 'has too long a name',
  ENOTDIR: 'is not there',
};

/** Null for any other error. */
export function sentenceOf(error: unknown): string | null {
  const { code = '', path: file } = error as NodeJS.ErrnoException;
  const sentence = SENTENCES[code];
  return sentence === undefined ? null : `${file ?? process.argv.at(-1)} ${sentence}.`;
}
