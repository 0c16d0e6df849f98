import { createHash } from 'node:crypto';

import { textOf } from './fields.ts';
import type { Push } from './message.ts';

/** What may be another one when WeCom sends the same event again: nothing says that it is not, and it is a secret. */
const PASSING = ['ResponseCode', 'Token', 'response_url'];

/** Characters; WeCom's have up to 32. */
const LONGEST_ID = 64;

/**
 * The same for every delivery of one message or event, and another for every other: WeCom sends what was not answered within 5
 * seconds again, three times.
 *
 * A message has its own id. An event has none, and WeCom advises its sender and time, in seconds; but two members may be added to the
 * contacts in one second, both by `sys`, and then one would be lost. So all of its fields count (ChangeType, UserID, JobId, TaskId,
 * EventKey …), which a delivery repeats.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90238
 */
export function redeliveryKey({ from, fields }: Push): string {
  const id = textOf(fields, 'MsgId') ?? textOf(fields, 'msgid');
  // Whoever keeps these keys keeps them all; an id that is longer than any counts like the other fields.
  if (id !== undefined && id !== '' && id.length <= LONGEST_ID) return `${from}-message-${id}`;
  const all = JSON.stringify(fields, (name, value: unknown) => (PASSING.includes(name) ? undefined : value));
  return `${from}-event-${createHash('sha256').update(all).digest('hex')}`;
}
