import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { singleValue } from '../requests.ts';
import type { World } from '../world.ts';
import { chatCallerOf } from './caller.ts';

/**
 * GET /cgi-bin/appchat/get.
 * Source: https://developer.work.weixin.qq.com/document/path/98914
 * @throws Refusal with the codes of chatCallerOf and Chats.ofApp; 40058 for another method.
 */
export function getChat(request: ApiRequest, world: World): Answer {
  const app = chatCallerOf(request, world, 48002);
  if (request.method !== 'GET') throw new Refusal(40058);
  const { chatid, name, owner, userlist } = world.chats.ofApp(app, singleValue(request.query, 'chatid'));
  return jsonAnswer(0, 'ok', { chat_info: { chatid, name, owner, userlist, chat_type: 0 } });
}
