import { WeComError } from '../errors.ts';
import { mapSent } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { jsonBody, request } from '../request.ts';
import type { Connection } from '../request.ts';
import { OFFICIAL } from '../spec/official-operations.ts';
import { PAGE_ITEMS } from '../spec/official-requests.ts';
import type { ListedKind } from '../spec/official-requests.ts';
import type { OfficialKind } from '../spec/types.ts';
import type { MediaFile } from '../uploader.ts';
import { isRecord } from '../validate/kinds.ts';
import type { Json } from '../verdict.ts';
import { uploadBody } from './media.ts';
import { lacking, madeNameless } from './missing.ts';

export interface VideoDescription {
  title: string;
  introduction: string;
}

export interface AddedMaterial {
  media_id: string;
  /** Of images; it opens inside WeChat only. */
  url?: string;
}

/**
 * Adds a permanent material, once: a repeat of one whose answer was lost might be a second copy, which takes a place of the
 * account's quota for good. Size, format and title must have been checked before.
 *
 * @param video needed with a video, and with nothing else.
 * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Adding_Permanent_Assets.html
 */
export async function addMaterial(connection: Connection, file: MediaFile, kind: OfficialKind, video?: VideoDescription): Promise<Outcome<AddedMaterial>> {
  const text = video === undefined ? undefined : { name: 'description', value: JSON.stringify(video) };
  const body = await uploadBody(file, text);
  if (body instanceof WeComError) return { delivery: 'rejected', error: body, attempts: 0 };
  const outcome = await request(connection, OFFICIAL.materialAdd, { query: { type: kind }, body });
  if (outcome.delivery !== 'sent') return outcome;
  const { media_id: mediaId, url } = outcome.value;
  if (typeof mediaId !== 'string' || mediaId === '') return madeNameless('no-media-id', 'no media_id', 'the list of materials', outcome.attempts);
  connection.redactor.add(mediaId);
  return { ...outcome, value: { media_id: mediaId, ...(typeof url === 'string' && url !== '' ? { url } : {}) } };
}

/**
 * Deletes a material for good; articles that use it lose it.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Deleting_Permanent_Assets.html
 */
export async function deleteMaterial(connection: Connection, mediaId: string): Promise<Outcome<undefined>> {
  return mapSent(await request(connection, OFFICIAL.materialDelete, { body: jsonBody({ media_id: mediaId }) }), () => undefined);
}

export interface Page {
  /** As WeChat gives them, the newest first. */
  items: Json[];
  /** How many there are in all. */
  total: number;
}

/** @param count 1 to 20. @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_materials_list.html */
export async function listMaterials(connection: Connection, type: ListedKind, offset: number, count: number): Promise<Outcome<Page>> {
  return readPage(await request(connection, OFFICIAL.materialList, { body: jsonBody({ type, offset, count }) }));
}

/** What the answer of a list says. */
export function readPage(outcome: Outcome<Json>): Outcome<Page> {
  if (outcome.delivery !== 'sent') return outcome;
  const { item, total_count: total } = outcome.value;
  if (!Array.isArray(item) || !Number.isInteger(Number(total ?? undefined))) return lacking('no-list', 'no list', outcome.attempts);
  return { ...outcome, value: { items: item.filter(isRecord), total: Number(total) } };
}

/**
 * The materials of a kind, the newest first, over as many pages as it takes. Nothing is told twice, also when materials are added
 * meanwhile, which moves all others back.
 *
 * @param limit as many at most.
 */
export async function listAllMaterials(connection: Connection, type: ListedKind, limit = Infinity): Promise<Outcome<Json[]>> {
  const found = new Map<unknown, Json>();
  for (let offset = 0; ; ) {
    // The last page of a limit is asked for in full: what is left over is left out below.
    const page = await listMaterials(connection, type, offset, Math.min(PAGE_ITEMS, limit));
    if (page.delivery !== 'sent') return page;
    const { items, total } = page.value;
    for (const item of items) found.set(item.media_id, item);
    offset += items.length;
    if (items.length === 0 || offset >= total || found.size >= limit) return { ...page, value: [...found.values()].slice(0, limit) };
  }
}

export interface MaterialCount {
  image_count: number;
  voice_count: number;
  video_count: number;
  news_count: number;
}

/** @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_the_total_of_all_materials.html */
export async function countMaterials(connection: Connection): Promise<Outcome<MaterialCount>> {
  const outcome = await request(connection, OFFICIAL.materialCount, {});
  return mapSent(outcome, (json) => {
    const of = (name: keyof MaterialCount): number => Number(json[name] ?? 0);
    return { image_count: of('image_count'), voice_count: of('voice_count'), video_count: of('video_count'), news_count: of('news_count') };
  });
}
