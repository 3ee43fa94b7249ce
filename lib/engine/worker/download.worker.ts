// A thread that only downloads: a worker that is busy setting something up does not read what arrives meanwhile, and
// what nobody reads the browser soon stops unpacking.
import { expose, transfer } from 'comlink';
import type { KnownFile } from '@/lib/engine/protocol/content-hash';
import { Download } from '@/lib/engine/protocol/download';
import { SNAPSHOT_FILE, unpackMemory } from '@/lib/sqlalchemy/python-snapshot';

const downloads = {
  /** All of a file at `url`; of a snapshot, the memory. `onBytes` hears of the bytes so far. */
  bytes: async (
    url: string,
    file: KnownFile,
    onBytes: (received: number) => void,
  ): Promise<Uint8Array<ArrayBuffer>> => {
    const download = new Download(new URL('.', url), { [url]: file }, onBytes, { listening: false });
    const bytes = await download.bytes(url);
    const wanted = url.endsWith(`/${SNAPSHOT_FILE}`) ? unpackMemory(bytes) : bytes;
    return transfer(wanted, [wanted.buffer]);
  },
};

export type Downloads = typeof downloads;

expose(downloads);
