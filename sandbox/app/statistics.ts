import { dayOf } from '../day.ts';
import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { World } from '../world.ts';
import { callerOf } from './caller.ts';
import { postedObject } from './posted.ts';

/**
 * POST /cgi-bin/message/get_statistics: how many members each application of the corp showed messages on a day, a member counting
 * once for each message.
 * Source: https://developer.work.weixin.qq.com/document/path/92369
 * @throws Refusal with the codes of callerOf and postedObject; 40058 for a time_type other than 0 (today) and 1 (yesterday).
 */
export function getStatistics(request: ApiRequest, world: World): Answer {
  const { corpid } = callerOf(request, world);
  const { time_type = 0 } = postedObject(request);
  if (time_type !== 0 && time_type !== 1) throw new Refusal(40058, 'time_type has no such value');
  const day = dayOf(world.now()) - time_type;
  const statistics = world.apps.all
    .filter((app) => app.corpid === corpid)
    .map(({ agentid, name }) => {
      const sent = world.messages.all.filter((message) => message.agentid === agentid && dayOf(message.at) === day);
      return { agentid, app_name: name, count: sent.reduce((sum, { to }) => sum + (to?.shown.length ?? 0), 0) };
    })
    .filter(({ count }) => count > 0);
  return jsonAnswer(0, 'ok', { statistics });
}
