import type { Problem } from './errors.ts';
import { fieldSpecAt } from './field-at.ts';
import { withoutMentionLists } from './mention.ts';
import type { Message } from './robot.ts';
import { messageType } from './spec/messages.ts';
import type { Channel } from './spec/types.ts';
import { split, truncate } from './text.ts';
import type { TextFormat } from './text.ts';
import { byteLength } from './utf8.ts';

/** What to do with a text over its limit. `fail` leaves it as it is, for the validation to refuse. */
export type TooLong = 'split' | 'truncate' | 'fail';

export type Fit = { ok: true; messages: Message[] } | { ok: false; problem: Problem };

/**
 * A message whose long text is within its type's limit: itself, several of the same type in order, or a shortened one.
 * A message without such a text, or with one that fits, comes back unchanged.
 *
 * @param reserve bytes to leave free in each, for what the caller adds.
 */
export function fitMessage(channel: Channel, message: Message, tooLong: TooLong, reserve = 0): Fit {
  const path = messageType(channel, message.msgtype)?.longText;
  const limit = path === undefined ? undefined : fieldSpecAt(channel, message, path)?.limit;
  const body = message[message.msgtype];
  const name = path?.split('.').at(-1);
  if (path === undefined || name === undefined || limit?.unit !== 'bytes' || typeof body !== 'object' || body === null) return { ok: true, messages: [message] };

  const text: unknown = (body as Record<string, unknown>)[name];
  const room = limit.max - reserve;
  if (typeof text !== 'string' || byteLength(text) <= room || tooLong === 'fail') return { ok: true, messages: [message] };

  if (room <= 0) {
    return { ok: false, problem: { path, limit: `at most ${limit.max} bytes together with the mention`, actual: `a mention of ${reserve} bytes`, fix: 'Mention fewer members' } };
  }
  const cut = tooLong === 'split' ? split(text, room, formatOf(message)) : truncate(text, room, formatOf(message));
  if (!cut.ok) {
    return { ok: false, problem: { path, limit: `at most ${room} bytes each`, actual: cut.problem, fix: 'Shorten it, or send the text as a file' } };
  }
  const parts = 'parts' in cut ? cut.parts : [cut.text];
  const messages = parts.map((part): Message => ({ ...message, [message.msgtype]: { ...body, [name]: part } }));
  // Whoever is mentioned is called once, when all of it is there.
  return { ok: true, messages: messages.map((part, index) => (index === messages.length - 1 ? part : withoutMentionLists(part))) };
}

/** Long texts are WeCom's text or one of its two kinds of markdown. */
const formatOf = ({ msgtype }: Message): TextFormat => (msgtype === 'markdown' || msgtype === 'markdown_v2' ? msgtype : 'text');
