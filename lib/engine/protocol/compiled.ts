/**
 * Hears of WebAssembly that a worker has compiled. Whoever keeps it keeps its machine code, too, as well as it became by
 * running: the next worker, which asks for the same bytes, starts with that instead of compiling them again.
 */
export type OnCompiled = (module: WebAssembly.Module) => void | Promise<void>;
