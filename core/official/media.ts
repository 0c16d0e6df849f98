import { WeComError } from '../errors.ts';
import type { Outcome } from '../outcome.ts';
import type { MediaPart, RequestBody, TextPart } from '../ports.ts';
import { request } from '../request.ts';
import type { Connection } from '../request.ts';
import { OFFICIAL } from '../spec/official-operations.ts';
import type { OfficialKind } from '../spec/types.ts';
import { readMedia } from '../uploader.ts';
import type { MediaFile } from '../uploader.ts';
import { lacking } from './missing.ts';

export interface TemporaryMedia {
  /** Of a thumb too, which WeChat names otherwise. */
  media_id: string;
  type: OfficialKind;
  /** Milliseconds since 1970. */
  created_at: number;
}

/** The body of an upload, or why the file cannot be read any more. */
export async function uploadBody({ filename, contentType, read }: MediaFile, text?: TextPart): Promise<RequestBody | WeComError> {
  const bytes = await read();
  if (bytes instanceof WeComError) return bytes;
  const part: MediaPart = { filename, contentType, bytes };
  return text === undefined ? { kind: 'media', part } : { kind: 'media', part, text };
}

/**
 * Uploads a file that is kept for 3 days. Its size and format must have been checked before.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/New_temporary_materials.html
 */
export async function uploadTemporary(connection: Connection, file: MediaFile, kind: OfficialKind): Promise<Outcome<TemporaryMedia>> {
  const body = await uploadBody(file);
  if (body instanceof WeComError) return { delivery: 'rejected', error: body, attempts: 0 };
  const outcome = await request(connection, OFFICIAL.mediaUpload, { query: { type: kind }, body });
  if (outcome.delivery !== 'sent') return outcome;
  const { media_id = outcome.value.thumb_media_id, created_at } = outcome.value;
  const media = readMedia({ media_id, created_at }, connection.ports.clock.now());
  if (media === undefined) return lacking('no-media-id', 'no media_id', outcome.attempts);
  connection.redactor.add(media.media_id);
  return { ...outcome, value: { ...media, type: kind } };
}

/**
 * Uploads a picture for a URL that is good inside articles, and counts towards no quota. Its size and format must have been checked
 * before.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Adding_Permanent_Assets.html
 */
export async function uploadArticleImage(connection: Connection, file: MediaFile): Promise<Outcome<{ url: string }>> {
  const body = await uploadBody(file);
  if (body instanceof WeComError) return { delivery: 'rejected', error: body, attempts: 0 };
  const outcome = await request(connection, OFFICIAL.imageUpload, { body });
  if (outcome.delivery !== 'sent') return outcome;
  const { url } = outcome.value;
  return typeof url === 'string' && url !== '' ? { ...outcome, value: { url } } : lacking('no-url', 'no URL', outcome.attempts);
}
