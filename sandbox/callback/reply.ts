import type { CorpApp } from '../app/apps.ts';
import { changeCard } from '../app/update-card.ts';
import { APP_TYPES } from '../app/message-types.ts';
import { checkContent } from '../message/content.ts';
import type { Channel } from '../message/content.ts';
import { isObject } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import type { World } from '../world.ts';
import { ANSWERABLE } from './kinds.ts';
import { problemOf } from './problem.ts';
import { openXmlReply } from './reply-envelope.ts';
import { readReply } from './reply-message.ts';
import type { ReplyMessage } from './reply-message.ts';
import type { CallbackRecord, CallbackReply } from './types.ts';

const { text, image, voice, video, news } = APP_TYPES;

/** What a reply may hold that stands in the chat: https://developer.work.weixin.qq.com/document/path/90241 */
const REPLY: Channel = { types: { text, image, voice, video, news }, further: {} };

const CARD_UPDATES = new Set(['update_button', 'update_template_card']);

/**
 * Reads the body of an answer and does what it says: a message appears in the chat, a card changes. WeCom says nothing when it
 * cannot read a reply; here the record says why. `responseCode` is that of the card which the event was about.
 */
export function takeReply(world: World, app: CorpApp, record: CallbackRecord, body: Buffer, responseCode: unknown): CallbackReply {
  let reply: ReplyMessage | undefined;
  try {
    reply = readReply(openXmlReply(body, world.callbacks.addressOf(app.name)), record.from, app.corpid);
    checkAnswerable(record, reply.msgtype);
    return { msgtype: reply.msgtype, message: perform(world, app, record, reply, responseCode) };
  } catch (error) {
    return { ...(reply && { msgtype: reply.msgtype, message: reply.content }), problem: problemOf(error) };
  }
}

function checkAnswerable({ kind, message }: CallbackRecord, msgtype: string): void {
  if (kind === 'template_card_event') {
    if (!CARD_UPDATES.has(msgtype)) throw new Error('a template_card_event is answered by update_button or update_template_card only');
    return;
  }
  if (CARD_UPDATES.has(msgtype)) throw new Error(`${msgtype} answers only a template_card_event`);
  if (message.MsgType === 'event' && !ANSWERABLE.has(kind)) throw new Error(`the event ${kind} takes no reply`);
}

/** @throws Refusal for what breaks a rule. */
function perform(world: World, app: CorpApp, record: CallbackRecord, { msgtype, content }: ReplyMessage, responseCode: unknown): Record<string, unknown> {
  const now = world.now();
  const { from } = record;
  if (CARD_UPDATES.has(msgtype)) {
    changeCard(world, app, responseCode, withTaskId(content, record.message.TaskId), () => ({ users: [from], invaliduser: [] }));
    return content;
  }
  const canSend = (mediaId: string, type: string): boolean => world.media.canBeSent(mediaId, type, { corpid: app.corpid }, now);
  const shown = checkContent(REPLY, { msgtype, [msgtype]: content }, canSend);
  const to = { all: false, users: [from], parties: [], tags: [], shown: [from], dropped: [] };
  world.messages.add({ app: app.name, agentid: app.agentid, to, passive: true, ...shown, at: now, bytes: 0 });
  return shown.message;
}

/** In a reply the samples of cards have no task_id: it is still the same card. */
function withTaskId(content: JsonObject, taskId: unknown): JsonObject {
  const { template_card: card } = content;
  return isObject(card) ? { ...content, template_card: { task_id: taskId, ...card } } : content;
}
