import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { checkKind, MB } from '../media/kinds.ts';
import type { MediaKind } from '../media/kinds.ts';
import { readPart } from '../media/part.ts';
import { checkPicture } from '../media/picture.ts';
import { checkVideo } from '../media/video.ts';
import { checkVoice } from '../media/voice.ts';
import type { World } from '../world.ts';
import { callerOf } from './caller.ts';

const KINDS = new Map<string, MediaKind>([
  ['image', { maxBytes: 10 * MB, tooLarge: 40009, check: checkPicture }],
  ['voice', { maxBytes: 2 * MB, tooLarge: 45001, check: checkVoice }],
  ['video', { maxBytes: 10 * MB, tooLarge: 40011, check: checkVideo }],
  ['file', { maxBytes: 20 * MB, tooLarge: 45001 }],
]);

/**
 * POST /cgi-bin/media/upload: the caller first, then the multipart body. On success the errmsg is empty, as in the vendor's sample.
 * Source: https://developer.work.weixin.qq.com/document/path/90253
 * @throws Refusal with the codes of callerOf; 40058, 44001, 40004, 40005, 40006, 40009, 40011, 45001, 301016, 301017 or 45007.
 */
export function uploadAppMedia(request: ApiRequest, world: World): Answer {
  const { corpid, agentid } = callerOf(request, world);
  if (request.method !== 'POST') throw new Refusal(40058);
  const part = readPart(request);
  const type = checkKind(KINDS, request.query, part.bytes);
  const { media_id, created_at } = world.media.add({ corpid, agentid, type, ...part }, world.now());
  return jsonAnswer(0, '', { type, media_id, created_at: String(created_at) });
}
