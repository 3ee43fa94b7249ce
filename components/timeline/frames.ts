// How a page plays: a tick for each frame of the browser, and no motion for who has asked for none.

/** What a Player and a Clock tick by. */
export const FRAMES = {
  request: (frame: (now: number) => void) => requestAnimationFrame(frame),
  cancel: (id: number) => cancelAnimationFrame(id),
};

/** The last step, whichever that is. */
export const END = Number.POSITIVE_INFINITY;

export const motionIsWelcome = () => !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
