import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { checkBytes, MB } from '../media/kinds.ts';
import type { MediaKind } from '../media/kinds.ts';
import { readPart } from '../media/part.ts';
import { checkPicture } from '../media/picture.ts';
import type { World } from '../world.ts';
import { callerOf } from './caller.ts';

const IMAGE: MediaKind = { maxBytes: 2 * MB, tooLarge: 40009, check: checkPicture };

/**
 * POST /cgi-bin/media/uploadimg: a picture at an address that stays, to be named in an article of mpnews. There is no media_id.
 * The sandbox serves it at an address of its own.
 * Source: https://developer.work.weixin.qq.com/document/path/90256, whose sample has a part of any name, without its length.
 * @throws Refusal with the codes of callerOf; 40058, 44001, 40004, 40006 or 40009; 45009 for a corp's 1001st picture in a day, or the
 * 3001st in 30 days.
 */
export function uploadImage(request: ApiRequest, world: World): Answer {
  const { corpid, agentid } = callerOf(request, world);
  if (request.method !== 'POST') throw new Refusal(40058);
  const { bytes, filename, contentType, rawHead } = readPart(request, { filelength: false });
  checkBytes(IMAGE, bytes);
  if (!world.imageQuota.take(corpid, world.now())) throw new Refusal(45009);
  const { url } = world.images.add({ corpid, agentid, filename, contentType, rawHead, bytes }, `http://${request.headers.host ?? ''}`);
  return jsonAnswer(0, '', { url });
}
