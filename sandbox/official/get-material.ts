import type { ApiRequest } from '../endpoint.ts';
import type { Answer } from '../http/answer.ts';
import type { World } from '../world.ts';
import { accountAnswer, doneAnswer } from './answer.ts';
import { callerOf } from './caller.ts';
import { fileAnswer, publicUrl } from './download.ts';
import { postedMediaId, postedObject } from './posted.ts';

/**
 * POST /cgi-bin/material/get_material: articles and videos as JSON, everything else as bytes.
 * Source: https://developers.weixin.qq.com/doc/service/api/material/permanent/api_getmaterial
 * @throws AccountRefusal with the codes of callerOf, postedObject and postedMediaId; 40007.
 */
export function getMaterial(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  const record = world.materials.find(account, postedMediaId(postedObject(request)));
  const { media_id, name, type, title, introduction, news_item } = record;
  if (type === 'news') return accountAnswer({ news_item });
  if (type === 'video') return accountAnswer({ title, description: introduction, down_url: publicUrl(request, media_id) });
  return fileAnswer(media_id, name, world.materials.bytes(media_id));
}

/**
 * POST /cgi-bin/material/del_material
 * Source: https://developers.weixin.qq.com/doc/service/api/material/permanent/api_delmaterial
 * @throws AccountRefusal as getMaterial.
 */
export function deleteMaterial(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  world.materials.remove(world.materials.find(account, postedMediaId(postedObject(request))));
  return doneAnswer();
}
