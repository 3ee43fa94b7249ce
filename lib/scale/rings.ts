// The rings of a dissolve: equal lengths of time, as a tree has years. A thick ring means many posts went in it; what
// a foreign key took lies in one.
import { type Film, takenAt } from './film';

export interface Rings {
  /** Milliseconds of each ring. */
  readonly length: number;
  readonly count: number;
}

/** About this many rings for the longest film. */
const ABOUT = 24;

/** One ring length for all films: 1, 2 or 5 times a power of ten. */
export function ringsFor(films: readonly Film[]): Rings {
  const longest = Math.max(...films.map(({ milliseconds }) => milliseconds), 0.001);
  const exact = longest / ABOUT;
  const decade = 10 ** Math.floor(Math.log10(exact));
  const length = [1, 2, 5, 10].map((step) => step * decade).find((step) => step >= exact) ?? 10 * decade;
  return { length, count: Math.ceil(longest / length) };
}

/** The ring in which each post went, by its position; posts that stay have the last one. */
export function ringOfPosts(film: Film, { length, count }: Rings): Uint8Array {
  const rings = new Uint8Array(film.posts).fill(count);
  for (const take of film.takes) {
    let from = 0;
    for (let ring = 0; ring <= count; ring++) {
      const taken = takenAt(take, (ring + 1) * length);
      rings.fill(ring, take.first + from, take.first + taken);
      from = taken;
    }
  }
  return rings;
}
