import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import type { Answer } from '../http/answer.ts';
import { weComDisposition } from '../http/disposition.ts';
import { rangeOf } from '../http/range.ts';
import { servedType } from '../media/content-type.ts';
import { MB } from '../media/kinds.ts';
import { singleValue } from '../requests.ts';
import type { MediaRecord } from '../types.ts';
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
  const record = askedFor(request, world);
  const bytes = world.media.bytes(record.media_id);
  if (!bytes) throw new Refusal(40007);
  return downloadAnswer(request, bytes, servedType(record), record.filename);
}

/**
 * GET /cgi-bin/media/get/jssdk: a voice that was recorded in a page through the JS-SDK, as speex, which sounds better than its AMR.
 * Source: https://developer.work.weixin.qq.com/document/path/90255
 * @throws Refusal as getAppMedia; 40007 also for every other upload.
 */
export function getHdVoice(request: ApiRequest, world: World): Answer {
  const { media_id, filename } = askedFor(request, world);
  const speex = world.media.speex(media_id);
  if (!speex) throw new Refusal(40007);
  return downloadAnswer(request, speex, 'voice/speex', filename);
}

/** @throws Refusal as getAppMedia. */
function askedFor(request: ApiRequest, world: World): MediaRecord {
  const { corpid } = callerOf(request, world);
  if (request.method !== 'GET') throw new Refusal(40058);
  const mediaId = singleValue(request.query, 'media_id');
  if (mediaId === '') throw new Refusal(41006);
  const record = world.media.usable(mediaId, { corpid }, world.now());
  if (!record) throw new Refusal(40007);
  return record;
}

function downloadAnswer(request: ApiRequest, bytes: Buffer, contentType: string, filename: string): Answer {
  const range = rangeOf(request.headers.range, bytes.length);
  if (range === 'unsatisfiable') return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` }, body: '' };
  const body = range === 'none' ? bytes : bytes.subarray(range.first, range.last + 1);
  if (body.length > MAX_BYTES) throw new Refusal(830002);
  const headers = {
    'content-type': contentType,
    'cache-control': 'no-cache',
    'content-disposition': weComDisposition(filename),
    'x-content-type-options': 'nosniff',
  };
  if (range === 'none') return { status: 200, headers, body };
  const partly = { 'accept-ranges': 'bytes', 'content-range': `bytes ${range.first}-${range.last}/${bytes.length}` };
  return { status: 206, headers: { ...headers, ...partly }, body };
}
