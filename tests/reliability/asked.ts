// How much is tried, and by which numbers of chance: a short form in the test command, more where it is asked for.
import { numbersFrom } from '@/scripts/sqlalchemy/space';

/** Another one on every run, unless one is named; a failure says it. */
export const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6));

/** How many are asked for; `short` in the test command. */
export const countOf = (short: number) => Number(process.env.COUNT ?? short);

/** So many by chance, and each of them once before any comes again; the same ones for a seed. */
export function someOf<T>(all: readonly T[], count: number): readonly T[] {
  const next = numbersFrom(SEED);
  const rounds = Array.from({ length: Math.ceil(count / all.length) }, () =>
    all
      .map((each) => ({ each, at: next() }))
      .sort((one, other) => one.at - other.at)
      .map(({ each }) => each),
  );
  return rounds.flat().slice(0, count);
}
