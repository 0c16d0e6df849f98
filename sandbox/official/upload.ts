import type { ApiRequest } from '../endpoint.ts';
import type { Answer } from '../http/answer.ts';
import { singleValue } from '../requests.ts';
import type { World } from '../world.ts';
import { uploadAnswer } from './answer.ts';
import { callerOf } from './caller.ts';
import { AccountRefusal } from './errcodes.ts';
import { checkFile, FOR_ARTICLES, TEMPORARY } from './kinds.ts';
import type { AccountKind } from './kinds.ts';
import { readParts } from './parts.ts';
import type { UploadedParts } from './parts.ts';
import { checkMethod } from './posted.ts';

/** The type of an upload and its parts. @throws AccountRefusal 43002, 40004 for a type that is none, the codes of readParts and checkFile. */
export function readUpload(request: ApiRequest, kinds: ReadonlyMap<string, AccountKind>): UploadedParts & { type: string } {
  checkMethod(request, 'POST');
  const type = singleValue(request.query, 'type');
  const kind = kinds.get(type);
  if (!kind) throw new AccountRefusal(40004);
  const parts = readParts(request);
  checkFile(kind, parts.file.filename, parts.file.bytes);
  return { type, ...parts };
}

/**
 * POST /cgi-bin/media/upload, with an account's token: kept for three days. A thumb's id has another name than the others'.
 * Source: https://developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtempmedia
 * @throws AccountRefusal with the codes of callerOf and readUpload.
 */
export function uploadTemporary(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  const { type, file } = readUpload(request, TEMPORARY);
  const { media_id, created_at } = world.media.add({ account: account.name, type, ...file }, world.now());
  return uploadAnswer({ type, [type === 'thumb' ? 'thumb_media_id' : 'media_id']: media_id, created_at });
}

/**
 * POST /cgi-bin/media/uploadimg, with an account's token: a picture at an address, to be named in an article.
 * Source: https://developers.weixin.qq.com/doc/service/api/material/permanent/api_uploadimage
 * @throws AccountRefusal with the codes of callerOf, readParts and checkFile; 43002.
 */
export function uploadForArticles(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  checkMethod(request, 'POST');
  const { filename, contentType, rawHead, bytes } = readParts(request).file;
  checkFile(FOR_ARTICLES, filename, bytes);
  const { url } = world.images.add({ account: account.name, filename, contentType, rawHead, bytes }, `http://${request.headers.host ?? ''}`);
  return uploadAnswer({ url });
}
