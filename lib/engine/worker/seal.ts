// A program of a reader's own, or of whoever sent a link, runs in a worker that has nothing left to reach out with: no
// network, no storage, no other thread. What is not named here is taken away, so that what a browser gets next is, too.

/** What PostgreSQL, Python and the messages to the page need, beside JavaScript's own. */
const KEPT = new Set([
  ...['self', 'name', 'location', 'onmessage', 'onmessageerror', 'onerror', 'postMessage', 'close'],
  ...['addEventListener', 'removeEventListener', 'dispatchEvent', 'MessageChannel', 'MessagePort', 'MessageEvent'],
  ...['Event', 'EventTarget', 'ErrorEvent', 'PromiseRejectionEvent', 'AbortController', 'AbortSignal', 'DOMException'],
  ...['console', 'performance', 'crypto', 'structuredClone', 'queueMicrotask', 'clearTimeout', 'clearInterval'],
  ...['TextEncoder', 'TextDecoder', 'URL', 'URLSearchParams', 'Blob', 'atob', 'btoa', 'WebAssembly'],
]);

const OF_JAVASCRIPT = new Set([
  ...['globalThis', 'Infinity', 'NaN', 'undefined', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'decodeURI'],
  ...['decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape', 'Object', 'Boolean', 'Symbol'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['SuppressedError', 'Number', 'BigInt', 'Math', 'Date', 'String', 'RegExp', 'Array', 'Int8Array', 'Uint8Array'],
  ...['Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float16Array', 'Float32Array'],
  ...['Float64Array', 'BigInt64Array', 'BigUint64Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'ArrayBuffer'],
  ...['SharedArrayBuffer', 'Atomics', 'DataView', 'JSON', 'Promise', 'Reflect', 'Proxy', 'Intl', 'Iterator'],
  ...['FinalizationRegistry', 'Function', 'DisposableStack', 'AsyncDisposableStack', 'Temporal'],
]);

/** For good: the worker is of no use for anything that has yet to be fetched. */
export function seal(): void {
  const { setTimeout, setInterval } = globalThis;
  for (let scope: object = globalThis; scope !== Object.prototype; scope = Object.getPrototypeOf(scope)) {
    for (const name of Object.getOwnPropertyNames(scope)) {
      if (name === 'constructor' || KEPT.has(name) || OF_JAVASCRIPT.has(name)) continue;
      if (!Reflect.deleteProperty(scope, name)) Reflect.set(scope, name, undefined);
    }
  }
  // A text in place of a function would be JavaScript, which can import from anywhere.
  const withFunction =
    <T>(set: (work: () => void, milliseconds?: number) => T) =>
    (work: unknown, milliseconds?: number, ...args: unknown[]) => {
      if (typeof work !== 'function') throw new TypeError('Not a function');
      return set(() => work(...args), milliseconds);
    };
  Object.assign(globalThis, { setTimeout: withFunction(setTimeout), setInterval: withFunction(setInterval) });
  // And so would what makes functions of a text; it still tells what is one.
  const inert = () => {
    throw new EvalError('No text becomes JavaScript here');
  };
  const makers = Object.defineProperty(inert, 'prototype', { value: Function.prototype });
  for (const made of [() => {}, async () => {}, function* () {}, async function* () {}]) {
    Object.defineProperty(Object.getPrototypeOf(made), 'constructor', { value: makers });
  }
  Object.assign(globalThis, { Function: makers });
}
