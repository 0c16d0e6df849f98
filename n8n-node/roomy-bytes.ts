import { frame, partHead, partTail } from '../core/multipart.ts';
import type { MediaPart, TextPart } from '../core/ports.ts';

/** Bytes kept free before and after a file's own: more than the head and the tail of a part can need. */
const ROOM = 2048;

/** The files that lie in a buffer with room around them. Nobody else's bytes are in that buffer, so it may be written to. */
const roomy = new WeakSet<Uint8Array>();

/**
 * Reads a stream of a known size into a buffer that has room for the frame of a form: so a file of 20 MB is in memory once,
 * and not a second time for the request's body.
 *
 * @returns the file's bytes, or undefined when the stream did not have that size.
 */
export async function readRoomy(stream: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array | undefined> {
  const buffer = Buffer.allocUnsafeSlow(ROOM + size + ROOM);
  let at = ROOM;
  for await (const chunk of stream) {
    if (at + chunk.byteLength > ROOM + size) return undefined;
    buffer.set(chunk, at);
    at += chunk.byteLength;
  }
  if (at !== ROOM + size) return undefined;
  const bytes = buffer.subarray(ROOM, at);
  roomy.add(bytes);
  return bytes;
}

/** The body of an upload: written around the file's bytes where there is room, else as a copy. Made anew for each attempt. */
export function frameInPlace(part: MediaPart, boundary: string, text?: TextPart): Uint8Array {
  const { filename, contentType, bytes } = part;
  const head = Buffer.from(partHead({ boundary, filename, contentType, size: bytes.byteLength }));
  const tail = Buffer.from(partTail(boundary, text));
  if (!roomy.has(bytes) || head.byteLength > ROOM || tail.byteLength > ROOM) return frame(part, boundary, text);
  const start = bytes.byteOffset - head.byteLength;
  const body = Buffer.from(bytes.buffer, start, head.byteLength + bytes.byteLength + tail.byteLength);
  body.set(head);
  body.set(tail, head.byteLength + bytes.byteLength);
  return body;
}
