/** Room, in CSS pixels, that is kept above and below. */
const MARGIN = 24;

/**
 * Scrolls a box to one of its children, never the page, when the browser lays the page out anyway. Returns how to leave
 * that undone.
 */
export function keepInView(box: HTMLElement | null, child: number | null): () => void {
  const scroll = () => {
    const line = child === null ? null : box?.children[child];
    if (!box || !(line instanceof HTMLElement)) return;
    const above = line.offsetTop - MARGIN;
    const below = line.offsetTop + line.offsetHeight + MARGIN - box.clientHeight;
    if (box.scrollTop > above) box.scrollTop = above;
    else if (box.scrollTop < below) box.scrollTop = Math.min(above, below);
  };
  const frame = requestAnimationFrame(scroll);
  return () => cancelAnimationFrame(frame);
}
