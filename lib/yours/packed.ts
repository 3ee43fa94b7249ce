// What a reader wrote as a text for a link: what stands behind the # of an address is never sent to a server.
import * as v from 'valibot';

/** So many characters at most: what browsers and messengers take, and three times what 30 kB of a program come to. */
export const LONGEST_LINK = 32_000;
/** A link is some kB and what it unpacks to some ten; what is more is none of ours. */
const LARGEST = 4_000_000;

/** For the fragment of an address. */
export async function pack(value: unknown): Promise<string> {
  const stream = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Null for what is none, be it cut off, mangled or of another version. */
export async function unpack<T>(packed: string, schema: v.GenericSchema<unknown, T>): Promise<T | null> {
  try {
    const text = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return v.parse(schema, JSON.parse(await readAtMost(stream, LARGEST)));
  } catch {
    return null;
  }
}

async function readAtMost(stream: ReadableStream<Uint8Array>, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    text += decoder.decode(read.value, { stream: true });
    if (text.length > most) {
      await reader.cancel();
      throw new Error('Too much');
    }
  }
  return text + decoder.decode();
}
