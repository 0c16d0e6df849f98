import type { ApiRequest } from '../endpoint.ts';
import type { Answer } from '../http/answer.ts';
import { isObject } from '../message/fields.ts';
import type { MaterialRecord } from '../types.ts';
import type { World } from '../world.ts';
import { uploadAnswer } from './answer.ts';
import { callerOf } from './caller.ts';
import { publicUrl } from './download.ts';
import { AccountRefusal } from './errcodes.ts';
import { PERMANENT } from './kinds.ts';
import { readUpload } from './upload.ts';

/**
 * POST /cgi-bin/material/add_material: kept until it is deleted. A video comes with a form part `description`, which is JSON.
 * A picture has an address beside its media_id.
 * Source: https://developers.weixin.qq.com/doc/service/api/material/permanent/api_addmaterial
 * @throws AccountRefusal with the codes of callerOf, readUpload and descriptionOf; 45034 when the account is full.
 */
export function addMaterial(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  const { type, file, fields } = readUpload(request, PERMANENT);
  const { bytes, filename, contentType, rawHead } = file;
  const about = type === 'video' ? descriptionOf(fields.get('description')) : {};
  const material = { type: type as MaterialRecord['type'], name: filename, contentType, rawHead, bytes, ...about };
  const record = world.materials.add(account, material, world.now());
  if (type !== 'image') return uploadAnswer({ media_id: record.media_id });
  record.url = publicUrl(request, record.media_id);
  return uploadAnswer({ media_id: record.media_id, url: record.url });
}

/** @throws AccountRefusal 41005 when there is none, 47001 when it is no JSON object, 40097 when the title or the introduction is none. */
function descriptionOf(json: string | undefined): { title: string; introduction: string } {
  if (json === undefined) throw new AccountRefusal(41005);
  const { title, introduction = '' } = parsed(json);
  if (typeof title !== 'string' || title === '' || typeof introduction !== 'string') throw new AccountRefusal(40097);
  return { title, introduction };
}

function parsed(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (isObject(value)) return value;
  } catch {
    // Not JSON at all: as wrong as JSON of another kind.
  }
  throw new AccountRefusal(47001);
}
