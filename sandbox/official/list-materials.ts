import type { ApiRequest } from '../endpoint.ts';
import type { Answer } from '../http/answer.ts';
import type { MaterialRecord } from '../types.ts';
import type { World } from '../world.ts';
import { accountAnswer } from './answer.ts';
import { callerOf } from './caller.ts';
import { AccountRefusal } from './errcodes.ts';
import { checkMethod, postedObject, postedPage } from './posted.ts';

/** Thumbs are kept, but listed nowhere. */
const LISTED = ['image', 'voice', 'video', 'news'] as const;

/**
 * POST /cgi-bin/material/batchget_material: those of one type, the newest first.
 * Source: https://developers.weixin.qq.com/doc/service/api/material/permanent/api_batchgetmaterial
 * @throws AccountRefusal with the codes of callerOf, postedObject and postedPage; 40004 for a type that is not listed.
 */
export function listMaterials(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  const asked = postedObject(request);
  if (!LISTED.some((type) => type === asked.type)) throw new AccountRefusal(40004);
  const { offset, count } = postedPage(asked);
  const all = world.materials.of(account).filter(({ type }) => type === asked.type);
  const item = all.slice(offset, offset + count).map(listed);
  return accountAnswer({ item, total_count: all.length, item_count: item.length });
}

function listed({ media_id, type, name, update_time, url, news_item }: MaterialRecord): object {
  if (type === 'news') return { media_id, content: { news_item, create_time: update_time, update_time }, update_time };
  return { media_id, name, update_time, ...(url !== undefined && { url }) };
}

/**
 * GET /cgi-bin/material/get_materialcount
 * Source: https://developers.weixin.qq.com/doc/service/api/material/permanent/api_getmaterialcount
 * @throws AccountRefusal with the codes of callerOf; 43001.
 */
export function countMaterials(request: ApiRequest, world: World): Answer {
  const all = world.materials.of(callerOf(request, world));
  checkMethod(request, 'GET');
  return accountAnswer(Object.fromEntries(LISTED.map((type) => [`${type}_count`, all.filter((one) => one.type === type).length])));
}
