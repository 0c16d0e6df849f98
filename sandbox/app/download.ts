import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import type { Answer } from '../http/answer.ts';
import { weComDisposition } from '../http/disposition.ts';
import { rangeOf } from '../http/range.ts';
import { servedType } from '../media/content-type.ts';
import { MB } from '../media/kinds.ts';
import { singleValue } from '../requests.ts';
import type { World } from '../world.ts';
import { callerOf } from './caller.ts';

/** Larger ones are fetched in ranges, each of them no larger than this. */
const MAX_BYTES = 20 * MB;

/**
 * GET /cgi-bin/media/get: the bytes, with neither an errcode nor its headers. They are always to be saved, never shown: a page
 * that somebody uploaded must not run as one of the sandbox's own.
 * Source: https://developer.work.weixin.qq.com/document/path/90254
 * @throws Refusal with the codes of callerOf; 40058 for another method, 41006 without a media_id, 40007 for one that is
 * unknown, expired or another corp's, 830002 for more than 20 MB at once.
 */
export function getAppMedia(request: ApiRequest, world: World): Answer {
  const { corpid } = callerOf(request, world);
  if (request.method !== 'GET') throw new Refusal(40058);
  const mediaId = singleValue(request.query, 'media_id');
  if (mediaId === '') throw new Refusal(41006);
  const record = world.media.usable(mediaId, { corpid }, world.now());
  const bytes = world.media.bytes(mediaId);
  if (!record || !bytes) throw new Refusal(40007);

  const range = rangeOf(request.headers.range, bytes.length);
  if (range === 'unsatisfiable') return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` }, body: '' };
  const body = range === 'none' ? bytes : bytes.subarray(range.first, range.last + 1);
  if (body.length > MAX_BYTES) throw new Refusal(830002);
  const headers = {
    'content-type': servedType(record),
    'cache-control': 'no-cache',
    'content-disposition': weComDisposition(record.filename),
    'x-content-type-options': 'nosniff',
  };
  if (range === 'none') return { status: 200, headers, body };
  const partly = { 'accept-ranges': 'bytes', 'content-range': `bytes ${range.first}-${range.last}/${bytes.length}` };
  return { status: 206, headers: { ...headers, ...partly }, body };
}
