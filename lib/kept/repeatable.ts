// The same bytes whenever and wherever they are made, of what asks the clock or chance and needs neither.

type Fill = <Bytes extends ArrayBufferView>(bytes: Bytes) => Bytes;

const NEW_YEAR = Date.UTC(2026, 0, 1);

/**
 * What `make` gives while the clock stands still and random bytes and numbers are the same ones each time, for all code
 * in this thread: nothing else should run meanwhile. In Node and in a browser.
 */
export async function repeatably<Made>(make: () => Promise<Made>): Promise<Made> {
  let drawn = 0;
  const next = () => (drawn++ * 167 + 13) % 256;
  const fill: Fill = (bytes) => {
    const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < view.length; at++) view[at] = next();
    return bytes;
  };
  // Emscripten takes Node's own where there is one.
  const node = globalThis.process?.getBuiltinModule?.('node:crypto');
  const undo = [
    replaced(Date, 'now', () => NEW_YEAR),
    replaced(performance, 'now', () => 0),
    replaced(Math, 'random', () => next() / 256),
    replaced(crypto, 'getRandomValues', fill),
    ...(node ? [replaced(node, 'randomFillSync', fill)] : []),
  ];
  try {
    return await make();
  } finally {
    for (const back of undo) back();
  }
}

function replaced<Owner extends object, Name extends keyof Owner>(
  owner: Owner,
  name: Name,
  value: unknown,
): () => void {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  return () => {
    if (own) Object.defineProperty(owner, name, own);
    else delete owner[name];
  };
}
