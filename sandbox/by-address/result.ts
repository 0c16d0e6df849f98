import { callerOf } from '../app/caller.ts';
import { postedObject } from '../app/posted.ts';
import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { World } from '../world.ts';

/**
 * POST /cgi-bin/media/get_upload_by_url_result: status 1 while it is fetched, 2 with a media_id, 3 with the errcode of what went wrong.
 * Source: https://developer.work.weixin.qq.com/document/path/96219
 * @throws Refusal with the codes of callerOf, postedObject and UrlJobs.progressOf.
 */
export function getUploadByUrlResult(request: ApiRequest, world: World): Answer {
  const app = callerOf(request, world);
  const progress = world.urlJobs.progressOf(app, postedObject(request).jobid);
  if (progress === 'running') return jsonAnswer(0, 'ok', { status: 1 });
  if (progress instanceof Refusal) {
    return jsonAnswer(0, 'ok', { status: 3, detail: { errcode: progress.errcode, errmsg: progress.message } });
  }
  const { media_id, created_at } = progress;
  return jsonAnswer(0, 'ok', { status: 2, detail: { errcode: 0, errmsg: 'ok', media_id, created_at: String(created_at) } });
}
