// Everything that can go wrong with the engine, in words for the people in front of it.

export type FailureReason = 'no-worker' | 'no-wasm' | 'download' | 'memory' | 'crashed' | 'timeout';

/** One sentence on what happened and what helps. */
export const FAILURE_SENTENCES: Readonly<Record<FailureReason, string>> = {
  'no-worker': 'This browser cannot run module workers, which PostgreSQL needs here; a browser from 2023 or later can.',
  'no-wasm':
    'This browser has WebAssembly switched off, which PostgreSQL needs here; switch it on or use another browser.',
  download: 'PostgreSQL could not be downloaded; check the connection and try again.',
  memory: 'PostgreSQL ran out of memory in this tab; try again with fewer posts, or close other tabs.',
  crashed: 'PostgreSQL stopped unexpectedly in this tab; try again to start a fresh one.',
  timeout: 'PostgreSQL did not answer in time; try again to start a fresh one.',
};

/** What can go wrong with SQLAlchemy alone. */
export type PythonFailureReason = Extract<FailureReason, 'download' | 'memory' | 'crashed' | 'timeout'>;

/** The same for SQLAlchemy, without which everything else goes on. */
export const PYTHON_FAILURE_SENTENCES: Readonly<Record<PythonFailureReason, string>> = {
  download: 'SQLAlchemy could not be downloaded; check the connection and try again.',
  memory: 'SQLAlchemy ran out of memory in this tab; try again with fewer posts, or close other tabs.',
  crashed: 'SQLAlchemy stopped unexpectedly in this tab; try again to start it afresh.',
  timeout: 'SQLAlchemy did not answer in time; try again to start it afresh.',
};
