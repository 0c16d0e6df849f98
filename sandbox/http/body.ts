import type { IncomingMessage } from 'node:http';

/** The largest upload is a file of 20 MB; one over that limit still has to be read to be told so. */
export const MAX_BODY_BYTES = 21 * 1024 * 1024;

/**
 * Reads a request's body, telling `onBytes` the bytes read so far.
 * Returns undefined when the body is larger than MAX_BODY_BYTES: the rest was read and thrown away, so that the client
 * can be told.
 * @throws Error when the client goes before the body is whole, and at twice that size, where the connection is destroyed.
 */
export async function readBody(request: IncomingMessage, onBytes: (size: number) => void): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    onBytes(size);
    if (size > 2 * MAX_BODY_BYTES) {
      request.socket.destroy();
      throw new Error('The body is far too large.');
    }
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}
