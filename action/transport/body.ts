import type { Readable } from 'node:stream';

import { partHead } from '../../core/multipart.ts';
import type { MediaPart, RequestBody, TextPart } from '../../core/ports.ts';

export interface FramedBody {
  headers: Record<string, string>;
  content: string | Readable;
}

/** Bytes handed over at a time. With 64 KiB, Node's own measure, a large upload takes more than twice as long. */
const SLICE_BYTES = 1024 * 1024;

/**
 * Builds the body anew at each call: a stream that an earlier attempt has begun to read cannot be sent again.
 *
 * @param sent is told of the file's bytes when the reader asks for those after them.
 */
export async function frame(body: RequestBody, sent: (bytes: number) => void): Promise<FramedBody> {
  if (body.kind === 'json') return { headers: { 'content-type': 'application/json' }, content: body.text };
  return frameMedia(body.part, sent, body.text);
}

/**
 * A part named `media`, and a text after it if one goes with it. Its head is written by the core, because WeCom reads `filelength` from it and takes the name in
 * raw UTF-8 only; and the length is announced, because WeCom does not take a chunked upload.
 * https://developer.work.weixin.qq.com/document/path/91770
 */
async function frameMedia({ filename, contentType, bytes }: MediaPart, sent: (bytes: number) => void, text?: TextPart): Promise<FramedBody> {
  // Loaded here, so that a step that only sends text does not pay for it.
  const { default: FormData } = await import('form-data');
  const form = new FormData();
  const header = partHead({ boundary: form.getBoundary(), filename, contentType, size: bytes.byteLength });
  // The library frames an empty file, and the bytes are put into that frame as they go out: handed to it as a stream, they
  // would pass through three of them, which takes longer than the network does.
  form.append('media', Buffer.alloc(0), { header });
  if (text !== undefined) form.append(text.name, text.value);
  const frame = form.getBuffer();
  const headBytes = Buffer.byteLength(header);
  const length = frame.byteLength + bytes.byteLength;
  // undici takes anything that can be iterated, which its types do not say.
  const content = around(frame.subarray(0, headBytes), bytes, frame.subarray(headBytes), sent) as unknown as Readable;
  return { headers: { ...form.getHeaders(), 'content-length': String(length) }, content };
}

/** Head, bytes and tail; the bytes as views of 1 MiB, without copying them, at the pace of the reader. */
async function* around(head: Uint8Array, bytes: Uint8Array, tail: Uint8Array, sent: (bytes: number) => void): AsyncIterable<Uint8Array> {
  yield head;
  for (let start = 0; start < bytes.byteLength; start += SLICE_BYTES) {
    const slice = bytes.subarray(start, start + SLICE_BYTES);
    yield slice;
    sent(slice.byteLength);
  }
  yield tail;
}
