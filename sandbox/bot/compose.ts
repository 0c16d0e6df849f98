import { randomBytes } from 'node:crypto';

import { MEMBERS } from '../app/members.ts';
import { sampleMedia } from '../callback/sample-media.ts';
import type { CallbackFace, CallOptions } from '../callback/types.ts';
import { isObject } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import type { World } from '../world.ts';
import type { Bot } from './bots.ts';

/** What members can send to a bot. Source: https://developer.work.weixin.qq.com/document/path/100719 */
export const BOT_MESSAGES = ['text', 'image', 'mixed', 'voice', 'file', 'video', 'stream'];

/** In a group chat nobody can send these to a bot. */
const SINGLE_ONLY = new Set(['image', 'voice', 'file']);

/** Source: https://developer.work.weixin.qq.com/document/path/101027 */
export const BOT_EVENTS = ['enter_chat', 'template_card_event', 'feedback_event', 'disconnected_event'];

/** A sample of what an event has beside its type. */
const EVENT_FIELDS: Readonly<Record<string, JsonObject>> = {
  template_card_event: {
    card_type: 'button_interaction',
    event_key: 'approve',
    task_id: 'task-1',
    selected_items: { selected_item: [{ question_key: 'environment', option_ids: { option_id: ['staging'] } }] },
  },
  feedback_event: { id: 'feedback-1', type: 1, content: '', inaccurate_reason_list: [] },
};

/** A text file, for whoever has no file at hand. */
const FILE = { bytes: Buffer.from('Build 42: 128 tests passed.\n'), filename: 'report 报告.txt' };

/**
 * A message to a bot as WeCom sends it: what every one has, a sample of what its type has, and over it what is given. `url` is
 * where the sandbox is reached. Pictures and files are put, encrypted, where their addresses say.
 * @throws Error without a msgtype, for one that a group chat does not have, or an event without its type.
 */
export function composedForBot(world: World, bot: Bot, address: CallbackFace, message: JsonObject, options: CallOptions, url: string): JsonObject {
  const { msgtype, from, chattype = 'single' } = message;
  if (typeof msgtype !== 'string') throw new Error(`A message to a bot needs a "msgtype": ${BOT_MESSAGES.join(', ')} or event.`);
  if (chattype === 'group' && SINGLE_ONLY.has(msgtype)) throw new Error(`In a group chat nobody can send a bot a message of the type ${msgtype}.`);
  const userid = isObject(from) && typeof from.userid === 'string' ? from.userid : (MEMBERS[0]?.userid ?? '');
  const now = world.now();
  const put = (type: string): JsonObject => {
    const { bytes, filename } = sampleMedia(type) ?? FILE;
    return { url: url + world.botFiles.add(options.content ?? bytes, options.filename ?? filename, address.encodingAesKey, now) };
  };
  const response_url = `${url}/cgi-bin/aibot/response?response_code=${world.bots.responses.give({ bot, to: userid }, now)}`;
  return {
    msgid: randomBytes(12).toString('hex'),
    aibotid: bot.aibotid,
    chattype,
    ...(chattype === 'group' && { chatid: 'wrkSFfCgAAxxxxxxxxxxxxxxxxxxxxxx' }),
    from: { userid },
    response_url,
    ...(msgtype === 'event' ? { create_time: options.timestamp ?? Math.floor(now / 1000) } : {}),
    [msgtype]: sampleOf(msgtype, message, put),
    ...message,
    ...(msgtype === 'event' && { event: eventOf(message.event) }),
  };
}

function sampleOf(msgtype: string, message: JsonObject, put: (type: string) => JsonObject): JsonObject {
  if (msgtype in message) return {};
  switch (msgtype) {
    case 'text':
      return { content: 'Hello, bot' };
    case 'voice':
      return { content: 'What the recording says, in words' };
    case 'image':
    case 'file':
    case 'video':
      return put(msgtype);
    case 'mixed':
      return { msg_item: [{ msgtype: 'text', text: { content: 'Look at this' } }, { msgtype: 'image', image: put('image') }] };
    case 'stream':
      return { id: 'stream-1' };
    default:
      return {};
  }
}

function eventOf(event: unknown): JsonObject {
  const type = isObject(event) ? event.eventtype : undefined;
  if (!isObject(event) || typeof type !== 'string') throw new Error('An event needs its type: {"event": {"eventtype": "enter_chat"}}.');
  const sample = EVENT_FIELDS[type];
  return { ...(sample && { [type]: sample }), ...event };
}
