import { createHash } from 'node:crypto';
import { extname } from 'node:path';

import type { ApiRequest } from '../endpoint.ts';
import { unknownPathAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { typeOfName } from '../media/content-type.ts';
import { singleValue } from '../requests.ts';
import type { MediaRecord } from '../types.ts';
import type { World } from '../world.ts';
import { accountAnswer } from './answer.ts';
import { callerOf } from './caller.ts';
import { AccountRefusal } from './errcodes.ts';
import { checkMethod } from './posted.ts';

/** Where an account's videos and pictures are fetched without a token. */
export const PUBLIC_PATH = '/account-media/';

/** The last part of that address: nobody can tell it without the media_id, nor the media_id from it. */
const publicId = (mediaId: string): string => createHash('sha256').update(mediaId).digest('hex');

/** The address of a video or a picture, on the sandbox as its caller names it. */
export const publicUrl = ({ headers }: ApiRequest, mediaId: string): string => `http://${headers.host ?? ''}${PUBLIC_PATH}${publicId(mediaId)}`;

/**
 * GET /cgi-bin/media/get, with an account's token: the bytes, or of a video where they are.
 * Source: https://developers.weixin.qq.com/doc/service/api/material/temporary/api_getmedia
 * @throws AccountRefusal with the codes of callerOf; 43001, 41006, 40007.
 */
export function getTemporary(request: ApiRequest, world: World): Answer {
  const { media_id, filename, type } = askedFor(request, world);
  if (type === 'video') return accountAnswer({ video_url: publicUrl(request, media_id) });
  return fileAnswer(media_id, filename, world.media.bytes(media_id));
}

/**
 * GET /cgi-bin/media/get/jssdk, with an account's token: a voice that was recorded in a page, as speex.
 * Source: https://developers.weixin.qq.com/doc/service/api/material/temporary/api_getmediahdvoice
 * @throws AccountRefusal as getTemporary; 40007 also for every other upload.
 */
export function getAccountHdVoice(request: ApiRequest, world: World): Answer {
  const { media_id } = askedFor(request, world);
  return fileAnswer(media_id, 'voice.speex', world.media.speex(media_id), 'voice/speex');
}

/** What is at the address that media/get, add_material or get_material gave: whoever has the address may fetch it. */
export function getPublic({ method }: ApiRequest, world: World, id: string): Answer {
  const videos = world.media.records.filter(({ account, type }) => account !== undefined && type === 'video');
  const materials = world.materials.records.filter(({ type }) => type === 'video' || type === 'image');
  const named = [...videos, ...materials.map(({ media_id, name }) => ({ media_id, filename: name }))];
  const found = named.find(({ media_id }) => publicId(media_id) === id);
  const bytes = found && (world.media.bytes(found.media_id) ?? world.materials.bytes(found.media_id));
  return bytes && method === 'GET' ? fileAnswer(id, found.filename, bytes) : unknownPathAnswer();
}

/** @throws AccountRefusal as getTemporary. */
function askedFor(request: ApiRequest, world: World): MediaRecord {
  const account = callerOf(request, world);
  checkMethod(request, 'GET');
  const mediaId = singleValue(request.query, 'media_id');
  if (mediaId === '') throw new AccountRefusal(41006);
  const record = world.media.usable(mediaId, { account: account.name }, world.now());
  if (!record) throw new AccountRefusal(40007);
  return record;
}

/**
 * The bytes of a file. The name it was uploaded under is gone: this host names a file after its media_id.
 *
 * The attack: an upload that says it is `text/html` runs as a page of the sandbox when somebody opens it. What it says is
 * therefore not repeated; the type is that of its extension, which was checked against the content, and it is only ever saved.
 * @throws AccountRefusal 40007 when the bytes are no longer kept.
 */
export function fileAnswer(id: string, filename: string, bytes: Buffer | undefined, contentType = typeOfName(filename)): Answer {
  if (!bytes) throw new AccountRefusal(40007);
  const headers = {
    'content-type': contentType,
    'cache-control': 'no-cache, must-revalidate',
    'content-disposition': `attachment; filename="${id}${extname(filename).toLowerCase()}"`,
    'x-content-type-options': 'nosniff',
  };
  return { status: 200, headers, body: bytes };
}
