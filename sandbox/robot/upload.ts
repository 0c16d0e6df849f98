import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { boundaryOf, cutPart, readHead } from '../multipart.ts';
import type { Part } from '../multipart.ts';
import type { World } from '../world.ts';
import { checkVoice } from './voice.ts';

const MB = 1024 * 1024;
const MAX_BYTES = new Map([
  ['file', 20 * MB],
  ['voice', 2 * MB],
]);
/** Media has to be larger than this. */
const TOO_SMALL_BYTES = 5;

/**
 * POST /cgi-bin/webhook/upload_media. The multipart body is looked at before the key, as WeCom does: 44001 says nothing about the key.
 * Source: https://developer.work.weixin.qq.com/document/path/91770
 * @throws Refusal 40058, 44001, 93000, 93004, 40005, 40006, 45001, 301016, 301017 or 45007.
 */
export function uploadMedia(request: ApiRequest, world: World): Answer {
  if (request.method !== 'POST') throw new Refusal(40058);
  const part = readPart(request);
  const robot = world.robots.ofQuery(request.query);
  if (robot.disabled) throw new Refusal(93004);
  const [type = '', ...more] = request.query.getAll('type');
  const maxBytes = MAX_BYTES.get(type);
  if (maxBytes === undefined || more.length > 0) throw new Refusal(40005);
  if (part.bytes.length <= TOO_SMALL_BYTES) throw new Refusal(40006);
  if (part.bytes.length > maxBytes) throw new Refusal(45001);
  if (type === 'voice') checkVoice(part.bytes);
  const rawHead = request.record.rawHead ?? '';
  const media = world.media.add({ robot: robot.name, type, ...part, rawHead }, world.now());
  return jsonAnswer(0, 'ok', { type, media_id: media.media_id, created_at: String(media.created_at) });
}

/** @throws Refusal 44001 for everything that a strict parser finds no file in. */
function readPart({ headers, body, record }: ApiRequest): Part {
  // No first-hand report of a chunked upload exists; the sister platform refuses them.
  if (headers['content-length'] === undefined || headers['transfer-encoding'] !== undefined) throw new Refusal(44001);
  const boundary = boundaryOf(headers['content-type']);
  if (boundary === undefined) throw new Refusal(44001);
  const cut = cutPart(body, boundary);
  if ('problem' in cut) throw new Refusal(44001);
  record.rawHead = cut.rawHead.toString('latin1');
  const part = readHead(cut.rawHead, cut.bytes);
  if ('problem' in part || part.bytes.length === 0) throw new Refusal(44001);
  return part;
}
