// The path that the site lives below: Next puts it before its own links, but not before addresses that are data.

/** A path of the site, for example "/engine/", as a browser asks for it. */
export function belowBase(path: string): string {
  return `${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}${path}`;
}
