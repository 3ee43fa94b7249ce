// The tokens of the page as colours for a canvas, which knows no CSS variables: read from the browser once for
// each theme.

/** CSS colours as the 32-bit words of an ImageData's memory: alpha, blue, green, red from the highest byte down. */
export function readPixels<K extends string>(colours: Readonly<Record<K, string>>): Record<K, number> {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no canvas to draw on');
  return withProbe(colours, (colour, probe) => {
    probe.style.color = colour;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
}

/** Remembers what was read: it takes milliseconds, and many canvases want the same. */
export function oncePerScheme<P>(read: () => P): (scheme: string) => P {
  let known: { readonly scheme: string; readonly colours: P } | null = null;
  return (scheme) => {
    if (known?.scheme !== scheme) known = { scheme, colours: read() };
    return known.colours;
  };
}

/** Custom properties as colours that a canvas understands. */
export function readColours<K extends string>(names: Readonly<Record<K, string>>): Record<K, string> {
  return withProbe(names, (name, probe) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
}

function withProbe<K extends string, T>(
  values: Readonly<Record<K, string>>,
  read: (value: string, probe: HTMLElement) => T,
): Record<K, T> {
  const probe = document.createElement('span');
  // A picture keeps its colours where the system chooses those of the page.
  probe.style.setProperty('forced-color-adjust', 'none');
  // Also the shortest transition would have it wear the colour before.
  probe.style.setProperty('transition', 'none', 'important');
  document.body.append(probe);
  const entries = Object.entries<string>(values).map(([key, value]) => [key, read(value, probe)] as const);
  probe.remove();
  return Object.fromEntries(entries) as Record<K, T>;
}
