import { filenameIn } from './disposition.ts';
import { RejectedError, TransportError } from './errors.ts';
import { safeFilename } from './filename.ts';
import { mimeTypeOf } from './media/mime-type.ts';
import type { NotSent, Outcome, Sent } from './outcome.ts';
import type { HttpAnswer } from './ports.ts';
import { requestFile } from './request.ts';
import type { Connection } from './request.ts';
import { OPERATIONS } from './spec/operations.ts';
import type { OperationSpec } from './spec/types.ts';

export interface DownloadedMedia {
  bytes: Uint8Array;
  /** Safe to store under; "media" where WeCom gives no name, "media.amr" where it gives no more than ".amr". */
  filename: string;
  mimeType: string;
}

/** What WeCom gives at once, in bytes; of a larger file only ranges of at most this. */
const RANGE = 20 * 1024 * 1024;

/** Bytes. WeCom keeps no larger file. */
const LARGEST = 200 * 1024 * 1024;

const TOO_LARGE_AT_ONCE = 830002;

/**
 * A media file of the corp, by any of its applications: its bytes and its name.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90254
 */
export async function downloadMedia(connection: Connection, mediaId: string): Promise<Outcome<DownloadedMedia>> {
  const whole = await downloadWhole(connection, OPERATIONS.mediaGet, mediaId);
  const inParts = whole.delivery !== 'sent' && whole.error instanceof RejectedError && whole.error.errcode === TOO_LARGE_AT_ONCE;
  return inParts ? downloadInRanges(connection, mediaId) : whole;
}

/**
 * A voice that was recorded by a page inside WeCom (uploadVoice of the JS-SDK): in speex at 16 kHz, where {@link downloadMedia} gives
 * the same in AMR at 8 kHz.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90255
 */
export async function downloadHdVoice(connection: Connection, mediaId: string): Promise<Outcome<DownloadedMedia>> {
  return downloadWhole(connection, OPERATIONS.hdVoice, mediaId);
}

async function downloadWhole(connection: Connection, operation: OperationSpec, mediaId: string): Promise<Outcome<DownloadedMedia>> {
  connection.redactor.add(mediaId);
  const whole = await requestFile(connection, operation, { query: { media_id: mediaId } });
  return whole.delivery === 'sent' ? { ...whole, value: described(whole.value, whole.value.body) } : whole;
}

async function downloadInRanges(connection: Connection, mediaId: string): Promise<Outcome<DownloadedMedia>> {
  const parts: Uint8Array[] = [];
  let first: Sent<HttpAnswer> | undefined;
  for (let from = 0; ; ) {
    const headers = { range: `bytes=${from}-${from + RANGE - 1}` };
    const part = await requestFile(connection, OPERATIONS.mediaGet, { query: { media_id: mediaId }, headers });
    if (part.delivery !== 'sent') return part;
    const total = totalSize(part.value, from);
    if (total === undefined) return badRange(part.attempts);
    if (total > LARGEST) return tooLarge(part.attempts);
    first ??= part;
    // Parts of two different files make no file.
    if (total !== totalSize(first.value, 0)) return badRange(part.attempts);
    parts.push(part.value.body);
    from += part.value.body.byteLength;
    if (from >= total) return { ...first, value: described(first.value, Buffer.concat(parts)) };
  }
}

/** The file's size by `Content-Range: bytes 0-99/1234`; undefined when the range is not the one that was asked for. */
function totalSize({ status, headers, body }: HttpAnswer, from: number): number | undefined {
  const [, start, end, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  const fits = status === 206 && Number(start) === from && Number(end) === from + body.byteLength - 1 && body.byteLength > 0;
  return fits ? Number(total) : undefined;
}

/** Names a file by the headers it came with, and by its first bytes. */
export function described({ headers }: Pick<HttpAnswer, 'headers'>, bytes: Uint8Array): DownloadedMedia {
  const declared = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const known = mimeTypeOf(bytes);
  const named = filenameIn(headers['content-disposition'] ?? '');
  return {
    bytes,
    filename: named === undefined ? NAMELESS : safeFilename(isExtension(named) ? `${NAMELESS}${named}` : named).name,
    mimeType: declared === '' || declared === 'application/octet-stream' ? (known ?? 'application/octet-stream') : declared,
  };
}

/** Voices have been seen to be named ".amr", and such a name would lose its dot. */
const isExtension = (name: string): boolean => /^\.\w+$/.test(name);

const NAMELESS = 'media';

function badRange(attempts: number): NotSent {
  const error = new TransportError('bad-range', {
    message: 'The file is fetched in parts, and the answer was not the part that was asked for',
    fix: 'Try again later; if it stays so, the proxy or relay between here and WeCom may not pass ranges on',
  });
  return { delivery: 'rejected', error, attempts };
}

function tooLarge(attempts: number): NotSent {
  const error = new TransportError('too-large', {
    message: 'The file is larger than 200 MB, more than WeCom is known to keep',
    fix: 'Check the media_id, and the proxy or relay between here and WeCom',
  });
  return { delivery: 'rejected', error, attempts };
}
