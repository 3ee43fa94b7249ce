/** Puts a text behind the # of the address, and the address into the clipboard. Resolves to what there is to say. */
export async function copyLink(name: string, packed: string): Promise<string> {
  const { origin, pathname } = window.location;
  const link = `${origin}${pathname}#${name}=${packed}`;
  window.history.replaceState(window.history.state, '', link);
  try {
    await navigator.clipboard.writeText(link);
    return 'Link copied: the text is in it, and nowhere else';
  } catch {
    return 'The browser refused; the link is in the address bar';
  }
}
