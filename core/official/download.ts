import { filenameIn } from '../disposition.ts';
import { safeFilename } from '../filename.ts';
import { mimeTypeOf } from '../media/mime-type.ts';
import { mapSent } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import type { HttpAnswer } from '../ports.ts';
import { jsonBody, requestEither } from '../request.ts';
import type { Connection } from '../request.ts';
import { OFFICIAL } from '../spec/official-operations.ts';
import { isRecord } from '../validate/kinds.ts';
import type { Json } from '../verdict.ts';
import { fetchVideo } from './fetch-video.ts';
import { lacking } from './missing.ts';

export interface OfficialFile {
  bytes: Uint8Array;
  /** Safe to store under. WeChat does not keep the name of the upload. */
  filename: string;
  mimeType: string;
}

/** A temporary medium: the file, and of a video where it can be fetched, with the file if that was asked for. */
export type DownloadedMedia = { kind: 'file'; file: OfficialFile } | { kind: 'video'; videoUrl: string; file?: OfficialFile };

/** A permanent material. Of a video `videoUrl` is where it can be fetched, and the file is there if that was asked for. */
export type DownloadedMaterial =
  | { kind: 'file'; file: OfficialFile }
  | { kind: 'news'; articles: Json[] }
  | { kind: 'video'; videoUrl: string; title: string; description: string; file?: OfficialFile };

/**
 * A file of the last 3 days: one that was uploaded, or that a follower has sent.
 *
 * @param follow also fetch a video, of which WeChat gives only the address.
 * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_temporary_materials.html
 */
export async function downloadTemporary(connection: Connection, mediaId: string, follow: boolean): Promise<Outcome<DownloadedMedia>> {
  connection.redactor.add(mediaId);
  const outcome = await requestEither(connection, OFFICIAL.mediaGet, { query: { media_id: mediaId } });
  if (outcome.delivery !== 'sent') return outcome;
  if (outcome.value.kind === 'file') return { ...outcome, value: { kind: 'file', file: described(outcome.value.file) } };
  const { video_url: videoUrl } = outcome.value.json;
  if (typeof videoUrl !== 'string') return lacking('no-file', 'neither a file nor the address of a video', outcome.attempts);
  return withVideo(connection, { kind: 'video', videoUrl }, outcome, follow);
}

/**
 * A voice that was recorded by a page inside WeChat (uploadVoice of the JS-SDK), in speex at 16 kHz.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_temporary_materials.html
 */
export async function downloadOfficialHdVoice(connection: Connection, mediaId: string): Promise<Outcome<OfficialFile>> {
  connection.redactor.add(mediaId);
  const outcome = await requestEither(connection, OFFICIAL.hdVoice, { query: { media_id: mediaId } });
  if (outcome.delivery !== 'sent') return outcome;
  return outcome.value.kind === 'file' ? { ...outcome, value: described(outcome.value.file) } : lacking('no-file', 'no file', outcome.attempts);
}

/** @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Getting_Permanent_Assets.html */
export async function downloadMaterial(connection: Connection, mediaId: string, follow: boolean): Promise<Outcome<DownloadedMaterial>> {
  const outcome = await requestEither(connection, OFFICIAL.materialGet, { body: jsonBody({ media_id: mediaId }) });
  if (outcome.delivery !== 'sent') return outcome;
  if (outcome.value.kind === 'file') return { ...outcome, value: { kind: 'file', file: described(outcome.value.file) } };
  const { news_item: articles, down_url: videoUrl, title, description } = outcome.value.json;
  if (Array.isArray(articles)) return { ...outcome, value: { kind: 'news', articles: articles.filter(isRecord) } };
  if (typeof videoUrl !== 'string') return lacking('no-material', 'neither a file, nor articles, nor the address of a video', outcome.attempts);
  const video = { kind: 'video' as const, videoUrl, title: typeof title === 'string' ? title : '', description: typeof description === 'string' ? description : '' };
  return withVideo(connection, video, outcome, follow);
}

async function withVideo<T extends { kind: 'video'; videoUrl: string }>(
  connection: Connection,
  video: T,
  { errmsg, attempts }: { errmsg: string; attempts: number },
  follow: boolean,
): Promise<Outcome<T & { file?: OfficialFile }>> {
  if (!follow) return { delivery: 'sent', value: video, errmsg, attempts };
  return mapSent(await fetchVideo(connection, video.videoUrl), (answer) => ({ ...video, file: described(answer, 'video.mp4') }));
}

function described({ headers, body: bytes }: HttpAnswer, nameless = 'media'): OfficialFile {
  const declared = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const isTold = /^(?:image|audio|voice|video)\//.test(declared);
  const named = filenameIn(headers['content-disposition'] ?? '');
  const filename = named === undefined ? nameless : safeFilename(named).name;
  return { bytes, filename, mimeType: isTold ? declared : (mimeTypeOf(bytes) ?? 'application/octet-stream') };
}
