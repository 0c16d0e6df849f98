import { APP_TYPES } from '../app/message-types.ts';
import { checkSafe, withoutEffect } from '../app/options.ts';
import { postedObject } from '../app/posted.ts';
import type { ApiRequest } from '../endpoint.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { checkContent } from '../message/content.ts';
import type { Channel } from '../message/content.ts';
import type { World } from '../world.ts';
import { chatCallerOf } from './caller.ts';

const { text, image, voice, video, file, textcard, news, mpnews, markdown } = APP_TYPES;

/** What an application can send to a group chat: no cards and no mini programs, but mentions. */
const CHAT: Channel = {
  types: { text: { ...text, mentioned_list: { kind: 'texts' } }, image, voice, video, file, textcard, news, mpnews, markdown },
  further: {},
};

/**
 * POST /cgi-bin/appchat/send: to everybody in the chat. The answer names no message, so none of them can be recalled.
 * Source: https://developer.work.weixin.qq.com/document/path/90248
 * @throws Refusal with the codes of chatCallerOf, postedObject, Chats.ofApp, checkContent and checkSafe.
 */
export function sendToChat(request: ApiRequest, world: World): Answer {
  const app = chatCallerOf(request, world, 48002);
  const message = postedObject(request);
  const { chatid } = world.chats.ofApp(app, message.chatid);
  const now = world.now();
  const shown = checkContent(CHAT, message, (mediaId, type) => world.media.canBeSent(mediaId, type, { corpid: app.corpid }, now));
  checkSafe(message, 'chat', (mediaId) => world.media.record(mediaId)?.filename ?? '');
  world.messages.add({ app: app.name, agentid: app.agentid, chatid, ...shown, at: now, bytes: request.body.length, ...withoutEffect(message, 'chat') });
  return jsonAnswer(0, 'ok');
}
