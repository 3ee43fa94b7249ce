// The workers' files in the folder of the engine: the build writes them, pages start them.

export const WORKER_FILE = 'engine.worker.js';
export const SCALE_WORKER_FILE = 'scale.worker.js';
export const DOWNLOAD_WORKER_FILE = 'download.worker.js';
