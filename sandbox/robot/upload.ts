import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { checkKind, MB } from '../media/kinds.ts';
import type { MediaKind } from '../media/kinds.ts';
import { readPart } from '../media/part.ts';
import { checkVoice } from '../media/voice.ts';
import type { World } from '../world.ts';

const KINDS = new Map<string, MediaKind>([
  ['file', { maxBytes: 20 * MB, tooLarge: 45001 }],
  ['voice', { maxBytes: 2 * MB, tooLarge: 45001, check: checkVoice }],
]);

/**
 * POST /cgi-bin/webhook/upload_media. The multipart body is looked at before the key, as WeCom does: 44001 says nothing about the key.
 * Source: https://developer.work.weixin.qq.com/document/path/91770
 * @throws Refusal 40058, 44001, 93000, 93004, 40005, 40006, 45001, 301016, 301017 or 45007.
 */
export function uploadRobotMedia(request: ApiRequest, world: World): Answer {
  if (request.method !== 'POST') throw new Refusal(40058);
  const part = readPart(request);
  const robot = world.robots.ofQuery(request.query);
  if (robot.disabled) throw new Refusal(93004);
  const type = checkKind(KINDS, request.query, part.bytes);
  const { media_id, created_at } = world.media.add({ robot: robot.name, type, ...part }, world.now());
  return jsonAnswer(0, 'ok', { type, media_id, created_at: String(created_at) });
}
