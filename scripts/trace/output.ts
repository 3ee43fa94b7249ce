// Standard output as the command lines write it.
import { once } from 'node:events';
import { stdout } from 'node:process';

/** Whoever reads the output may stop early, as `head` does: that is no error of ours. */
export function endWithReader(): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

/** Waits where the reader is slow. */
export async function print(text: string): Promise<void> {
  if (!stdout.write(text)) await once(stdout, 'drain');
}
