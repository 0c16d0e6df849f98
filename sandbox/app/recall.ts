import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { World } from '../world.ts';
import { callerOf } from './caller.ts';
import { postedObject } from './posted.ts';

const RECALLABLE_MS = 24 * 60 * 60 * 1000;

/**
 * POST /cgi-bin/message/recall: members no longer see the message. What WeCom answers when a message is recalled again is not
 * documented; here it is answered as the first time.
 * Source: https://developer.work.weixin.qq.com/document/path/94867
 * @throws Refusal with the codes of callerOf and postedObject; 40058 for a msgid that is missing or unknown, for another
 * application's message, and for one that is older than 24 hours.
 */
export function recallMessage(request: ApiRequest, world: World): Answer {
  const app = callerOf(request, world);
  const { msgid } = postedObject(request);
  if (typeof msgid !== 'string' || msgid === '') throw new Refusal(40058, 'msgid is missing');
  const message = world.messages.all.find((sent) => sent.msgid === msgid && sent.agentid === app.agentid);
  if (!message) throw new Refusal(40058, 'this application sent no message with this msgid');
  const now = world.now();
  if (now - message.at >= RECALLABLE_MS) throw new Refusal(40058, 'the message is older than 24 hours');
  if (message.recalledAt === undefined) world.messages.change(message, { recalledAt: now });
  return jsonAnswer(0, 'ok');
}
