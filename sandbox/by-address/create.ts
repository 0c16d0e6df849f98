import { callerOf } from '../app/caller.ts';
import { postedObject } from '../app/posted.ts';
import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { checkFields } from '../message/fields.ts';
import type { Fields } from '../message/fields.ts';
import type { World } from '../world.ts';

/**
 * The md5 may be left out: the page asks for it, while a widely used client library calls it optional.
 * Source: https://developer.work.weixin.qq.com/document/path/96219
 */
const REQUEST: Fields = {
  scene: { kind: 'number', required: true, values: [1] },
  filename: { kind: 'text', required: true, maxBytes: 128 },
  url: { kind: 'text', required: true, missing: 41010, maxBytes: 1024, badLength: 40039 },
  md5: { kind: 'text', pattern: /^[0-9a-f]{32}$/i },
};

/**
 * POST /cgi-bin/media/upload_by_url: begins to fetch a file from an address of this machine. That the application needs the
 * right to deal with customers is not simulated.
 * Source: https://developer.work.weixin.qq.com/document/path/96219
 * @throws Refusal with the codes of callerOf and postedObject; 40005 for a type other than video and file, 41010 without an address, 40039
 * for one of more than 1024 bytes, 40058 for everything else that is missing or wrong.
 */
export function uploadByUrl(request: ApiRequest, world: World): Answer {
  const app = callerOf(request, world);
  const asked = postedObject(request);
  const { type, filename, url, md5 } = asked;
  if (type !== 'video' && type !== 'file') throw new Refusal(40005);
  checkFields(REQUEST, asked, 'request', () => false);
  const known = typeof md5 === 'string' && md5 !== '' ? md5 : undefined;
  const jobid = world.urlJobs.start(app, { type, filename: String(filename), url: String(url), md5: known });
  return jsonAnswer(0, 'ok', { jobid });
}
