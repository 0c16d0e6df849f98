import type { Problem } from './errors.ts';
import { fieldSpecAt } from './field-at.ts';
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

  const cut = tooLong === 'split' ? split(text, room, formatOf(message)) : truncate(text, room, formatOf(message));
  if (!cut.ok) {
    return { ok: false, problem: { path, limit: `at most ${room} bytes each`, actual: cut.problem, fix: 'Shorten it, or send the text as a file' } };
  }
  const parts = 'parts' in cut ? cut.parts : [cut.text];
  return { ok: true, messages: parts.map((part) => ({ ...message, [message.msgtype]: { ...body, [name]: part } })) };
}

/** Long texts are WeCom's text or one of its two kinds of markdown. */
const formatOf = ({ msgtype }: Message): TextFormat => (msgtype === 'markdown' || msgtype === 'markdown_v2' ? msgtype : 'text');
