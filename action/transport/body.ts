import type { MediaPart, RequestBody } from '../../core/ports.ts';
import { partHead } from '../../core/multipart.ts';
import { Readable } from 'node:stream';

export interface FramedBody {
  headers: Record<string, string>;
  content: string | Readable;
}

/** Bytes handed over at a time. With 64 KiB, Node's own measure, a large upload takes more than twice as long. */
const SLICE_BYTES = 1024 * 1024;

/** Builds the body anew at each call: a stream that an earlier attempt has begun to read cannot be sent again. */
export async function frame(body: RequestBody): Promise<FramedBody> {
  if (body.kind === 'json') return { headers: { 'content-type': 'application/json' }, content: body.text };
  return frameMedia(body.part);
}

/**
 * One part named `media`. Its head is written by the core, because WeCom reads `filelength` from it and takes the name in
 * raw UTF-8 only; and the length is announced, because WeCom does not take a chunked upload.
 * https://developer.work.weixin.qq.com/document/path/91770
 */
async function frameMedia({ filename, contentType, bytes }: MediaPart): Promise<FramedBody> {
  // Loaded here, so that a step that only sends text does not pay for it.
  const { default: FormData } = await import('form-data');
  const form = new FormData();
  const header = partHead({ boundary: form.getBoundary(), filename, contentType, size: bytes.byteLength });
  form.append('media', slices(bytes), { header, knownLength: bytes.byteLength });
  // A form is a stream of the old kind: undici knows it by `pipe` and `on`, the types of Node do not.
  return { headers: { ...form.getHeaders(), 'content-length': String(form.getLengthSync()) }, content: form as unknown as Readable };
}

/** The bytes as views of 1 MiB, without copying them, at the pace of the reader. */
function slices(bytes: Uint8Array): Readable {
  let start = 0;
  return new Readable({
    highWaterMark: SLICE_BYTES,
    read() {
      if (start >= bytes.byteLength) {
        this.push(null);
        return;
      }
      this.push(bytes.subarray(start, start + SLICE_BYTES));
      start += SLICE_BYTES;
    },
  });
}
