import { openEnvelope } from '../callback/reply-envelope.ts';
import type { CallbackFace, CallbackRecord, CallbackReply } from '../callback/types.ts';
import { problemOf } from '../callback/problem.ts';
import { checkFields, isObject } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import type { World } from '../world.ts';
import type { Bot } from './bots.ts';
import { checkBotCard, checkStream, objectOf } from './reply-types.ts';
import { sayAsBot } from './say.ts';

/** Reads the body of a bot's answer and shows what it says; the record says why where nothing is shown. */
export function takeBotReply(world: World, bot: Bot, record: CallbackRecord, body: Buffer, address: CallbackFace): CallbackReply {
  let reply: JsonObject | undefined;
  try {
    reply = openJsonReply(body, address);
    const msgtype = typeof reply.msgtype === 'string' ? reply.msgtype : '';
    const act = Object.hasOwn(ACTS, msgtype) ? ACTS[msgtype] : undefined;
    const type = reply.response_type === 'update_template_card' ? updateCard : act;
    if (!type) throw new Error(`there is no reply of msgtype "${msgtype}"; there are ${Object.keys(ACTS).join(', ')}, and the response_type update_template_card`);
    type(world, bot, record, reply);
    return { msgtype: msgtype || 'update_template_card', message: reply };
  } catch (error) {
    return { ...(reply && { message: reply }), problem: problemOf(error) };
  }
}

/** @throws Error as openEnvelope, and for JSON that is not as documented. */
function openJsonReply(body: Buffer, address: CallbackFace): JsonObject {
  const { encrypt, msgsignature: signature, timestamp, nonce } = objectOf(parsed(body.toString('utf8'), 'the answer'), 'the envelope');
  if (typeof encrypt !== 'string' || typeof signature !== 'string' || typeof nonce !== 'string') throw new Error('encrypt, msgsignature and nonce have to be texts');
  if (typeof timestamp !== 'number') throw new Error('the timestamp has to be a number');
  return objectOf(parsed(openEnvelope({ encrypt, signature, timestamp: String(timestamp), nonce }, address), 'what is encrypted'), 'the reply');
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${what} is not JSON`);
  }
}

type Act = (world: World, bot: Bot, record: CallbackRecord, reply: JsonObject) => void;

const isEvent = ({ message }: CallbackRecord, type: string): boolean => isObject(message.event) && message.event.eventtype === type;

/** A stream that is refreshed goes on in its own place. */
const stream: Act = (world, bot, { from }, reply) => {
  const { id, content = '' } = checkStream(reply.stream);
  const shown = { msgtype: 'markdown_v2', message: { msgtype: 'markdown_v2', markdown_v2: { content }, stream: reply.stream } };
  const before = world.messages.all.find(({ bot: name, message }) => name === bot.name && isObject(message.stream) && message.stream.id === id);
  if (before) world.messages.change(before, shown);
  else sayAsBot(world, bot, from, shown);
};

const card: Act = (world, bot, { from }, reply) => {
  sayAsBot(world, bot, from, { msgtype: 'template_card', message: { msgtype: 'template_card', template_card: checkBotCard(reply.template_card) } });
};

const ACTS: Readonly<Record<string, Act>> = {
  stream,
  template_card: card,
  stream_with_template_card: (world, bot, record, reply) => {
    checkStream(reply.stream);
    if (reply.template_card !== undefined) checkBotCard(reply.template_card);
    stream(world, bot, record, reply);
    if (reply.template_card !== undefined) card(world, bot, record, reply);
  },
  text: (world, bot, record, reply) => {
    if (!isEvent(record, 'enter_chat')) throw new Error('a text answers only the event enter_chat, as a welcome');
    const text = objectOf(reply.text, 'text');
    checkFields({ content: { kind: 'text', required: true } }, text, 'text', () => false);
    sayAsBot(world, bot, record.from, { msgtype: 'text', message: { msgtype: 'text', text } });
  },
};

/** @throws Error for anything but the answer to a button of a card that the bot sent. */
function updateCard(world: World, bot: Bot, record: CallbackRecord, reply: JsonObject): void {
  if (!isEvent(record, 'template_card_event')) throw new Error('update_template_card answers only the event template_card_event');
  const template_card = checkBotCard(reply.template_card);
  const changed = world.messages.all.findLast(
    ({ bot: name, message }) => name === bot.name && isObject(message.template_card) && message.template_card.task_id === template_card.task_id,
  );
  if (!changed) throw new Error('the bot sent no card with this task_id');
  const named = Array.isArray(reply.userids) ? reply.userids.map(String) : [];
  const users = named.length > 0 ? named : [record.from];
  world.messages.change(changed, { updates: [...(changed.updates ?? []), { at: world.now(), users, template_card }] });
}
